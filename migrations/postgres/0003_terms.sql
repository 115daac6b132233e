CREATE TABLE "article_terms" (
	"kind" text COLLATE "C" NOT NULL,
	"value" text COLLATE "C" NOT NULL,
	"ordinal" bigint NOT NULL,
	CONSTRAINT "article_terms_kind_value_ordinal_pk" PRIMARY KEY("kind","value","ordinal")
);
--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "ordinal" bigint;--> statement-breakpoint
ALTER TABLE "revisions" ADD COLUMN "topics" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "revisions" ADD COLUMN "related" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX "article_terms_ordinal" ON "article_terms" USING btree ("ordinal");--> statement-breakpoint
CREATE INDEX "articles_ordinal" ON "articles" USING btree ("ordinal","status");