ALTER TABLE `corrections` ADD `settled_why` text;--> statement-breakpoint
ALTER TABLE `corrections` ADD `verdict` text;--> statement-breakpoint
ALTER TABLE `corrections` ADD `is_verdict_said` integer;