CREATE TABLE "form_links" (
	"token" text PRIMARY KEY NOT NULL,
	"template" text NOT NULL,
	"by" text,
	"person" text NOT NULL,
	"draft" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"session" text,
	"session_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "form_links_session" ON "form_links" USING btree ("session");