CREATE TABLE "drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"template" text NOT NULL,
	"by" text,
	"person" text,
	"page" integer NOT NULL,
	"values" jsonb NOT NULL,
	"channel" text,
	"thread_ts" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"run" text
);
--> statement-breakpoint
CREATE TABLE "run_events" (
	"run" text NOT NULL,
	"id" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"type" text NOT NULL,
	"step" text,
	"message" text NOT NULL,
	"body" jsonb,
	CONSTRAINT "run_events_run_id_pk" PRIMARY KEY("run","id")
);
--> statement-breakpoint
CREATE TABLE "run_files" (
	"run" text PRIMARY KEY NOT NULL,
	"packed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_messages" (
	"run" text NOT NULL,
	"channel" text NOT NULL,
	"ts" text,
	"thread_ts" text,
	"told" jsonb NOT NULL,
	CONSTRAINT "run_messages_run_channel_pk" PRIMARY KEY("run","channel")
);
--> statement-breakpoint
CREATE TABLE "run_steps" (
	"run" text NOT NULL,
	"position" integer NOT NULL,
	"step" text NOT NULL,
	"name" text NOT NULL,
	"action" text NOT NULL,
	"state" text NOT NULL,
	"output" jsonb,
	"reason" text,
	"kept" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "run_steps_run_position_pk" PRIMARY KEY("run","position")
);
--> statement-breakpoint
CREATE TABLE "run_things" (
	"run" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"url" text,
	"at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "run_things_run_kind_name_pk" PRIMARY KEY("run","kind","name")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"template_ref" text NOT NULL,
	"template" jsonb NOT NULL,
	"values" jsonb NOT NULL,
	"secrets" text,
	"by" text,
	"name" text,
	"owner" text,
	"state" text NOT NULL,
	"approval" jsonb,
	"links" jsonb NOT NULL,
	"texts" jsonb NOT NULL,
	"output" jsonb NOT NULL,
	"error" jsonb,
	"turn" integer NOT NULL,
	"held_until" timestamp (3) with time zone,
	"is_cancelled" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "runs_key" ON "runs" USING btree ("key");--> statement-breakpoint
CREATE INDEX "runs_state" ON "runs" USING btree ("state","held_until");--> statement-breakpoint
CREATE INDEX "runs_template" ON "runs" USING btree ("template_ref","created_at");