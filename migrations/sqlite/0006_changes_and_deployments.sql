CREATE TABLE `commits` (
	`repository` text NOT NULL,
	`oid` text NOT NULL,
	`headline` text NOT NULL,
	`author` text,
	`parents` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`repository`, `oid`)
);
--> statement-breakpoint
CREATE TABLE `deployments` (
	`id` text PRIMARY KEY NOT NULL,
	`repository` text,
	`ref` text,
	`environment` text NOT NULL,
	`state` text NOT NULL,
	`oid` text,
	`git_ref` text,
	`version` text,
	`by` text,
	`url` text,
	`source` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`read_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `deployments_repository` ON `deployments` (`repository`,`created_at`);--> statement-breakpoint
CREATE INDEX `deployments_ref` ON `deployments` (`ref`,`created_at`);--> statement-breakpoint
CREATE INDEX `deployments_created` ON `deployments` (`created_at`);--> statement-breakpoint
CREATE TABLE `pull_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`repository` text NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`url` text NOT NULL,
	`author` text,
	`state` text NOT NULL,
	`base` text NOT NULL,
	`head` text,
	`merge_commit` text,
	`labels` text NOT NULL,
	`files` text NOT NULL,
	`has_more_files` integer NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`merged_at` integer
);
--> statement-breakpoint
CREATE INDEX `pull_requests_number` ON `pull_requests` (`number`,`repository`);--> statement-breakpoint
CREATE INDEX `pull_requests_merged` ON `pull_requests` (`repository`,`merged_at`);--> statement-breakpoint
CREATE TABLE `repository_work` (
	`repository` text PRIMARY KEY NOT NULL,
	`read_at` integer,
	`pushed_at` integer,
	`merges_since` integer,
	`deployments_since` integer,
	`last_deployment_at` integer,
	`is_under_way` integer NOT NULL,
	`refused` text NOT NULL,
	`refused_at` integer,
	`error` text,
	`attempts` integer NOT NULL,
	`tried_at` integer,
	`hinted_at` integer
);
--> statement-breakpoint
CREATE TABLE `tags` (
	`repository` text NOT NULL,
	`name` text NOT NULL,
	`oid` text NOT NULL,
	`released_at` integer,
	`released_by` text,
	`url` text,
	PRIMARY KEY(`repository`, `name`)
);
