ALTER TABLE `repositories` ADD `created_at` integer;--> statement-breakpoint
ALTER TABLE `run_steps` ADD `input` text;--> statement-breakpoint
ALTER TABLE `run_things` ADD `position` integer;--> statement-breakpoint
ALTER TABLE `run_things` ADD `problem` text;