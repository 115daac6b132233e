CREATE TABLE "kill_drill_partners" (
	"drill_id" text COLLATE "C" NOT NULL,
	"partner_id" text COLLATE "C" NOT NULL,
	"answered_at" bigint,
	CONSTRAINT "kill_drill_partners_drill_id_partner_id_pk" PRIMARY KEY("drill_id","partner_id")
);
--> statement-breakpoint
CREATE TABLE "kill_drills" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"note" text COLLATE "C",
	"at" bigint NOT NULL,
	"started_by" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD COLUMN "drill_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "kill_drill_partners" ADD CONSTRAINT "kill_drill_partners_drill_id_kill_drills_id_fk" FOREIGN KEY ("drill_id") REFERENCES "public"."kill_drills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kill_drill_partners" ADD CONSTRAINT "kill_drill_partners_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kill_drill_partners_partner" ON "kill_drill_partners" USING btree ("partner_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_drill" ON "webhook_deliveries" USING btree ("drill_id");