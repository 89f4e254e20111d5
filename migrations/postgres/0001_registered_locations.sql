CREATE TABLE "locations" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"target" text NOT NULL,
	"registered_by" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	"read_error" text
);
--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "admin_teams" jsonb;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "committers" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "locations_target" ON "locations" USING btree ("type","target");--> statement-breakpoint
CREATE INDEX "entities_uid" ON "entities" USING btree ("uid");--> statement-breakpoint
CREATE INDEX "entity_versions_at" ON "entity_versions" USING btree ("at");