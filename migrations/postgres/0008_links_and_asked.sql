CREATE TABLE "asked_about" (
	"day" text NOT NULL,
	"ref" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "asked_about_day_ref_pk" PRIMARY KEY("day","ref")
);
--> statement-breakpoint
CREATE TABLE "unfurls" (
	"channel" text NOT NULL,
	"key" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "unfurls_channel_key_pk" PRIMARY KEY("channel","key")
);
