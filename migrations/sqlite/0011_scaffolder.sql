CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`template` text NOT NULL,
	`by` text,
	`person` text,
	`page` integer NOT NULL,
	`values` text NOT NULL,
	`channel` text,
	`thread_ts` text,
	`created_at` integer NOT NULL,
	`run` text
);
--> statement-breakpoint
CREATE TABLE `run_events` (
	`run` text NOT NULL,
	`id` integer NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`step` text,
	`message` text NOT NULL,
	`body` text,
	PRIMARY KEY(`run`, `id`)
);
--> statement-breakpoint
CREATE TABLE `run_files` (
	`run` text PRIMARY KEY NOT NULL,
	`packed` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `run_messages` (
	`run` text NOT NULL,
	`channel` text NOT NULL,
	`ts` text,
	`thread_ts` text,
	`told` text NOT NULL,
	PRIMARY KEY(`run`, `channel`)
);
--> statement-breakpoint
CREATE TABLE `run_steps` (
	`run` text NOT NULL,
	`position` integer NOT NULL,
	`step` text NOT NULL,
	`name` text NOT NULL,
	`action` text NOT NULL,
	`state` text NOT NULL,
	`output` text,
	`reason` text,
	`kept` text NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	PRIMARY KEY(`run`, `position`)
);
--> statement-breakpoint
CREATE TABLE `run_things` (
	`run` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`url` text,
	`at` integer NOT NULL,
	`removed_at` integer,
	PRIMARY KEY(`run`, `kind`, `name`)
);
--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`template_ref` text NOT NULL,
	`template` text NOT NULL,
	`values` text NOT NULL,
	`secrets` text,
	`by` text,
	`name` text,
	`owner` text,
	`state` text NOT NULL,
	`approval` text,
	`links` text NOT NULL,
	`texts` text NOT NULL,
	`output` text NOT NULL,
	`error` text,
	`turn` integer NOT NULL,
	`held_until` integer,
	`is_cancelled` integer NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `runs_key` ON `runs` (`key`);--> statement-breakpoint
CREATE INDEX `runs_state` ON `runs` (`state`,`held_until`);--> statement-breakpoint
CREATE INDEX `runs_template` ON `runs` (`template_ref`,`created_at`);