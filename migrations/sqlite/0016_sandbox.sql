DROP INDEX `articles_listing`;--> statement-breakpoint
DROP INDEX `articles_updated`;--> statement-breakpoint
DROP INDEX `articles_created`;--> statement-breakpoint
DROP INDEX `articles_desk`;--> statement-breakpoint
ALTER TABLE `articles` ADD `sandbox` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `sandbox_until` integer;--> statement-breakpoint
CREATE INDEX `articles_sandbox` ON `articles` (`sandbox`,`created_at`,`id`) WHERE "articles"."sandbox" is not null;--> statement-breakpoint
CREATE INDEX `articles_sandbox_until` ON `articles` (`sandbox_until`) WHERE "articles"."sandbox_until" is not null;--> statement-breakpoint
CREATE INDEX `articles_listing` ON `articles` (`status`,`published_at`,`id`) WHERE "articles"."sandbox" is null;--> statement-breakpoint
CREATE INDEX `articles_updated` ON `articles` (`status`,`updated_at`,`id`) WHERE "articles"."sandbox" is null;--> statement-breakpoint
CREATE INDEX `articles_created` ON `articles` (`created_at`,`id`) WHERE "articles"."sandbox" is null;--> statement-breakpoint
CREATE INDEX `articles_desk` ON `articles` (`status`,`created_at`,`id`) WHERE "articles"."sandbox" is null;--> statement-breakpoint
ALTER TABLE `changes` ADD `sandbox` text;--> statement-breakpoint
CREATE INDEX `changes_sandbox` ON `changes` (`sandbox`,`seq`) WHERE "changes"."sandbox" is not null;--> statement-breakpoint
CREATE INDEX `changes_live` ON `changes` (`seq`) WHERE "changes"."sandbox" is null;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `kind` text DEFAULT 'live' NOT NULL;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `sealed` text;