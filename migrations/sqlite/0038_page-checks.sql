CREATE TABLE `page_checks` (
	`seq` integer NOT NULL,
	`partner_id` text NOT NULL,
	`url` text NOT NULL,
	`state` text NOT NULL,
	`status` integer,
	`at` integer NOT NULL,
	PRIMARY KEY(`seq`, `partner_id`, `url`),
	FOREIGN KEY (`seq`) REFERENCES `changes`(`seq`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
