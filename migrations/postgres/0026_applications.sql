CREATE TABLE "application_hosts" (
	"application_id" text COLLATE "C" NOT NULL,
	"host" text COLLATE "C" NOT NULL,
	"reads_as" text COLLATE "C" NOT NULL,
	CONSTRAINT "application_hosts_application_id_host_pk" PRIMARY KEY("application_id","host")
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"token_hash" text COLLATE "C",
	"given" text NOT NULL,
	"acceptance" text,
	"partner_id" text COLLATE "C",
	"reason" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"confirmed_at" bigint,
	"version" bigint NOT NULL,
	CONSTRAINT "applications_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "application_hosts" ADD CONSTRAINT "application_hosts_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_hosts_host" ON "application_hosts" USING btree ("host");--> statement-breakpoint
CREATE INDEX "application_hosts_reads_as" ON "application_hosts" USING btree ("reads_as");--> statement-breakpoint
CREATE INDEX "applications_status" ON "applications" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "applications_stale" ON "applications" USING btree ("status","updated_at");--> statement-breakpoint
CREATE INDEX "applications_partner" ON "applications" USING btree ("partner_id");