CREATE TABLE "jobs" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"lane" text COLLATE "C" NOT NULL,
	"payload" text NOT NULL,
	"unique_key" text COLLATE "C",
	"state" text COLLATE "C" NOT NULL,
	"run_at" bigint NOT NULL,
	"lease_id" text COLLATE "C",
	"attempts" bigint NOT NULL,
	"last_error" text COLLATE "C",
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"due_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_unique" ON "jobs" USING btree ("unique_key");--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("lane","state","run_at","id");