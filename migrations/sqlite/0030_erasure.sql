CREATE TABLE `audit_asides` (
	`seq` integer PRIMARY KEY NOT NULL,
	`about` text NOT NULL,
	`salt` text NOT NULL,
	`words` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_asides_about` ON `audit_asides` (`about`,`seq`);--> statement-breakpoint
ALTER TABLE `partners` ADD `ended_at` integer;--> statement-breakpoint
CREATE INDEX `partners_ended` ON `partners` (`status`,`ended_at`);--> statement-breakpoint
ALTER TABLE `audit_entries` ADD `aside_hash` text;