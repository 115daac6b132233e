CREATE TABLE "rhythms" (
	"partner_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"heard_at" bigint NOT NULL,
	"gaps" bigint NOT NULL,
	"usual_ms" bigint NOT NULL,
	"longest_ms" bigint NOT NULL,
	"longest_at" bigint NOT NULL,
	"quiet_at" bigint
);
--> statement-breakpoint
ALTER TABLE "rhythms" ADD CONSTRAINT "rhythms_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rhythms_quiet" ON "rhythms" USING btree ("quiet_at","partner_id");