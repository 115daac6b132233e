ALTER TABLE "articles" ADD COLUMN "publish_at" bigint;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "expires_at" bigint;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "internal_reason" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "replaces" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "advance_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "advance_access" boolean DEFAULT false NOT NULL;