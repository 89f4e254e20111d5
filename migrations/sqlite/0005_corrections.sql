CREATE TABLE `correction_places` (
	`correction` text NOT NULL,
	`channel` text NOT NULL,
	`ts` text NOT NULL,
	`thread_ts` text,
	`person` text NOT NULL,
	PRIMARY KEY(`correction`, `channel`, `ts`)
);
--> statement-breakpoint
CREATE TABLE `corrections` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal` text NOT NULL,
	`ref` text NOT NULL,
	`field` text NOT NULL,
	`value` text NOT NULL,
	`was` text,
	`reason` text NOT NULL,
	`asker` text NOT NULL,
	`owner` text,
	`state` text NOT NULL,
	`repository` text NOT NULL,
	`path` text NOT NULL,
	`branch` text NOT NULL,
	`number` integer,
	`url` text,
	`problem` text,
	`next_step` text,
	`settled_by` text,
	`asked_at` integer NOT NULL,
	`opened_at` integer,
	`settled_at` integer,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL,
	`told` text
);
--> statement-breakpoint
CREATE INDEX `corrections_ref` ON `corrections` (`ref`,`state`);--> statement-breakpoint
CREATE INDEX `corrections_due` ON `corrections` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `corrections_proposal` ON `corrections` (`proposal`);