CREATE TABLE "commits" (
	"repository" text NOT NULL,
	"oid" text NOT NULL,
	"headline" text NOT NULL,
	"author" text,
	"parents" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "commits_repository_oid_pk" PRIMARY KEY("repository","oid")
);
--> statement-breakpoint
CREATE TABLE "deployments" (
	"id" text PRIMARY KEY NOT NULL,
	"repository" text,
	"ref" text,
	"environment" text NOT NULL,
	"state" text NOT NULL,
	"oid" text,
	"git_ref" text,
	"version" text,
	"by" text,
	"url" text,
	"source" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pull_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"repository" text NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"url" text NOT NULL,
	"author" text,
	"state" text NOT NULL,
	"base" text NOT NULL,
	"head" text,
	"merge_commit" text,
	"labels" jsonb NOT NULL,
	"files" jsonb NOT NULL,
	"has_more_files" boolean NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"merged_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "repository_work" (
	"repository" text PRIMARY KEY NOT NULL,
	"read_at" timestamp (3) with time zone,
	"pushed_at" timestamp (3) with time zone,
	"merges_since" timestamp (3) with time zone,
	"deployments_since" timestamp (3) with time zone,
	"last_deployment_at" timestamp (3) with time zone,
	"is_under_way" boolean NOT NULL,
	"refused" jsonb NOT NULL,
	"refused_at" timestamp (3) with time zone,
	"error" text,
	"attempts" integer NOT NULL,
	"tried_at" timestamp (3) with time zone,
	"hinted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "tags" (
	"repository" text NOT NULL,
	"name" text NOT NULL,
	"oid" text NOT NULL,
	"released_at" timestamp (3) with time zone,
	"released_by" text,
	"url" text,
	CONSTRAINT "tags_repository_name_pk" PRIMARY KEY("repository","name")
);
--> statement-breakpoint
CREATE INDEX "deployments_repository" ON "deployments" USING btree ("repository","created_at");--> statement-breakpoint
CREATE INDEX "deployments_ref" ON "deployments" USING btree ("ref","created_at");--> statement-breakpoint
CREATE INDEX "deployments_created" ON "deployments" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "pull_requests_number" ON "pull_requests" USING btree ("number","repository");--> statement-breakpoint
CREATE INDEX "pull_requests_merged" ON "pull_requests" USING btree ("repository","merged_at");