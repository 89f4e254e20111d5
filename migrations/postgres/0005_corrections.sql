CREATE TABLE "correction_places" (
	"correction" text NOT NULL,
	"channel" text NOT NULL,
	"ts" text NOT NULL,
	"thread_ts" text,
	"person" text NOT NULL,
	CONSTRAINT "correction_places_correction_channel_ts_pk" PRIMARY KEY("correction","channel","ts")
);
--> statement-breakpoint
CREATE TABLE "corrections" (
	"id" text PRIMARY KEY NOT NULL,
	"proposal" text NOT NULL,
	"ref" text NOT NULL,
	"field" text NOT NULL,
	"value" text NOT NULL,
	"was" text,
	"reason" text NOT NULL,
	"asker" jsonb NOT NULL,
	"owner" text,
	"state" text NOT NULL,
	"repository" text NOT NULL,
	"path" text NOT NULL,
	"branch" text NOT NULL,
	"number" integer,
	"url" text,
	"problem" text,
	"next_step" text,
	"settled_by" text,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"attempts" integer NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"told" text
);
--> statement-breakpoint
CREATE INDEX "corrections_ref" ON "corrections" USING btree ("ref","state");--> statement-breakpoint
CREATE INDEX "corrections_due" ON "corrections" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "corrections_proposal" ON "corrections" USING btree ("proposal");