CREATE TABLE `incidents` (
	`source` text NOT NULL,
	`id` text NOT NULL,
	`number` integer,
	`title` text NOT NULL,
	`is_open` integer NOT NULL,
	`urgency` text,
	`services` text NOT NULL,
	`opened_at` integer NOT NULL,
	`resolved_at` integer,
	`url` text,
	`channel` text,
	PRIMARY KEY(`source`, `id`)
);
--> statement-breakpoint
CREATE INDEX `incidents_opened` ON `incidents` (`opened_at`);--> statement-breakpoint
CREATE INDEX `incidents_open` ON `incidents` (`is_open`);--> statement-breakpoint
CREATE TABLE `on_call_rotas` (
	`source` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`url` text,
	`covers` text NOT NULL,
	`levels` text NOT NULL,
	PRIMARY KEY(`source`, `id`)
);
--> statement-breakpoint
CREATE TABLE `on_call_services` (
	`source` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`url` text,
	`rota` text,
	`keys` text NOT NULL,
	PRIMARY KEY(`source`, `id`)
);
--> statement-breakpoint
CREATE TABLE `on_call_shifts` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`rota` text NOT NULL,
	`level` integer NOT NULL,
	`name` text NOT NULL,
	`email` text,
	`ref` text,
	`since` integer NOT NULL,
	`until` integer
);
--> statement-breakpoint
CREATE INDEX `on_call_shifts_rota` ON `on_call_shifts` (`source`,`rota`,`since`);