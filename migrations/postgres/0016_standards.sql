CREATE TABLE "digest_schedules" (
	"id" text PRIMARY KEY NOT NULL,
	"audience" text NOT NULL,
	"place" text NOT NULL,
	"cron" text NOT NULL,
	"zone" text NOT NULL,
	"by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"approved_at" timestamp (3) with time zone,
	"approved_by" text,
	"next_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone,
	"last_error" text,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"id" text PRIMARY KEY NOT NULL,
	"schedule" text,
	"audience" text NOT NULL,
	"digest" jsonb NOT NULL,
	"state" text NOT NULL,
	"place" text,
	"made_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"channel" text,
	"ts" text,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "exemptions" (
	"id" text PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"scorecard" text NOT NULL,
	"check" text NOT NULL,
	"reason" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"approvers" jsonb NOT NULL,
	"state" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"decision" text,
	"reminded_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" text PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"scorecard" text NOT NULL,
	"check" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"caused_by" text,
	"state" text NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"sent" integer NOT NULL,
	"last_sent_at" timestamp (3) with time zone,
	"rung" text,
	"escalated_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "fixes" (
	"id" text PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"scorecard" text NOT NULL,
	"check" text NOT NULL,
	"state" text NOT NULL,
	"repository" text NOT NULL,
	"path" text NOT NULL,
	"branch" text NOT NULL,
	"number" integer,
	"url" text,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"settled_by" text,
	"problem" text,
	"next_step" text,
	"attempts" integer NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "initiative_days" (
	"name" text NOT NULL,
	"day" text NOT NULL,
	"owner" text NOT NULL,
	"done" integer NOT NULL,
	"exempt" integer NOT NULL,
	"unknown" integer NOT NULL,
	"total" integer NOT NULL,
	CONSTRAINT "initiative_days_name_day_owner_pk" PRIMARY KEY("name","day","owner")
);
--> statement-breakpoint
CREATE TABLE "initiatives" (
	"name" text PRIMARY KEY NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_as" text,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"name" text PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "nudge_log" (
	"id" text PRIMARY KEY NOT NULL,
	"finding" text NOT NULL,
	"ref" text NOT NULL,
	"scorecard" text NOT NULL,
	"check" text NOT NULL,
	"recipient" text,
	"kind" text NOT NULL,
	"rung" text NOT NULL,
	"decision" text NOT NULL,
	"reason" text,
	"detail" text NOT NULL,
	"nudge" text,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"times" integer NOT NULL,
	"until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "nudges" (
	"id" text PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"place" text NOT NULL,
	"key" text NOT NULL,
	"lines" jsonb NOT NULL,
	"state" text NOT NULL,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"channel" text,
	"ts" text,
	"shown" text,
	"problem" text,
	CONSTRAINT "nudges_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "posted_facts" (
	"ref" text NOT NULL,
	"name" text NOT NULL,
	"value" jsonb NOT NULL,
	"source" text NOT NULL,
	"url" text,
	"observed_at" timestamp (3) with time zone NOT NULL,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"posted_by" text NOT NULL,
	"expires_at" timestamp (3) with time zone,
	CONSTRAINT "posted_facts_ref_name_pk" PRIMARY KEY("ref","name")
);
--> statement-breakpoint
CREATE TABLE "nudge_preferences" (
	"who" text PRIMARY KEY NOT NULL,
	"muted" jsonb NOT NULL,
	"place" text,
	"zone" text,
	"opens_at" integer,
	"closes_at" integer,
	"country" text,
	"away" jsonb NOT NULL,
	"wants_digest" boolean NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repository_health" (
	"repository" text PRIMARY KEY NOT NULL,
	"health" jsonb NOT NULL,
	"parts_read_at" jsonb NOT NULL,
	"read_at" timestamp (3) with time zone,
	"refused" jsonb NOT NULL,
	"refused_at" timestamp (3) with time zone,
	"error" text,
	"attempts" integer NOT NULL,
	"tried_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone,
	"hinted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "score_changes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "score_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"ref" text NOT NULL,
	"scorecard" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"cause" text NOT NULL,
	"version" text NOT NULL,
	"owner_before" text,
	"owner" text,
	"before" jsonb,
	"after" jsonb,
	"checks" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "score_days" (
	"day" text NOT NULL,
	"scorecard" text NOT NULL,
	"owner" text NOT NULL,
	"entities" integer NOT NULL,
	"shares" integer NOT NULL,
	"levels" jsonb NOT NULL,
	"checks" jsonb NOT NULL,
	CONSTRAINT "score_days_day_scorecard_owner_pk" PRIMARY KEY("day","scorecard","owner")
);
--> statement-breakpoint
CREATE TABLE "score_results" (
	"ref" text NOT NULL,
	"scorecard" text NOT NULL,
	"owner" text,
	"version" text NOT NULL,
	"outcomes" jsonb NOT NULL,
	"reasons" jsonb NOT NULL,
	"uncounted" jsonb NOT NULL,
	"level" text,
	"possible_level" text,
	"earned" integer NOT NULL,
	"possible" integer NOT NULL,
	"unknown" integer NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"evaluated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "score_results_ref_scorecard_pk" PRIMARY KEY("ref","scorecard")
);
--> statement-breakpoint
CREATE TABLE "scorecard_versions" (
	"scorecard" text NOT NULL,
	"version" text NOT NULL,
	"text" text NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "scorecard_versions_scorecard_version_pk" PRIMARY KEY("scorecard","version")
);
--> statement-breakpoint
CREATE TABLE "snoozes" (
	"id" text PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"ref" text,
	"scorecard" text,
	"check" text,
	"by" text NOT NULL,
	"reason" text,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"id" text PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"from" text,
	"to" text,
	"reason" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"decision" text,
	"correction" text
);
--> statement-breakpoint
CREATE UNIQUE INDEX "digest_schedules_place" ON "digest_schedules" USING btree ("audience","place");--> statement-breakpoint
CREATE INDEX "digests_audience" ON "digests" USING btree ("audience","made_at");--> statement-breakpoint
CREATE INDEX "digests_state" ON "digests" USING btree ("state");--> statement-breakpoint
CREATE INDEX "exemptions_ref" ON "exemptions" USING btree ("ref","scorecard","check");--> statement-breakpoint
CREATE INDEX "exemptions_state" ON "exemptions" USING btree ("state","until");--> statement-breakpoint
CREATE INDEX "findings_ref" ON "findings" USING btree ("ref","scorecard","check");--> statement-breakpoint
CREATE INDEX "findings_state" ON "findings" USING btree ("state");--> statement-breakpoint
CREATE INDEX "fixes_check" ON "fixes" USING btree ("ref","scorecard","check");--> statement-breakpoint
CREATE INDEX "fixes_due" ON "fixes" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "nudge_log_finding" ON "nudge_log" USING btree ("finding","last_at");--> statement-breakpoint
CREATE INDEX "nudge_log_at" ON "nudge_log" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "nudge_log_recipient" ON "nudge_log" USING btree ("recipient","last_at");--> statement-breakpoint
CREATE INDEX "nudges_state" ON "nudges" USING btree ("state");--> statement-breakpoint
CREATE INDEX "nudges_recipient" ON "nudges" USING btree ("recipient","planned_at");--> statement-breakpoint
CREATE INDEX "posted_facts_posted" ON "posted_facts" USING btree ("posted_at");--> statement-breakpoint
CREATE INDEX "score_changes_ref" ON "score_changes" USING btree ("ref","scorecard","at");--> statement-breakpoint
CREATE INDEX "score_changes_at" ON "score_changes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "score_results_scorecard" ON "score_results" USING btree ("scorecard","owner");--> statement-breakpoint
CREATE INDEX "snoozes_recipient" ON "snoozes" USING btree ("recipient","until");--> statement-breakpoint
CREATE INDEX "transfers_ref" ON "transfers" USING btree ("ref","state");