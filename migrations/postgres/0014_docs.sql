CREATE TABLE "doc_entities" (
	"ref" text PRIMARY KEY NOT NULL,
	"site" text NOT NULL,
	"path" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "doc_files" (
	"oid" text PRIMARY KEY NOT NULL,
	"content" "bytea" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "doc_misses" (
	"words" text PRIMARY KEY NOT NULL,
	"example" text NOT NULL,
	"refs" jsonb NOT NULL,
	"count" integer NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "doc_pages" (
	"id" text PRIMARY KEY NOT NULL,
	"site" text NOT NULL,
	"path" text NOT NULL,
	"file" text NOT NULL,
	"oid" text NOT NULL,
	"etag" text NOT NULL,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"position" integer NOT NULL,
	"is_in_nav" boolean NOT NULL,
	"meta" jsonb NOT NULL,
	"words" integer NOT NULL,
	"includes" jsonb NOT NULL,
	"outside" jsonb NOT NULL,
	"problems" jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone,
	"changed_by" text,
	"aged_oid" text,
	"found_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "doc_sections" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "doc_sections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"page" text NOT NULL,
	"site" text NOT NULL,
	"position" integer NOT NULL,
	"anchor" text NOT NULL,
	"path" jsonb NOT NULL,
	"markdown" text NOT NULL,
	"text" text NOT NULL,
	"line" integer NOT NULL,
	"title_words" text NOT NULL,
	"heading_words" text NOT NULL,
	"body_words" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "doc_sites" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"root" text NOT NULL,
	"ref" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"description" text,
	"nav" jsonb NOT NULL,
	"settings" jsonb NOT NULL,
	"assets" jsonb NOT NULL,
	"repository" text,
	"url" text,
	"commit" text,
	"readers" jsonb,
	"problems" jsonb NOT NULL,
	"hash" text NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "doc_sources" (
	"source" text PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "doc_views" (
	"page" text NOT NULL,
	"day" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "doc_views_page_day_pk" PRIMARY KEY("page","day")
);
--> statement-breakpoint
CREATE TABLE "doc_words" (
	"word" text PRIMARY KEY NOT NULL,
	"sections" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "doc_entities_site" ON "doc_entities" USING btree ("site");--> statement-breakpoint
CREATE INDEX "doc_pages_site" ON "doc_pages" USING btree ("site","position");--> statement-breakpoint
CREATE INDEX "doc_pages_oid" ON "doc_pages" USING btree ("oid");--> statement-breakpoint
CREATE INDEX "doc_sections_page" ON "doc_sections" USING btree ("page","position");--> statement-breakpoint
CREATE INDEX "doc_sections_site" ON "doc_sections" USING btree ("site");--> statement-breakpoint
CREATE INDEX "doc_sites_source" ON "doc_sites" USING btree ("source");--> statement-breakpoint
CREATE INDEX "doc_sites_ref" ON "doc_sites" USING btree ("ref");