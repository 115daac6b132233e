DROP INDEX `agreements_once`;--> statement-breakpoint
ALTER TABLE `agreements` ADD `signer` text;--> statement-breakpoint
ALTER TABLE `agreements` ADD `signed_on` text;--> statement-breakpoint
ALTER TABLE `agreements` ADD `note` text;--> statement-breakpoint
CREATE INDEX `agreements_terms` ON `agreements` (`terms_version`,`partner_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `agreements_once` ON `agreements` (`partner_id`,`terms_version`,`how`);--> statement-breakpoint
ALTER TABLE `terms` ADD `recommended` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `terms` ADD `accept_by` integer;