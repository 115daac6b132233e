CREATE TABLE "onboardings" (
	"partner_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"since" bigint NOT NULL,
	"invited_at" bigint,
	"old_feed_seen_at" bigint
);
--> statement-breakpoint
ALTER TABLE "onboardings" ADD CONSTRAINT "onboardings_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "onboardings_invited" ON "onboardings" USING btree ("invited_at","partner_id");