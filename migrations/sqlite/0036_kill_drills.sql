CREATE TABLE `kill_drill_partners` (
	`drill_id` text NOT NULL,
	`partner_id` text NOT NULL,
	`answered_at` integer,
	PRIMARY KEY(`drill_id`, `partner_id`),
	FOREIGN KEY (`drill_id`) REFERENCES `kill_drills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `kill_drill_partners_partner` ON `kill_drill_partners` (`partner_id`);--> statement-breakpoint
CREATE TABLE `kill_drills` (
	`id` text PRIMARY KEY NOT NULL,
	`note` text,
	`at` integer NOT NULL,
	`started_by` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `webhook_deliveries` ADD `drill_id` text;--> statement-breakpoint
CREATE INDEX `webhook_deliveries_drill` ON `webhook_deliveries` (`drill_id`);