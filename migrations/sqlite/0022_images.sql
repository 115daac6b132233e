ALTER TABLE `source_images` ADD `credit` text;--> statement-breakpoint
ALTER TABLE `source_images` ADD `credited_in` text;--> statement-breakpoint
ALTER TABLE `source_stories` ADD `image_tries` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `source_stories` ADD `images_again_at` integer;--> statement-breakpoint
CREATE INDEX `source_stories_images` ON `source_stories` (`source_id`,`images_again_at`) WHERE "source_stories"."images_again_at" is not null;--> statement-breakpoint
ALTER TABLE `changes` ADD `comes_down` integer DEFAULT false NOT NULL;