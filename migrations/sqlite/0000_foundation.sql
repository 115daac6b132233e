CREATE TABLE `staff_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`hash` text NOT NULL,
	`display` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	`last_used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_tokens_hash_unique` ON `staff_tokens` (`hash`);--> statement-breakpoint
CREATE TABLE `articles` (
	`id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`revision` integer NOT NULL,
	`published_at` integer,
	`updated_at` integer NOT NULL,
	`embargoed_until` integer,
	`advisory` text,
	`draft` text,
	`working_headline` integer NOT NULL,
	`desk_note` text,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `articles_listing` ON `articles` (`status`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `articles_updated` ON `articles` (`status`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `articles_created` ON `articles` (`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `brand_images` (
	`sha256` text PRIMARY KEY NOT NULL,
	`content_type` text NOT NULL,
	`content` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `change_log_epochs` (
	`epoch` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `changes` (
	`seq` integer PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`article_id` text,
	`revision` integer,
	`note` text,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `changes_article` ON `changes` (`article_id`,`seq`);--> statement-breakpoint
CREATE TABLE `newswire` (
	`number` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`short_name` text NOT NULL,
	`url` text NOT NULL,
	`licensing_contact` text NOT NULL,
	`desk_mail` text,
	`desk_phone` text,
	`notice` text NOT NULL,
	`logo_alt` text NOT NULL,
	`logo` text NOT NULL,
	`attribution_version` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `reporters` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`affiliation_name` text NOT NULL,
	`affiliation_short_name` text NOT NULL,
	`affiliation_url` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `revisions` (
	`article_id` text NOT NULL,
	`number` integer NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`note` text,
	`headline` text NOT NULL,
	`subhead` text,
	`summary` text,
	`slug` text NOT NULL,
	`language` text NOT NULL,
	`dateline` text,
	`section` text,
	`tags` text NOT NULL,
	`urgency` integer,
	`canonical_url` text,
	`byline` text NOT NULL,
	`authors` text NOT NULL,
	`body_html` text NOT NULL,
	`word_count` integer NOT NULL,
	PRIMARY KEY(`article_id`, `number`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `agreements` (
	`id` text PRIMARY KEY NOT NULL,
	`partner_id` text NOT NULL,
	`terms_version` integer NOT NULL,
	`how` text NOT NULL,
	`accepted_by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`terms_version`) REFERENCES `terms`(`version`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agreements_once` ON `agreements` (`partner_id`,`terms_version`);--> statement-breakpoint
CREATE TABLE `grants` (
	`id` text PRIMARY KEY NOT NULL,
	`partner_id` text NOT NULL,
	`article_id` text NOT NULL,
	`revision` integer NOT NULL,
	`how` text NOT NULL,
	`terms_version` integer NOT NULL,
	`attribution_version` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `grants_once` ON `grants` (`partner_id`,`article_id`,`revision`);--> statement-breakpoint
CREATE INDEX `grants_article` ON `grants` (`article_id`,`revision`);--> statement-breakpoint
CREATE TABLE `terms` (
	`version` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`sha256` text NOT NULL,
	`duties` text NOT NULL,
	`price` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `usage` (
	`partner_id` text NOT NULL,
	`article_id` text NOT NULL,
	`format` text NOT NULL,
	`day` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`partner_id`, `article_id`, `format`, `day`),
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `usage_day` ON `usage` (`partner_id`,`day`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`partner_id` text NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`display` text NOT NULL,
	`scopes` text NOT NULL,
	`allowed_cidrs` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	`last_used_at` integer,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash_unique` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE INDEX `api_keys_partner` ON `api_keys` (`partner_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `checks` (
	`partner_id` text NOT NULL,
	`check` text NOT NULL,
	`verdict` text NOT NULL,
	`note` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`partner_id`, `check`),
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `contacts` (
	`partner_id` text NOT NULL,
	`role` text NOT NULL,
	`email` text NOT NULL,
	`name` text,
	PRIMARY KEY(`partner_id`, `role`, `email`),
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `partner_domains` (
	`host` text PRIMARY KEY NOT NULL,
	`partner_id` text NOT NULL,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `partner_domains_partner` ON `partner_domains` (`partner_id`);--> statement-breakpoint
CREATE TABLE `partners` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`legal_name` text,
	`status` text NOT NULL,
	`status_reason` text,
	`monthly_uniques` integer NOT NULL,
	`audience_source` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `partners_created` ON `partners` (`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor` text NOT NULL,
	`verb` text NOT NULL,
	`subject` text NOT NULL,
	`details` text NOT NULL,
	`mac` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_entries_subject` ON `audit_entries` (`subject`,`seq`);--> statement-breakpoint
CREATE TABLE `idempotent_responses` (
	`scope` text PRIMARY KEY NOT NULL,
	`request_hash` text NOT NULL,
	`status` integer NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `invalidations` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`subject` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sealed_secrets` (
	`name` text PRIMARY KEY NOT NULL,
	`sealed` text NOT NULL
);
