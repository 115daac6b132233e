DROP INDEX "articles_listing";--> statement-breakpoint
DROP INDEX "articles_updated";--> statement-breakpoint
DROP INDEX "articles_created";--> statement-breakpoint
DROP INDEX "articles_desk";--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "sandbox" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "sandbox_until" bigint;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "sandbox" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "kind" text COLLATE "C" DEFAULT 'live' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "sealed" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "articles_sandbox" ON "articles" USING btree ("sandbox","created_at","id") WHERE "articles"."sandbox" is not null;--> statement-breakpoint
CREATE INDEX "articles_sandbox_until" ON "articles" USING btree ("sandbox_until") WHERE "articles"."sandbox_until" is not null;--> statement-breakpoint
CREATE INDEX "changes_sandbox" ON "changes" USING btree ("sandbox","seq") WHERE "changes"."sandbox" is not null;--> statement-breakpoint
CREATE INDEX "changes_live" ON "changes" USING btree ("seq") WHERE "changes"."sandbox" is null;--> statement-breakpoint
CREATE INDEX "articles_listing" ON "articles" USING btree ("status","published_at","id") WHERE "articles"."sandbox" is null;--> statement-breakpoint
CREATE INDEX "articles_updated" ON "articles" USING btree ("status","updated_at","id") WHERE "articles"."sandbox" is null;--> statement-breakpoint
CREATE INDEX "articles_created" ON "articles" USING btree ("created_at","id") WHERE "articles"."sandbox" is null;--> statement-breakpoint
CREATE INDEX "articles_desk" ON "articles" USING btree ("status","created_at","id") WHERE "articles"."sandbox" is null;