CREATE TABLE `mail_bounces` (
	`address` text PRIMARY KEY NOT NULL,
	`since` integer NOT NULL,
	`detail` text
);
--> statement-breakpoint
CREATE TABLE `mail_refusals` (
	`address` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`address`, `kind`)
);
