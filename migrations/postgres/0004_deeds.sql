CREATE TABLE "audit" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"who" text NOT NULL,
	"what" text NOT NULL,
	"target" text NOT NULL,
	"outcome" text NOT NULL,
	"detail" text NOT NULL,
	"proposal" text
);
--> statement-breakpoint
CREATE TABLE "locks" (
	"ref" text PRIMARY KEY NOT NULL,
	"by" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"id" text PRIMARY KEY NOT NULL,
	"deed" jsonb NOT NULL,
	"card" jsonb NOT NULL,
	"asked_by" text,
	"asked_by_slack" text,
	"channel" text,
	"thread_ts" text,
	"state" text NOT NULL,
	"pressed_by" text,
	"pressed_by_slack" text,
	"pressed_at" timestamp (3) with time zone,
	"outcome" text,
	"attempts" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repeats" (
	"id" text PRIMARY KEY NOT NULL,
	"question" text NOT NULL,
	"channel" text NOT NULL,
	"cron" text NOT NULL,
	"zone" text NOT NULL,
	"by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone,
	"last_error" text,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_target" ON "audit" USING btree ("target");