CREATE TABLE "incident_rooms" (
	"channel" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"services" jsonb NOT NULL,
	"named" jsonb NOT NULL,
	"options" jsonb NOT NULL,
	"heard" integer NOT NULL,
	"ts" text,
	"shown" text,
	"shown_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_because" text
);
--> statement-breakpoint
CREATE TABLE "miss_askers" (
	"text" text NOT NULL,
	"person" text NOT NULL,
	"place" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "miss_askers_text_person_place_pk" PRIMARY KEY("text","person","place")
);
--> statement-breakpoint
ALTER TABLE "misses" ADD COLUMN "state" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "misses" ADD COLUMN "ref" text;--> statement-breakpoint
ALTER TABLE "misses" ADD COLUMN "settled_by" text;--> statement-breakpoint
ALTER TABLE "misses" ADD COLUMN "settled_at" timestamp (3) with time zone;