CREATE TABLE `asked_about` (
	`day` text NOT NULL,
	`ref` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`day`, `ref`)
);
--> statement-breakpoint
CREATE TABLE `unfurls` (
	`channel` text NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`channel`, `key`)
);
