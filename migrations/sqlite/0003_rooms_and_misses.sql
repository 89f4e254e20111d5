CREATE TABLE `incident_rooms` (
	`channel` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`services` text NOT NULL,
	`named` text NOT NULL,
	`options` text NOT NULL,
	`heard` integer NOT NULL,
	`ts` text,
	`shown` text,
	`shown_at` integer,
	`opened_at` integer NOT NULL,
	`ended_at` integer,
	`ended_because` text
);
--> statement-breakpoint
CREATE TABLE `miss_askers` (
	`text` text NOT NULL,
	`person` text NOT NULL,
	`place` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`text`, `person`, `place`)
);
--> statement-breakpoint
ALTER TABLE `misses` ADD `state` text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE `misses` ADD `ref` text;--> statement-breakpoint
ALTER TABLE `misses` ADD `settled_by` text;--> statement-breakpoint
ALTER TABLE `misses` ADD `settled_at` integer;