CREATE TABLE "source_images" (
	"source_id" text COLLATE "C" NOT NULL,
	"url" text COLLATE "C" NOT NULL,
	"media_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "source_images_source_id_url_pk" PRIMARY KEY("source_id","url")
);
--> statement-breakpoint
ALTER TABLE "newswire" ADD COLUMN "own_credits" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "source_images" ADD CONSTRAINT "source_images_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_images" ADD CONSTRAINT "source_images_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "source_images_media" ON "source_images" USING btree ("media_id");