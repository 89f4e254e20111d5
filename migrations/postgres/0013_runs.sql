ALTER TABLE "repositories" ADD COLUMN "created_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "run_steps" ADD COLUMN "input" jsonb;--> statement-breakpoint
ALTER TABLE "run_things" ADD COLUMN "position" integer;--> statement-breakpoint
ALTER TABLE "run_things" ADD COLUMN "problem" text;