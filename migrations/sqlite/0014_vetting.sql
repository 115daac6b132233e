CREATE TABLE `check_records` (
	`id` text PRIMARY KEY NOT NULL,
	`partner_id` text NOT NULL,
	`check` text NOT NULL,
	`verdict` text NOT NULL,
	`note` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `check_records_partner` ON `check_records` (`partner_id`,`id`);--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `checks` ADD `actor_kind` text DEFAULT 'staff' NOT NULL;--> statement-breakpoint
ALTER TABLE `partners` ADD `origin` text DEFAULT 'staff' NOT NULL;--> statement-breakpoint
ALTER TABLE `partners` ADD `country` text;--> statement-breakpoint
ALTER TABLE `partners` ADD `publication` text;--> statement-breakpoint
ALTER TABLE `partners` ADD `ownership_page` text;--> statement-breakpoint
ALTER TABLE `partners` ADD `editorial_page` text;--> statement-breakpoint
ALTER TABLE `partners` ADD `corrections_policy` text;--> statement-breakpoint
ALTER TABLE `partners` ADD `page_views` integer;--> statement-breakpoint
ALTER TABLE `partners` ADD `audience_period` text;--> statement-breakpoint
ALTER TABLE `partners` ADD `audience_evidence` text;