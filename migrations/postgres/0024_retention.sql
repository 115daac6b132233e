ALTER TABLE "api_keys" ADD COLUMN "end_told" bigint;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "erased_at" bigint;--> statement-breakpoint
CREATE INDEX "api_keys_expiry" ON "api_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "idempotent_responses_at" ON "idempotent_responses" USING btree ("at");--> statement-breakpoint
CREATE INDEX "mails_erased" ON "mails" USING btree ("erased_at","created_at");