import { inArray } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import { entities } from '../../db/schema.ts';
import { gatherHealth, isService } from '../../docs/health/gather.ts';
import { birthsBetween } from '../../scaffolder/runs/births.ts';
import type { Digest } from './digest.ts';
import type { Owners } from './replay.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A week has too few new repositories to say anything. */
const BIRTHS_MS = 90 * DAY_MS;

/** The three health figures: services with a complete descriptor, repositories of the last 90 days born from a template, services with docs. */
export async function healthFigures(
  { db, view }: { db: Db; view: CatalogView },
  { until, owners }: { until: Date; owners: Owners },
): Promise<Digest['health']> {
  const ownerOf = ({ ref }: CatalogEntry) => view.out(ref, 'ownedBy')[0] ?? null;
  const isOurs = (owner: string | null) => !owners || (owner !== null && owners.has(owner));
  const services = view
    .all('component')
    .filter(isService)
    .filter((one) => isOurs(ownerOf(one)));
  const complete = services.filter((one) => isComplete(one, ownerOf(one), view));
  const births = await birthsBetween(db, { since: new Date(+until - BIRTHS_MS), until });
  const repositories = owners ? await repositoriesOf(db, services) : null;
  const own = births.filter(({ slug }) => repositories?.has(slug.toLowerCase()) ?? true);
  const docs = (await gatherHealth({ db, view, now: until })).teams.filter(({ ref }) =>
    isOurs(ref),
  );
  return {
    completeDescriptors: { done: complete.length, of: services.length },
    fromTemplates: { done: own.filter(({ template }) => template).length, of: own.length },
    withDocs: {
      done: docs.reduce((sum, { documented }) => sum + documented, 0),
      of: docs.reduce((sum, team) => sum + team.services, 0),
    },
  };
}

/** Says what it is, of what sort, how far along, and whose: a team or person of the catalog. */
function isComplete(one: CatalogEntry, owner: string | null, view: CatalogView): boolean {
  const isSaid = [one.about, one.type, one.lifecycle].every(Boolean);
  return isSaid && owner !== null && view.get(owner) !== null;
}

/** `owner/name` of the repositories that these are described in, in lower case. */
async function repositoriesOf(db: Db, services: readonly CatalogEntry[]): Promise<Set<string>> {
  const slugs = new Set<string>();
  for (const some of chunks(services.map(({ ref }) => ref))) {
    const rows = await db
      .select({ location: entities.location })
      .from(entities)
      .where(inArray(entities.ref, some));
    for (const { location } of rows) {
      const slug = /^url:https?:\/\/[^/]+\/([^/]+\/[^/]+)\//.exec(location)?.[1];
      if (slug) slugs.add(slug.toLowerCase());
    }
  }
  return slugs;
}
