CREATE TABLE "mail_bounces" (
	"address" text COLLATE "C" PRIMARY KEY NOT NULL,
	"since" bigint NOT NULL,
	"detail" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "mail_refusals" (
	"address" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "mail_refusals_address_kind_pk" PRIMARY KEY("address","kind")
);
