ALTER TABLE `source_stories` ADD `guid` text;--> statement-breakpoint
CREATE INDEX `source_stories_article` ON `source_stories` (`article_id`);--> statement-breakpoint
ALTER TABLE `api_keys` ADD `feed` text;