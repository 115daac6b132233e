CREATE TABLE `source_images` (
	`source_id` text NOT NULL,
	`url` text NOT NULL,
	`media_id` text NOT NULL,
	PRIMARY KEY(`source_id`, `url`),
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `source_images_media` ON `source_images` (`media_id`);--> statement-breakpoint
ALTER TABLE `newswire` ADD `own_credits` text DEFAULT '[]' NOT NULL;