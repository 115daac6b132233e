CREATE TABLE `byline_mappings` (
	`name` text PRIMARY KEY NOT NULL,
	`byline` text NOT NULL,
	`reporter_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`reporter_id`) REFERENCES `reporters`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `desk_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`open_key` text,
	`article_id` text,
	`source_id` text,
	`story_id` text,
	`byline` text,
	`headline` text,
	`note` text,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	`settled_by` text,
	`outcome` text,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `desk_entries_once` ON `desk_entries` (`open_key`);--> statement-breakpoint
CREATE INDEX `desk_entries_state` ON `desk_entries` (`state`,`id`);--> statement-breakpoint
CREATE TABLE `import_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`error` text,
	`result` text NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `import_reports_source` ON `import_reports` (`source_id`,`id`);--> statement-breakpoint
CREATE TABLE `source_stories` (
	`source_id` text NOT NULL,
	`story_id` text NOT NULL,
	`article_id` text,
	`state` text NOT NULL,
	`content_hash` text NOT NULL,
	`stored_hash` text,
	`correction` text,
	`published_at` integer NOT NULL,
	`waits_for` text,
	`pending` text,
	PRIMARY KEY(`source_id`, `story_id`),
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `source_stories_published` ON `source_stories` (`source_id`,`published_at`);--> statement-breakpoint
CREATE INDEX `source_stories_waiting` ON `source_stories` (`waits_for`);--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`url` text NOT NULL,
	`credentials` text,
	`rules` text NOT NULL,
	`publish` text NOT NULL,
	`interval_ms` integer,
	`paused` integer NOT NULL,
	`modified_after` integer,
	`run_id` text,
	`running_until` integer NOT NULL,
	`failures` integer NOT NULL,
	`last_run_at` integer,
	`last_error` text,
	`next_run_at` integer,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sources_address` ON `sources` (`kind`,`url`);