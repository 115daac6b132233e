CREATE TABLE "signing_keys" (
	"number" bigint PRIMARY KEY NOT NULL,
	"kid" text COLLATE "C" NOT NULL,
	"public_key" text NOT NULL,
	"sealed" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"retired_at" bigint,
	CONSTRAINT "signing_keys_kid_unique" UNIQUE("kid")
);
