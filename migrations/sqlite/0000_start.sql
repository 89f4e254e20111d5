CREATE TABLE `aliases` (
	`alias` text NOT NULL,
	`ref` text NOT NULL,
	`origin` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`alias`, `ref`)
);
--> statement-breakpoint
CREATE INDEX `aliases_ref` ON `aliases` (`ref`);--> statement-breakpoint
CREATE TABLE `blobs` (
	`oid` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`bytes` integer NOT NULL,
	`is_truncated` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `catalog_revisions` (
	`revision` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `documents` (
	`location` text NOT NULL,
	`position` integer NOT NULL,
	`source` text NOT NULL,
	`ref` text,
	`owner` text,
	`is_valid` integer NOT NULL,
	`conflicts_with` text,
	`entity` text,
	`is_derived` integer NOT NULL,
	`joins` text,
	`problems` text NOT NULL,
	`commit` text,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`location`, `position`)
);
--> statement-breakpoint
CREATE INDEX `documents_ref` ON `documents` (`ref`);--> statement-breakpoint
CREATE INDEX `documents_joins` ON `documents` (`joins`);--> statement-breakpoint
CREATE INDEX `documents_source` ON `documents` (`source`);--> statement-breakpoint
CREATE TABLE `entities` (
	`ref` text PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`kind` text NOT NULL,
	`namespace` text NOT NULL,
	`name` text NOT NULL,
	`entity` text NOT NULL,
	`etag` text NOT NULL,
	`source` text NOT NULL,
	`location` text NOT NULL,
	`commit` text,
	`is_current` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`removed_at` integer,
	`removed_because` text
);
--> statement-breakpoint
CREATE INDEX `entities_revision` ON `entities` (`revision`);--> statement-breakpoint
CREATE INDEX `entities_source` ON `entities` (`source`);--> statement-breakpoint
CREATE TABLE `entity_versions` (
	`ref` text NOT NULL,
	`revision` integer NOT NULL,
	`at` integer NOT NULL,
	`entity` text,
	`location` text NOT NULL,
	`commit` text,
	PRIMARY KEY(`ref`, `revision`)
);
--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `misses` (
	`text` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`dedupe_key` text NOT NULL,
	`channel` text NOT NULL,
	`message` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`sent_at` integer,
	`ts` text,
	`failed_at` integer,
	`error` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_dedupeKey_unique` ON `outbox` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`sent_at`,`failed_at`,`due_at`);--> statement-breakpoint
CREATE TABLE `people` (
	`slack_id` text PRIMARY KEY NOT NULL,
	`ref` text NOT NULL,
	`via` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `relations` (
	`source` text NOT NULL,
	`type` text NOT NULL,
	`target` text NOT NULL,
	PRIMARY KEY(`source`, `type`, `target`)
);
--> statement-breakpoint
CREATE INDEX `relations_target` ON `relations` (`target`);--> statement-breakpoint
CREATE TABLE `repositories` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`url` text NOT NULL,
	`visibility` text NOT NULL,
	`is_archived` integer NOT NULL,
	`default_branch` text,
	`head` text,
	`read_head` text,
	`language` text,
	`license` text,
	`description` text,
	`topics` text NOT NULL,
	`files` text NOT NULL,
	`codeowners` text,
	`codeowners_path` text,
	`pushed_at` integer,
	`updated_at` integer,
	`seen_at` integer NOT NULL,
	`missing_since` integer,
	`read_error` text
);
--> statement-breakpoint
CREATE INDEX `repositories_slug` ON `repositories` (`slug`);--> statement-breakpoint
CREATE TABLE `slack_events` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `state` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `threads` (
	`id` text PRIMARY KEY NOT NULL,
	`context` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `webhook_inbox` (
	`id` text PRIMARY KEY NOT NULL,
	`event` text NOT NULL,
	`payload` text NOT NULL,
	`received_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL,
	`done_at` integer,
	`error` text
);
--> statement-breakpoint
CREATE INDEX `webhook_inbox_due` ON `webhook_inbox` (`done_at`,`due_at`);