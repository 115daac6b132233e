ALTER TABLE "domain_proofs" ADD COLUMN "blind_since" bigint;--> statement-breakpoint
CREATE INDEX "domain_proofs_blind" ON "domain_proofs" USING btree ("blind_since");