CREATE TABLE `former_logos` (
	`attribution_version` integer PRIMARY KEY NOT NULL,
	`logo_alt` text NOT NULL,
	`logo` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `grants_partner` ON `grants` (`partner_id`,`id`);