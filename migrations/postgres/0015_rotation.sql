ALTER TABLE "api_keys" ADD COLUMN "rotated_at" bigint;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "successor_id" text COLLATE "C";