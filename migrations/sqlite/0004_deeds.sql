CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`who` text NOT NULL,
	`what` text NOT NULL,
	`target` text NOT NULL,
	`outcome` text NOT NULL,
	`detail` text NOT NULL,
	`proposal` text
);
--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE INDEX `audit_target` ON `audit` (`target`);--> statement-breakpoint
CREATE TABLE `locks` (
	`ref` text PRIMARY KEY NOT NULL,
	`by` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	`reason` text
);
--> statement-breakpoint
CREATE TABLE `proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`deed` text NOT NULL,
	`card` text NOT NULL,
	`asked_by` text,
	`asked_by_slack` text,
	`channel` text,
	`thread_ts` text,
	`state` text NOT NULL,
	`pressed_by` text,
	`pressed_by_slack` text,
	`pressed_at` integer,
	`outcome` text,
	`attempts` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `repeats` (
	`id` text PRIMARY KEY NOT NULL,
	`question` text NOT NULL,
	`channel` text NOT NULL,
	`cron` text NOT NULL,
	`zone` text NOT NULL,
	`by` text NOT NULL,
	`created_at` integer NOT NULL,
	`next_at` integer NOT NULL,
	`last_at` integer,
	`last_error` text,
	`ended_at` integer,
	`ended_by` text
);
