CREATE TABLE `rhythms` (
	`partner_id` text PRIMARY KEY NOT NULL,
	`heard_at` integer NOT NULL,
	`gaps` integer NOT NULL,
	`usual_ms` integer NOT NULL,
	`longest_ms` integer NOT NULL,
	`longest_at` integer NOT NULL,
	`quiet_at` integer,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `rhythms_quiet` ON `rhythms` (`quiet_at`,`partner_id`);