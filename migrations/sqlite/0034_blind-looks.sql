ALTER TABLE `domain_proofs` ADD `blind_since` integer;--> statement-breakpoint
CREATE INDEX `domain_proofs_blind` ON `domain_proofs` (`blind_since`);