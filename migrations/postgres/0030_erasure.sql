CREATE TABLE "audit_asides" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"about" text COLLATE "C" NOT NULL,
	"salt" text COLLATE "C" NOT NULL,
	"words" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "ended_at" bigint;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "aside_hash" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "audit_asides_about" ON "audit_asides" USING btree ("about","seq");--> statement-breakpoint
CREATE INDEX "partners_ended" ON "partners" USING btree ("status","ended_at");