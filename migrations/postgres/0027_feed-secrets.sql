ALTER TABLE "source_stories" ADD COLUMN "guid" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "feed" text;--> statement-breakpoint
CREATE INDEX "source_stories_article" ON "source_stories" USING btree ("article_id");