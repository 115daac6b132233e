-- The new follower takes over what the other one has not done; that may be in the middle of an entry, which is brought to nobody twice.
INSERT INTO "followers" ("name", "seq") SELECT 'urgent webhooks', "seq" FROM "followers" WHERE "name" = 'webhooks';
--> statement-breakpoint
UPDATE "followers" SET "within" = NULL WHERE "name" = 'webhooks';
