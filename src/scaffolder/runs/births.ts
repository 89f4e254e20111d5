import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import type { Entity } from '../../catalog/entity.ts';
import { canonicalRef } from '../../catalog/ref.ts';
import { runs, runThings } from '../../db/scaffolder-tables.ts';
import { entities, repositories } from '../../db/schema.ts';

/** What Backstage's templates, and ours, write into the descriptor of what they make. */
export const SOURCE_TEMPLATE = 'backstage.io/source-template';

export type Repository = { slug: string; url: string; createdAt: Date | null; isArchived: boolean };
/** A run that was about to make a repository, and when. */
export type FromRun = { slug: string; template: string; at: Date };
/** An entity that names the template it was made from. */
export type FromEntity = { ref: string; location: string; template: string };

/** A new repository; `template` is the ref of what it was made from, null where nothing says that it was. */
export type Birth = { slug: string; url: string; createdAt: Date; template: string | null };

export type Origins = { runs: readonly FromRun[]; entities: readonly FromEntity[] };

/** A run says what it will make before it makes it; clocks differ a little. */
const SLACK_MS = 5 * 60_000;

/**
 * Repositories that are new between two days and still in use, each with its template: a run made it, or the descriptor at its root says
 * so. One that was there before the run wanted to make it was not made by it, and a part of a repository says nothing about the whole.
 */
export function birthsOf(
  all: readonly Repository[],
  origins: Origins,
  { since, until }: { since: Date; until: Date },
): Birth[] {
  const made = Map.groupBy(origins.runs, ({ slug }) => slug.toLowerCase());
  const stated = new Map(
    origins.entities.flatMap(({ location, template }) => {
      const place = placeOf(location);
      return place?.isRoot ? [[place.slug, template] as const] : [];
    }),
  );
  return all.flatMap(({ slug, url, createdAt, isArchived }) => {
    if (!createdAt || createdAt < since || createdAt >= until || isArchived) return [];
    const key = slug.toLowerCase();
    const run = made
      .get(key)
      ?.find(({ at }) => createdAt.getTime() >= at.getTime() - SLACK_MS)?.template;
    return [{ slug, url, createdAt, template: run ?? stated.get(key) ?? null }];
  });
}

/** Refs of what was made from a template: what says so itself, and what stands in a repository that a run of it made. */
export function madeFrom(
  template: string,
  origins: Origins,
  all: readonly { ref: string; location: string }[],
): string[] {
  const said = origins.entities.filter((one) => one.template === template).map(({ ref }) => ref);
  const slugs = new Set(
    origins.runs.filter((one) => one.template === template).map(({ slug }) => slug.toLowerCase()),
  );
  const within = all.filter(({ location }) => slugs.has(placeOf(location)?.slug ?? ''));
  return [...new Set([...said, ...within.map(({ ref }) => ref)])].sort();
}

/** Where a descriptor stands; at the root too where it is in a folder for tools, like `.backstage`. */
function placeOf(location: string): { slug: string; isRoot: boolean } | null {
  const [, slug, path] =
    /^url:https?:\/\/[^/]+\/([^/]+\/[^/]+)\/(?:blob|tree)\/[^/]+\/(.+)$/.exec(location) ?? [];
  if (!slug || !path) return null;
  return { slug: slug.toLowerCase(), isRoot: /^(?:\.[^/]+\/)?[^/]+$/.test(path) };
}

export async function birthsBetween(
  db: Db,
  period: { since: Date; until: Date },
): Promise<Birth[]> {
  const all = await db
    .select({
      slug: repositories.slug,
      url: repositories.url,
      createdAt: repositories.createdAt,
      isArchived: repositories.isArchived,
    })
    .from(repositories)
    .where(and(isNotNull(repositories.createdAt), isNull(repositories.missingSince)));
  return birthsOf(all, await readOrigins(db), period);
}

/** What is in the catalog and was made from a template. */
export async function entitiesFrom(db: Db, template: string): Promise<string[]> {
  const all = await db
    .select({ ref: entities.ref, location: entities.location })
    .from(entities)
    .where(isNull(entities.removedAt));
  return madeFrom(template, await readOrigins(db), all);
}

/** Repositories that were cleaned up again do not count. */
async function readOrigins(db: Db): Promise<Origins> {
  const made = await db
    .select({ slug: runThings.name, template: runs.templateRef, at: runThings.at })
    .from(runThings)
    .innerJoin(runs, eq(runs.id, runThings.run))
    .where(and(eq(runThings.kind, 'repository'), isNull(runThings.removedAt)));
  const rows = await db
    .select({ ref: entities.ref, location: entities.location, entity: entities.entity })
    .from(entities)
    .where(isNull(entities.removedAt));
  return {
    runs: made,
    entities: rows.flatMap(({ ref, location, entity }) => {
      const template = templateOf(entity);
      return template ? [{ ref, location, template }] : [];
    }),
  };
}

/** An annotation is free text; one that is no ref names a template that is gone, or none. */
function templateOf({ metadata }: Entity): string | null {
  const said = metadata.annotations?.[SOURCE_TEMPLATE]?.trim();
  if (!said) return null;
  try {
    return canonicalRef(said, { kind: 'template' });
  } catch {
    return null;
  }
}
