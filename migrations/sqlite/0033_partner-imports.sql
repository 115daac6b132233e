CREATE TABLE `partner_import_rows` (
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`result` text NOT NULL,
	`partner_id` text,
	`because` text,
	`errors` text,
	PRIMARY KEY(`import_id`, `line`),
	FOREIGN KEY (`import_id`) REFERENCES `partner_imports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `partner_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`sha256` text,
	`total` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `partner_imports_sheet` ON `partner_imports` (`sha256`,`id`);