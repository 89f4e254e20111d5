CREATE TABLE `locations` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`target` text NOT NULL,
	`registered_by` text,
	`created_at` integer NOT NULL,
	`read_at` integer,
	`read_error` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `locations_target` ON `locations` (`type`,`target`);--> statement-breakpoint
ALTER TABLE `repositories` ADD `admin_teams` text;--> statement-breakpoint
ALTER TABLE `repositories` ADD `committers` text;--> statement-breakpoint
CREATE INDEX `entities_uid` ON `entities` (`uid`);--> statement-breakpoint
CREATE INDEX `entity_versions_at` ON `entity_versions` (`at`);