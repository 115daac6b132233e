CREATE TABLE `article_terms` (
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`ordinal` integer NOT NULL,
	PRIMARY KEY(`kind`, `value`, `ordinal`)
);
--> statement-breakpoint
CREATE INDEX `article_terms_ordinal` ON `article_terms` (`ordinal`);--> statement-breakpoint
ALTER TABLE `articles` ADD `ordinal` integer;--> statement-breakpoint
CREATE INDEX `articles_ordinal` ON `articles` (`ordinal`,`status`);--> statement-breakpoint
ALTER TABLE `revisions` ADD `topics` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `revisions` ADD `related` text DEFAULT '[]' NOT NULL;