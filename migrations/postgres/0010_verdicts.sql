ALTER TABLE "corrections" ADD COLUMN "settled_why" text;--> statement-breakpoint
ALTER TABLE "corrections" ADD COLUMN "verdict" jsonb;--> statement-breakpoint
ALTER TABLE "corrections" ADD COLUMN "is_verdict_said" boolean;