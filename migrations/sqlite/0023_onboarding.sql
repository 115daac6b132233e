CREATE TABLE `onboardings` (
	`partner_id` text PRIMARY KEY NOT NULL,
	`since` integer NOT NULL,
	`invited_at` integer,
	`old_feed_seen_at` integer,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `onboardings_invited` ON `onboardings` (`invited_at`,`partner_id`);