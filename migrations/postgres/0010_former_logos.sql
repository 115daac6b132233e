CREATE TABLE "former_logos" (
	"attribution_version" bigint PRIMARY KEY NOT NULL,
	"logo_alt" text COLLATE "C" NOT NULL,
	"logo" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "grants_partner" ON "grants" USING btree ("partner_id","id");