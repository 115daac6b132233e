CREATE TABLE "attention_entries" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"partner_id" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"cause_key" text COLLATE "C",
	"note" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"mailed_at" bigint,
	"settled_at" bigint,
	"settled_by" text COLLATE "C",
	"outcome" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "domain_proofs" (
	"host" text COLLATE "C" PRIMARY KEY NOT NULL,
	"partner_id" text COLLATE "C" NOT NULL,
	"method" text COLLATE "C",
	"verified_at" bigint,
	"failing_since" bigint,
	"misses" bigint NOT NULL,
	"last_failure" text COLLATE "C",
	"checked_at" bigint NOT NULL,
	"next_check_at" bigint,
	"findings" text NOT NULL,
	"trust" text
);
--> statement-breakpoint
ALTER TABLE "attention_entries" ADD CONSTRAINT "attention_entries_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "domain_proofs" ADD CONSTRAINT "domain_proofs_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "attention_once" ON "attention_entries" USING btree ("cause_key");--> statement-breakpoint
CREATE INDEX "attention_state" ON "attention_entries" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "attention_partner" ON "attention_entries" USING btree ("partner_id","id");--> statement-breakpoint
CREATE INDEX "domain_proofs_partner" ON "domain_proofs" USING btree ("partner_id","host");--> statement-breakpoint
CREATE INDEX "domain_proofs_next" ON "domain_proofs" USING btree ("next_check_at");