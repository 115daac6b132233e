CREATE TABLE "staff_tokens" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"display" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint,
	"revoked_at" bigint,
	"last_used_at" bigint,
	CONSTRAINT "staff_tokens_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "articles" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"revision" bigint NOT NULL,
	"published_at" bigint,
	"updated_at" bigint NOT NULL,
	"embargoed_until" bigint,
	"advisory" text COLLATE "C",
	"draft" text,
	"working_headline" boolean NOT NULL,
	"desk_note" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "brand_images" (
	"sha256" text COLLATE "C" PRIMARY KEY NOT NULL,
	"content_type" text COLLATE "C" NOT NULL,
	"content" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "change_log_epochs" (
	"epoch" text COLLATE "C" PRIMARY KEY NOT NULL,
	"started_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"article_id" text COLLATE "C",
	"revision" bigint,
	"note" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "newswire" (
	"number" bigint PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"short_name" text COLLATE "C" NOT NULL,
	"url" text COLLATE "C" NOT NULL,
	"licensing_contact" text COLLATE "C" NOT NULL,
	"desk_mail" text COLLATE "C",
	"desk_phone" text COLLATE "C",
	"notice" text COLLATE "C" NOT NULL,
	"logo_alt" text COLLATE "C" NOT NULL,
	"logo" text NOT NULL,
	"attribution_version" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reporters" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"affiliation_name" text COLLATE "C" NOT NULL,
	"affiliation_short_name" text COLLATE "C" NOT NULL,
	"affiliation_url" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"article_id" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	"at" bigint NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"note" text COLLATE "C",
	"headline" text COLLATE "C" NOT NULL,
	"subhead" text COLLATE "C",
	"summary" text COLLATE "C",
	"slug" text COLLATE "C" NOT NULL,
	"language" text COLLATE "C" NOT NULL,
	"dateline" text COLLATE "C",
	"section" text COLLATE "C",
	"tags" text NOT NULL,
	"urgency" bigint,
	"canonical_url" text COLLATE "C",
	"byline" text COLLATE "C" NOT NULL,
	"authors" text NOT NULL,
	"body_html" text COLLATE "C" NOT NULL,
	"word_count" bigint NOT NULL,
	CONSTRAINT "revisions_article_id_number_pk" PRIMARY KEY("article_id","number")
);
--> statement-breakpoint
CREATE TABLE "agreements" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"partner_id" text COLLATE "C" NOT NULL,
	"terms_version" bigint NOT NULL,
	"how" text COLLATE "C" NOT NULL,
	"accepted_by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"partner_id" text COLLATE "C" NOT NULL,
	"article_id" text COLLATE "C" NOT NULL,
	"revision" bigint NOT NULL,
	"how" text COLLATE "C" NOT NULL,
	"terms_version" bigint NOT NULL,
	"attribution_version" bigint NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "terms" (
	"version" bigint PRIMARY KEY NOT NULL,
	"text" text COLLATE "C" NOT NULL,
	"sha256" text COLLATE "C" NOT NULL,
	"duties" text NOT NULL,
	"price" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage" (
	"partner_id" text COLLATE "C" NOT NULL,
	"article_id" text COLLATE "C" NOT NULL,
	"format" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "usage_partner_id_article_id_format_day_pk" PRIMARY KEY("partner_id","article_id","format","day")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"partner_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"display" text COLLATE "C" NOT NULL,
	"scopes" text NOT NULL,
	"allowed_cidrs" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint,
	"revoked_at" bigint,
	"last_used_at" bigint,
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "checks" (
	"partner_id" text COLLATE "C" NOT NULL,
	"check" text COLLATE "C" NOT NULL,
	"verdict" text COLLATE "C" NOT NULL,
	"note" text COLLATE "C" NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "checks_partner_id_check_pk" PRIMARY KEY("partner_id","check")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"partner_id" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C",
	CONSTRAINT "contacts_partner_id_role_email_pk" PRIMARY KEY("partner_id","role","email")
);
--> statement-breakpoint
CREATE TABLE "partner_domains" (
	"host" text COLLATE "C" PRIMARY KEY NOT NULL,
	"partner_id" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partners" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"legal_name" text COLLATE "C",
	"status" text COLLATE "C" NOT NULL,
	"status_reason" text COLLATE "C",
	"monthly_uniques" bigint NOT NULL,
	"audience_source" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor_kind" text COLLATE "C" NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"verb" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"details" text NOT NULL,
	"mac" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotent_responses" (
	"scope" text COLLATE "C" PRIMARY KEY NOT NULL,
	"request_hash" text COLLATE "C" NOT NULL,
	"status" bigint NOT NULL,
	"body" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invalidations" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "invalidations_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subject" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sealed_secrets" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"sealed" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_terms_version_terms_version_fk" FOREIGN KEY ("terms_version") REFERENCES "public"."terms"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage" ADD CONSTRAINT "usage_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage" ADD CONSTRAINT "usage_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_domains" ADD CONSTRAINT "partner_domains_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "articles_listing" ON "articles" USING btree ("status","published_at","id");--> statement-breakpoint
CREATE INDEX "articles_updated" ON "articles" USING btree ("status","updated_at","id");--> statement-breakpoint
CREATE INDEX "articles_created" ON "articles" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "changes_article" ON "changes" USING btree ("article_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "agreements_once" ON "agreements" USING btree ("partner_id","terms_version");--> statement-breakpoint
CREATE UNIQUE INDEX "grants_once" ON "grants" USING btree ("partner_id","article_id","revision");--> statement-breakpoint
CREATE INDEX "grants_article" ON "grants" USING btree ("article_id","revision");--> statement-breakpoint
CREATE INDEX "usage_day" ON "usage" USING btree ("partner_id","day");--> statement-breakpoint
CREATE INDEX "api_keys_partner" ON "api_keys" USING btree ("partner_id","created_at");--> statement-breakpoint
CREATE INDEX "partner_domains_partner" ON "partner_domains" USING btree ("partner_id");--> statement-breakpoint
CREATE INDEX "partners_created" ON "partners" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject","seq");