CREATE TABLE "byline_mappings" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"byline" text COLLATE "C" NOT NULL,
	"reporter_id" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk_entries" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"open_key" text COLLATE "C",
	"article_id" text COLLATE "C",
	"source_id" text COLLATE "C",
	"story_id" text COLLATE "C",
	"byline" text COLLATE "C",
	"headline" text COLLATE "C",
	"note" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"settled_at" bigint,
	"settled_by" text COLLATE "C",
	"outcome" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "import_reports" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"source_id" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"error" text COLLATE "C",
	"result" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_stories" (
	"source_id" text COLLATE "C" NOT NULL,
	"story_id" text COLLATE "C" NOT NULL,
	"article_id" text COLLATE "C",
	"state" text COLLATE "C" NOT NULL,
	"content_hash" text COLLATE "C" NOT NULL,
	"stored_hash" text COLLATE "C",
	"correction" text COLLATE "C",
	"published_at" bigint NOT NULL,
	"waits_for" text COLLATE "C",
	"pending" text,
	CONSTRAINT "source_stories_source_id_story_id_pk" PRIMARY KEY("source_id","story_id")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"url" text COLLATE "C" NOT NULL,
	"credentials" text COLLATE "C",
	"rules" text NOT NULL,
	"publish" text COLLATE "C" NOT NULL,
	"interval_ms" bigint,
	"paused" boolean NOT NULL,
	"modified_after" bigint,
	"run_id" text COLLATE "C",
	"running_until" bigint NOT NULL,
	"failures" bigint NOT NULL,
	"last_run_at" bigint,
	"last_error" text COLLATE "C",
	"next_run_at" bigint,
	"created_at" bigint NOT NULL,
	"removed_at" bigint,
	"version" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "byline_mappings" ADD CONSTRAINT "byline_mappings_reporter_id_reporters_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."reporters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_entries" ADD CONSTRAINT "desk_entries_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_entries" ADD CONSTRAINT "desk_entries_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_reports" ADD CONSTRAINT "import_reports_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_stories" ADD CONSTRAINT "source_stories_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_stories" ADD CONSTRAINT "source_stories_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "desk_entries_once" ON "desk_entries" USING btree ("open_key");--> statement-breakpoint
CREATE INDEX "desk_entries_state" ON "desk_entries" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "import_reports_source" ON "import_reports" USING btree ("source_id","id");--> statement-breakpoint
CREATE INDEX "source_stories_published" ON "source_stories" USING btree ("source_id","published_at");--> statement-breakpoint
CREATE INDEX "source_stories_waiting" ON "source_stories" USING btree ("waits_for");--> statement-breakpoint
CREATE UNIQUE INDEX "sources_address" ON "sources" USING btree ("kind","url");