ALTER TABLE "source_images" ADD COLUMN "credit" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "source_images" ADD COLUMN "credited_in" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "source_stories" ADD COLUMN "image_tries" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "source_stories" ADD COLUMN "images_again_at" bigint;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "comes_down" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "source_stories_images" ON "source_stories" USING btree ("source_id","images_again_at") WHERE "source_stories"."images_again_at" is not null;