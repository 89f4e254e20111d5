CREATE TABLE `miss_reports` (
	`week` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`texts` text NOT NULL,
	`ts` text,
	`shown` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `misses` ADD `example` text;