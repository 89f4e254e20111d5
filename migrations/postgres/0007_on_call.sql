CREATE TABLE "incidents" (
	"source" text NOT NULL,
	"id" text NOT NULL,
	"number" integer,
	"title" text NOT NULL,
	"is_open" boolean NOT NULL,
	"urgency" text,
	"services" jsonb NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"url" text,
	"channel" text,
	CONSTRAINT "incidents_source_id_pk" PRIMARY KEY("source","id")
);
--> statement-breakpoint
CREATE TABLE "on_call_rotas" (
	"source" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"url" text,
	"covers" jsonb NOT NULL,
	"levels" jsonb NOT NULL,
	CONSTRAINT "on_call_rotas_source_id_pk" PRIMARY KEY("source","id")
);
--> statement-breakpoint
CREATE TABLE "on_call_services" (
	"source" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"url" text,
	"rota" text,
	"keys" jsonb NOT NULL,
	CONSTRAINT "on_call_services_source_id_pk" PRIMARY KEY("source","id")
);
--> statement-breakpoint
CREATE TABLE "on_call_shifts" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"rota" text NOT NULL,
	"level" integer NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"ref" text,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "incidents_opened" ON "incidents" USING btree ("opened_at");--> statement-breakpoint
CREATE INDEX "incidents_open" ON "incidents" USING btree ("is_open");--> statement-breakpoint
CREATE INDEX "on_call_shifts_rota" ON "on_call_shifts" USING btree ("source","rota","since");