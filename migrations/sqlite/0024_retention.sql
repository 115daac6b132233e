ALTER TABLE `api_keys` ADD `end_told` integer;--> statement-breakpoint
CREATE INDEX `api_keys_expiry` ON `api_keys` (`expires_at`);--> statement-breakpoint
ALTER TABLE `mails` ADD `erased_at` integer;--> statement-breakpoint
CREATE INDEX `mails_erased` ON `mails` (`erased_at`,`created_at`);--> statement-breakpoint
CREATE INDEX `idempotent_responses_at` ON `idempotent_responses` (`at`);