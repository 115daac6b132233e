CREATE TABLE "partner_import_rows" (
	"import_id" text COLLATE "C" NOT NULL,
	"line" bigint NOT NULL,
	"result" text COLLATE "C" NOT NULL,
	"partner_id" text COLLATE "C",
	"because" text COLLATE "C",
	"errors" text,
	CONSTRAINT "partner_import_rows_import_id_line_pk" PRIMARY KEY("import_id","line")
);
--> statement-breakpoint
CREATE TABLE "partner_imports" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"sha256" text COLLATE "C",
	"total" bigint NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
ALTER TABLE "partner_import_rows" ADD CONSTRAINT "partner_import_rows_import_id_partner_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."partner_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_import_rows" ADD CONSTRAINT "partner_import_rows_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "partner_imports_sheet" ON "partner_imports" USING btree ("sha256","id");