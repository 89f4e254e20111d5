CREATE TABLE `doc_entities` (
	`ref` text PRIMARY KEY NOT NULL,
	`site` text NOT NULL,
	`path` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `doc_entities_site` ON `doc_entities` (`site`);--> statement-breakpoint
CREATE TABLE `doc_files` (
	`oid` text PRIMARY KEY NOT NULL,
	`content` blob NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `doc_misses` (
	`words` text PRIMARY KEY NOT NULL,
	`example` text NOT NULL,
	`refs` text NOT NULL,
	`count` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `doc_pages` (
	`id` text PRIMARY KEY NOT NULL,
	`site` text NOT NULL,
	`path` text NOT NULL,
	`file` text NOT NULL,
	`oid` text NOT NULL,
	`etag` text NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`position` integer NOT NULL,
	`is_in_nav` integer NOT NULL,
	`meta` text NOT NULL,
	`words` integer NOT NULL,
	`includes` text NOT NULL,
	`outside` text NOT NULL,
	`problems` text NOT NULL,
	`changed_at` integer,
	`changed_by` text,
	`aged_oid` text,
	`found_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `doc_pages_site` ON `doc_pages` (`site`,`position`);--> statement-breakpoint
CREATE INDEX `doc_pages_oid` ON `doc_pages` (`oid`);--> statement-breakpoint
CREATE TABLE `doc_sections` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`page` text NOT NULL,
	`site` text NOT NULL,
	`position` integer NOT NULL,
	`anchor` text NOT NULL,
	`path` text NOT NULL,
	`markdown` text NOT NULL,
	`text` text NOT NULL,
	`line` integer NOT NULL,
	`title_words` text NOT NULL,
	`heading_words` text NOT NULL,
	`body_words` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `doc_sections_page` ON `doc_sections` (`page`,`position`);--> statement-breakpoint
CREATE INDEX `doc_sections_site` ON `doc_sections` (`site`);--> statement-breakpoint
CREATE TABLE `doc_sites` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`root` text NOT NULL,
	`ref` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`description` text,
	`nav` text NOT NULL,
	`settings` text NOT NULL,
	`assets` text NOT NULL,
	`repository` text,
	`url` text,
	`commit` text,
	`readers` text,
	`problems` text NOT NULL,
	`hash` text NOT NULL,
	`read_at` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `doc_sites_source` ON `doc_sites` (`source`);--> statement-breakpoint
CREATE INDEX `doc_sites_ref` ON `doc_sites` (`ref`);--> statement-breakpoint
CREATE TABLE `doc_sources` (
	`source` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`read_at` integer NOT NULL,
	`error` text
);
--> statement-breakpoint
CREATE TABLE `doc_views` (
	`page` text NOT NULL,
	`day` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`page`, `day`)
);
--> statement-breakpoint
CREATE TABLE `doc_words` (
	`word` text PRIMARY KEY NOT NULL,
	`sections` integer NOT NULL
);
