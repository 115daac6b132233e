CREATE TABLE `acknowledgements` (
	`id` text PRIMARY KEY NOT NULL,
	`partner_id` text NOT NULL,
	`article_id` text NOT NULL,
	`seq` integer NOT NULL,
	`answer` text NOT NULL,
	`way` text NOT NULL,
	`by` text NOT NULL,
	`pages` text NOT NULL,
	`note` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seq`) REFERENCES `changes`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `acknowledgements_change` ON `acknowledgements` (`seq`,`partner_id`,`id`);--> statement-breakpoint
CREATE INDEX `acknowledgements_partner` ON `acknowledgements` (`partner_id`,`article_id`,`id`);