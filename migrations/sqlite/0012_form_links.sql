CREATE TABLE `form_links` (
	`token` text PRIMARY KEY NOT NULL,
	`template` text NOT NULL,
	`by` text,
	`person` text NOT NULL,
	`draft` text NOT NULL,
	`expires_at` integer NOT NULL,
	`session` text,
	`session_until` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `form_links_session` ON `form_links` (`session`);