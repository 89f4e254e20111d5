CREATE TABLE "miss_reports" (
	"week" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"texts" jsonb NOT NULL,
	"ts" text,
	"shown" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "misses" ADD COLUMN "example" text;