import { posix } from 'node:path';
import { isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities } from '../db/schema.ts';
import { adrFoldersOf, claimsOf, type DocsClaim, type DocsEntity } from './claims.ts';
import { findPlaces } from './find-place.ts';
import { runbooksOf } from './named-runbooks.ts';
import { planShown } from './places.ts';
import { allSites, saveDocEntities } from './store.ts';

/** What the catalog says of where docs are. */
export type Claimed = {
  entities: readonly DocsEntity[];
  claims: readonly DocsClaim[];
  /** Folders of decision records, by source. */
  adrFolders: ReadonlyMap<string, readonly string[]>;
  /** Pages that are somebody's runbook, by source. */
  runbooks: ReadonlyMap<string, readonly string[]>;
};

export async function readClaimed(db: Db): Promise<Claimed> {
  const all: DocsEntity[] = await db
    .select({
      ref: entities.ref,
      kind: entities.kind,
      name: entities.name,
      source: entities.source,
      location: entities.location,
      entity: entities.entity,
    })
    .from(entities)
    .where(isNull(entities.removedAt))
    .orderBy(entities.ref);
  const find = await findPlaces(db, all);
  return {
    entities: all,
    claims: all.flatMap((one) => claimsOf(one, find)),
    adrFolders: adrFoldersOf(all, find),
    runbooks: runbooksOf(all, find),
  };
}

/** Makes entities show the sites that are there now. */
export async function showSites(db: Db, { entities: all, claims }: Claimed): Promise<void> {
  const sites = await allSites(db);
  const names = new Map(sites.map(({ source, repository }) => [source, repository]));
  const nameOf = (source: string) => posix.basename(names.get(source) ?? source);
  const shown = planShown({
    entities: all,
    claims,
    sites: new Set(sites.map(({ id }) => id)),
    nameOf,
  });
  await saveDocEntities(db, shown);
}
