CREATE TABLE `digest_schedules` (
	`id` text PRIMARY KEY NOT NULL,
	`audience` text NOT NULL,
	`place` text NOT NULL,
	`cron` text NOT NULL,
	`zone` text NOT NULL,
	`by` text NOT NULL,
	`created_at` integer NOT NULL,
	`approved_at` integer,
	`approved_by` text,
	`next_at` integer NOT NULL,
	`last_at` integer,
	`last_error` text,
	`ended_at` integer,
	`ended_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `digest_schedules_place` ON `digest_schedules` (`audience`,`place`);--> statement-breakpoint
CREATE TABLE `digests` (
	`id` text PRIMARY KEY NOT NULL,
	`schedule` text,
	`audience` text NOT NULL,
	`digest` text NOT NULL,
	`state` text NOT NULL,
	`place` text,
	`made_at` integer NOT NULL,
	`sent_at` integer,
	`channel` text,
	`ts` text,
	`problem` text
);
--> statement-breakpoint
CREATE INDEX `digests_audience` ON `digests` (`audience`,`made_at`);--> statement-breakpoint
CREATE INDEX `digests_state` ON `digests` (`state`);--> statement-breakpoint
CREATE TABLE `exemptions` (
	`id` text PRIMARY KEY NOT NULL,
	`ref` text NOT NULL,
	`scorecard` text NOT NULL,
	`check` text NOT NULL,
	`reason` text NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`until` integer NOT NULL,
	`approvers` text NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decision` text,
	`reminded_at` integer
);
--> statement-breakpoint
CREATE INDEX `exemptions_ref` ON `exemptions` (`ref`,`scorecard`,`check`);--> statement-breakpoint
CREATE INDEX `exemptions_state` ON `exemptions` (`state`,`until`);--> statement-breakpoint
CREATE TABLE `findings` (
	`id` text PRIMARY KEY NOT NULL,
	`ref` text NOT NULL,
	`scorecard` text NOT NULL,
	`check` text NOT NULL,
	`since` integer NOT NULL,
	`caused_by` text,
	`state` text NOT NULL,
	`settled_at` integer,
	`sent` integer NOT NULL,
	`last_sent_at` integer,
	`rung` text,
	`escalated_at` integer
);
--> statement-breakpoint
CREATE INDEX `findings_ref` ON `findings` (`ref`,`scorecard`,`check`);--> statement-breakpoint
CREATE INDEX `findings_state` ON `findings` (`state`);--> statement-breakpoint
CREATE TABLE `fixes` (
	`id` text PRIMARY KEY NOT NULL,
	`ref` text NOT NULL,
	`scorecard` text NOT NULL,
	`check` text NOT NULL,
	`state` text NOT NULL,
	`repository` text NOT NULL,
	`path` text NOT NULL,
	`branch` text NOT NULL,
	`number` integer,
	`url` text,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`opened_at` integer,
	`settled_at` integer,
	`settled_by` text,
	`problem` text,
	`next_step` text,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `fixes_check` ON `fixes` (`ref`,`scorecard`,`check`);--> statement-breakpoint
CREATE INDEX `fixes_due` ON `fixes` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `initiative_days` (
	`name` text NOT NULL,
	`day` text NOT NULL,
	`owner` text NOT NULL,
	`done` integer NOT NULL,
	`exempt` integer NOT NULL,
	`unknown` integer NOT NULL,
	`total` integer NOT NULL,
	PRIMARY KEY(`name`, `day`, `owner`)
);
--> statement-breakpoint
CREATE TABLE `initiatives` (
	`name` text PRIMARY KEY NOT NULL,
	`first_seen_at` integer NOT NULL,
	`ended_at` integer,
	`ended_as` text,
	`ended_by` text
);
--> statement-breakpoint
CREATE TABLE `job_runs` (
	`name` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`error` text
);
--> statement-breakpoint
CREATE TABLE `nudge_log` (
	`id` text PRIMARY KEY NOT NULL,
	`finding` text NOT NULL,
	`ref` text NOT NULL,
	`scorecard` text NOT NULL,
	`check` text NOT NULL,
	`recipient` text,
	`kind` text NOT NULL,
	`rung` text NOT NULL,
	`decision` text NOT NULL,
	`reason` text,
	`detail` text NOT NULL,
	`nudge` text,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`times` integer NOT NULL,
	`until` integer
);
--> statement-breakpoint
CREATE INDEX `nudge_log_finding` ON `nudge_log` (`finding`,`last_at`);--> statement-breakpoint
CREATE INDEX `nudge_log_at` ON `nudge_log` (`last_at`);--> statement-breakpoint
CREATE INDEX `nudge_log_recipient` ON `nudge_log` (`recipient`,`last_at`);--> statement-breakpoint
CREATE TABLE `nudges` (
	`id` text PRIMARY KEY NOT NULL,
	`recipient` text NOT NULL,
	`place` text NOT NULL,
	`key` text NOT NULL,
	`lines` text NOT NULL,
	`state` text NOT NULL,
	`planned_at` integer NOT NULL,
	`sent_at` integer,
	`closed_at` integer,
	`channel` text,
	`ts` text,
	`shown` text,
	`problem` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `nudges_key_unique` ON `nudges` (`key`);--> statement-breakpoint
CREATE INDEX `nudges_state` ON `nudges` (`state`);--> statement-breakpoint
CREATE INDEX `nudges_recipient` ON `nudges` (`recipient`,`planned_at`);--> statement-breakpoint
CREATE TABLE `posted_facts` (
	`ref` text NOT NULL,
	`name` text NOT NULL,
	`value` text NOT NULL,
	`source` text NOT NULL,
	`url` text,
	`observed_at` integer NOT NULL,
	`posted_at` integer NOT NULL,
	`posted_by` text NOT NULL,
	`expires_at` integer,
	PRIMARY KEY(`ref`, `name`)
);
--> statement-breakpoint
CREATE INDEX `posted_facts_posted` ON `posted_facts` (`posted_at`);--> statement-breakpoint
CREATE TABLE `nudge_preferences` (
	`who` text PRIMARY KEY NOT NULL,
	`muted` text NOT NULL,
	`place` text,
	`zone` text,
	`opens_at` integer,
	`closes_at` integer,
	`country` text,
	`away` text NOT NULL,
	`wants_digest` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `repository_health` (
	`repository` text PRIMARY KEY NOT NULL,
	`health` text NOT NULL,
	`parts_read_at` text NOT NULL,
	`read_at` integer,
	`refused` text NOT NULL,
	`refused_at` integer,
	`error` text,
	`attempts` integer NOT NULL,
	`tried_at` integer,
	`changed_at` integer,
	`hinted_at` integer
);
--> statement-breakpoint
CREATE TABLE `score_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`ref` text NOT NULL,
	`scorecard` text NOT NULL,
	`at` integer NOT NULL,
	`cause` text NOT NULL,
	`version` text NOT NULL,
	`owner_before` text,
	`owner` text,
	`before` text,
	`after` text,
	`checks` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `score_changes_ref` ON `score_changes` (`ref`,`scorecard`,`at`);--> statement-breakpoint
CREATE INDEX `score_changes_at` ON `score_changes` (`at`);--> statement-breakpoint
CREATE TABLE `score_days` (
	`day` text NOT NULL,
	`scorecard` text NOT NULL,
	`owner` text NOT NULL,
	`entities` integer NOT NULL,
	`shares` integer NOT NULL,
	`levels` text NOT NULL,
	`checks` text NOT NULL,
	PRIMARY KEY(`day`, `scorecard`, `owner`)
);
--> statement-breakpoint
CREATE TABLE `score_results` (
	`ref` text NOT NULL,
	`scorecard` text NOT NULL,
	`owner` text,
	`version` text NOT NULL,
	`outcomes` text NOT NULL,
	`reasons` text NOT NULL,
	`uncounted` text NOT NULL,
	`level` text,
	`possible_level` text,
	`earned` integer NOT NULL,
	`possible` integer NOT NULL,
	`unknown` integer NOT NULL,
	`since` integer NOT NULL,
	`evaluated_at` integer NOT NULL,
	PRIMARY KEY(`ref`, `scorecard`)
);
--> statement-breakpoint
CREATE INDEX `score_results_scorecard` ON `score_results` (`scorecard`,`owner`);--> statement-breakpoint
CREATE TABLE `scorecard_versions` (
	`scorecard` text NOT NULL,
	`version` text NOT NULL,
	`text` text NOT NULL,
	`first_at` integer NOT NULL,
	PRIMARY KEY(`scorecard`, `version`)
);
--> statement-breakpoint
CREATE TABLE `snoozes` (
	`id` text PRIMARY KEY NOT NULL,
	`recipient` text NOT NULL,
	`ref` text,
	`scorecard` text,
	`check` text,
	`by` text NOT NULL,
	`reason` text,
	`since` integer NOT NULL,
	`until` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text
);
--> statement-breakpoint
CREATE INDEX `snoozes_recipient` ON `snoozes` (`recipient`,`until`);--> statement-breakpoint
CREATE TABLE `transfers` (
	`id` text PRIMARY KEY NOT NULL,
	`ref` text NOT NULL,
	`from` text,
	`to` text,
	`reason` text NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decision` text,
	`correction` text
);
--> statement-breakpoint
CREATE INDEX `transfers_ref` ON `transfers` (`ref`,`state`);