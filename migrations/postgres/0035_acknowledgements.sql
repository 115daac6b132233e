CREATE TABLE "acknowledgements" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"partner_id" text COLLATE "C" NOT NULL,
	"article_id" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"answer" text COLLATE "C" NOT NULL,
	"way" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"pages" text NOT NULL,
	"note" text COLLATE "C",
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_seq_changes_seq_fk" FOREIGN KEY ("seq") REFERENCES "public"."changes"("seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "acknowledgements_change" ON "acknowledgements" USING btree ("seq","partner_id","id");--> statement-breakpoint
CREATE INDEX "acknowledgements_partner" ON "acknowledgements" USING btree ("partner_id","article_id","id");