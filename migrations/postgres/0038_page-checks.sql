CREATE TABLE "page_checks" (
	"seq" bigint NOT NULL,
	"partner_id" text COLLATE "C" NOT NULL,
	"url" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"status" bigint,
	"at" bigint NOT NULL,
	CONSTRAINT "page_checks_seq_partner_id_url_pk" PRIMARY KEY("seq","partner_id","url")
);
--> statement-breakpoint
ALTER TABLE "page_checks" ADD CONSTRAINT "page_checks_seq_changes_seq_fk" FOREIGN KEY ("seq") REFERENCES "public"."changes"("seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "page_checks" ADD CONSTRAINT "page_checks_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;