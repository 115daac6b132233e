CREATE TABLE `attention_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`partner_id` text NOT NULL,
	`subject` text NOT NULL,
	`state` text NOT NULL,
	`cause_key` text,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	`mailed_at` integer,
	`settled_at` integer,
	`settled_by` text,
	`outcome` text,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attention_once` ON `attention_entries` (`cause_key`);--> statement-breakpoint
CREATE INDEX `attention_state` ON `attention_entries` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `attention_partner` ON `attention_entries` (`partner_id`,`id`);--> statement-breakpoint
CREATE TABLE `domain_proofs` (
	`host` text PRIMARY KEY NOT NULL,
	`partner_id` text NOT NULL,
	`method` text,
	`verified_at` integer,
	`failing_since` integer,
	`misses` integer NOT NULL,
	`last_failure` text,
	`checked_at` integer NOT NULL,
	`next_check_at` integer,
	`findings` text NOT NULL,
	`trust` text,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `domain_proofs_partner` ON `domain_proofs` (`partner_id`,`host`);--> statement-breakpoint
CREATE INDEX `domain_proofs_next` ON `domain_proofs` (`next_check_at`);