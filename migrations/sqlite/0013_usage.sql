CREATE INDEX `grants_partner_at` ON `grants` (`partner_id`,`at`);--> statement-breakpoint
CREATE INDEX `usage_by_day` ON `usage` (`day`,`partner_id`,`article_id`,`format`);--> statement-breakpoint
CREATE INDEX `usage_article` ON `usage` (`article_id`,`day`);