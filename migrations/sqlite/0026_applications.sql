CREATE TABLE `application_hosts` (
	`application_id` text NOT NULL,
	`host` text NOT NULL,
	`reads_as` text NOT NULL,
	PRIMARY KEY(`application_id`, `host`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `application_hosts_host` ON `application_hosts` (`host`);--> statement-breakpoint
CREATE INDEX `application_hosts_reads_as` ON `application_hosts` (`reads_as`);--> statement-breakpoint
CREATE TABLE `applications` (
	`id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`token_hash` text,
	`given` text NOT NULL,
	`acceptance` text,
	`partner_id` text,
	`reason` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`confirmed_at` integer,
	`version` integer NOT NULL,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `applications_tokenHash_unique` ON `applications` (`token_hash`);--> statement-breakpoint
CREATE INDEX `applications_status` ON `applications` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `applications_stale` ON `applications` (`status`,`updated_at`);--> statement-breakpoint
CREATE INDEX `applications_partner` ON `applications` (`partner_id`);