CREATE TABLE `digest_entries` (
	`partner_id` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`partner_id`, `seq`),
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seq`) REFERENCES `changes`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `digest_entries_change` ON `digest_entries` (`seq`);--> statement-breakpoint
CREATE TABLE `followers` (
	`name` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`within` text
);
--> statement-breakpoint
ALTER TABLE `desk_entries` ADD `mailed_at` integer;