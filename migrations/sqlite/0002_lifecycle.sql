ALTER TABLE `articles` ADD `publish_at` integer;--> statement-breakpoint
ALTER TABLE `articles` ADD `expires_at` integer;--> statement-breakpoint
ALTER TABLE `articles` ADD `internal_reason` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `replaces` text;--> statement-breakpoint
ALTER TABLE `changes` ADD `advance_only` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `partners` ADD `advance_access` integer DEFAULT false NOT NULL;