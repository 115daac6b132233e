CREATE TABLE "mails" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"about_id" text COLLATE "C",
	"addressee_id" text COLLATE "C",
	"recipient" text COLLATE "C" NOT NULL,
	"recipient_name" text COLLATE "C",
	"data" text NOT NULL,
	"subject" text COLLATE "C",
	"text" text COLLATE "C",
	"html" text COLLATE "C",
	"message_id" text COLLATE "C",
	"status" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"handed_over_at" bigint,
	"bounced_at" bigint,
	"attempts" bigint NOT NULL,
	"last_error" text COLLATE "C",
	"resent_from" text COLLATE "C"
);
--> statement-breakpoint
CREATE INDEX "mails_about" ON "mails" USING btree ("about_id","addressee_id");--> statement-breakpoint
CREATE INDEX "mails_addressee" ON "mails" USING btree ("addressee_id","id");--> statement-breakpoint
CREATE INDEX "mails_recipient" ON "mails" USING btree ("recipient","id");--> statement-breakpoint
CREATE INDEX "mails_status" ON "mails" USING btree ("status","id");