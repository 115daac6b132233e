CREATE TABLE "check_records" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"partner_id" text COLLATE "C" NOT NULL,
	"check" text COLLATE "C" NOT NULL,
	"verdict" text COLLATE "C" NOT NULL,
	"note" text COLLATE "C" NOT NULL,
	"actor_kind" text COLLATE "C" NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"updated_at" bigint NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "actor_kind" text COLLATE "C" DEFAULT 'staff' NOT NULL;--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "origin" text COLLATE "C" DEFAULT 'staff' NOT NULL;--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "country" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "publication" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "ownership_page" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "editorial_page" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "corrections_policy" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "page_views" bigint;--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "audience_period" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "audience_evidence" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "check_records" ADD CONSTRAINT "check_records_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_records_partner" ON "check_records" USING btree ("partner_id","id");