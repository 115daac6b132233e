DROP INDEX "agreements_once";--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "signer" text;--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "signed_on" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "note" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "terms" ADD COLUMN "recommended" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "terms" ADD COLUMN "accept_by" bigint;--> statement-breakpoint
CREATE INDEX "agreements_terms" ON "agreements" USING btree ("terms_version","partner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "agreements_once" ON "agreements" USING btree ("partner_id","terms_version","how");