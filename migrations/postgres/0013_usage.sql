CREATE INDEX "grants_partner_at" ON "grants" USING btree ("partner_id","at");--> statement-breakpoint
CREATE INDEX "usage_by_day" ON "usage" USING btree ("day","partner_id","article_id","format");--> statement-breakpoint
CREATE INDEX "usage_article" ON "usage" USING btree ("article_id","day");