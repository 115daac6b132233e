CREATE TABLE "digest_entries" (
	"partner_id" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "digest_entries_partner_id_seq_pk" PRIMARY KEY("partner_id","seq")
);
--> statement-breakpoint
CREATE TABLE "followers" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"within" text COLLATE "C"
);
--> statement-breakpoint
ALTER TABLE "desk_entries" ADD COLUMN "mailed_at" bigint;--> statement-breakpoint
ALTER TABLE "digest_entries" ADD CONSTRAINT "digest_entries_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_entries" ADD CONSTRAINT "digest_entries_seq_changes_seq_fk" FOREIGN KEY ("seq") REFERENCES "public"."changes"("seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "digest_entries_change" ON "digest_entries" USING btree ("seq");