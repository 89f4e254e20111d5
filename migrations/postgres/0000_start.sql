CREATE TABLE "aliases" (
	"alias" text NOT NULL,
	"ref" text NOT NULL,
	"origin" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "aliases_alias_ref_pk" PRIMARY KEY("alias","ref")
);
--> statement-breakpoint
CREATE TABLE "blobs" (
	"oid" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"bytes" integer NOT NULL,
	"is_truncated" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "catalog_revisions" (
	"revision" integer PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"location" text NOT NULL,
	"position" integer NOT NULL,
	"source" text NOT NULL,
	"ref" text,
	"owner" text,
	"is_valid" boolean NOT NULL,
	"conflicts_with" text,
	"entity" jsonb,
	"is_derived" boolean NOT NULL,
	"joins" text,
	"problems" jsonb NOT NULL,
	"commit" text,
	"read_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "documents_location_position_pk" PRIMARY KEY("location","position")
);
--> statement-breakpoint
CREATE TABLE "entities" (
	"ref" text PRIMARY KEY NOT NULL,
	"uid" text NOT NULL,
	"kind" text NOT NULL,
	"namespace" text NOT NULL,
	"name" text NOT NULL,
	"entity" jsonb NOT NULL,
	"etag" text NOT NULL,
	"source" text NOT NULL,
	"location" text NOT NULL,
	"commit" text,
	"is_current" boolean NOT NULL,
	"revision" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"removed_because" text
);
--> statement-breakpoint
CREATE TABLE "entity_versions" (
	"ref" text NOT NULL,
	"revision" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"entity" jsonb,
	"location" text NOT NULL,
	"commit" text,
	CONSTRAINT "entity_versions_ref_revision_pk" PRIMARY KEY("ref","revision")
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "misses" (
	"text" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"dedupe_key" text NOT NULL,
	"channel" text NOT NULL,
	"message" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"ts" text,
	"failed_at" timestamp (3) with time zone,
	"error" text,
	CONSTRAINT "outbox_dedupeKey_unique" UNIQUE("dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"slack_id" text PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"via" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "relations" (
	"source" text NOT NULL,
	"type" text NOT NULL,
	"target" text NOT NULL,
	CONSTRAINT "relations_source_type_target_pk" PRIMARY KEY("source","type","target")
);
--> statement-breakpoint
CREATE TABLE "repositories" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"url" text NOT NULL,
	"visibility" text NOT NULL,
	"is_archived" boolean NOT NULL,
	"default_branch" text,
	"head" text,
	"read_head" text,
	"language" text,
	"license" text,
	"description" text,
	"topics" jsonb NOT NULL,
	"files" jsonb NOT NULL,
	"codeowners" text,
	"codeowners_path" text,
	"pushed_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"missing_since" timestamp (3) with time zone,
	"read_error" text
);
--> statement-breakpoint
CREATE TABLE "slack_events" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "state" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "threads" (
	"id" text PRIMARY KEY NOT NULL,
	"context" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_inbox" (
	"id" text PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"payload" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"error" text
);
--> statement-breakpoint
CREATE INDEX "aliases_ref" ON "aliases" USING btree ("ref");--> statement-breakpoint
CREATE INDEX "documents_ref" ON "documents" USING btree ("ref");--> statement-breakpoint
CREATE INDEX "documents_joins" ON "documents" USING btree ("joins");--> statement-breakpoint
CREATE INDEX "documents_source" ON "documents" USING btree ("source");--> statement-breakpoint
CREATE INDEX "entities_revision" ON "entities" USING btree ("revision");--> statement-breakpoint
CREATE INDEX "entities_source" ON "entities" USING btree ("source");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("sent_at","failed_at","due_at");--> statement-breakpoint
CREATE INDEX "relations_target" ON "relations" USING btree ("target");--> statement-breakpoint
CREATE INDEX "repositories_slug" ON "repositories" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "webhook_inbox_due" ON "webhook_inbox" USING btree ("done_at","due_at");