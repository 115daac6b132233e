CREATE TABLE `mails` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`about_id` text,
	`addressee_id` text,
	`recipient` text NOT NULL,
	`recipient_name` text,
	`data` text NOT NULL,
	`subject` text,
	`text` text,
	`html` text,
	`message_id` text,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`handed_over_at` integer,
	`bounced_at` integer,
	`attempts` integer NOT NULL,
	`last_error` text,
	`resent_from` text
);
--> statement-breakpoint
CREATE INDEX `mails_about` ON `mails` (`about_id`,`addressee_id`);--> statement-breakpoint
CREATE INDEX `mails_addressee` ON `mails` (`addressee_id`,`id`);--> statement-breakpoint
CREATE INDEX `mails_recipient` ON `mails` (`recipient`,`id`);--> statement-breakpoint
CREATE INDEX `mails_status` ON `mails` (`status`,`id`);