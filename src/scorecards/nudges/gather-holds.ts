import { and, eq, inArray, isNotNull, or } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import { labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { repositories } from '../../db/schema.ts';
import { exemptions, repositoryHealth } from '../../db/scorecard-tables.ts';
import { readBook } from '../../operations/cover.ts';
import { entitiesOfServices, refsOfIncident } from '../../operations/incident-links.ts';
import { activeLocks, coveringRefs } from '../../operations/locks.ts';
import { openIncidents } from '../../operations/store.ts';
import { pendingTransfers } from '../desk/transfer-store.ts';
import { repositoriesOf } from './author.ts';
import { checkKey, type Hold, type NudgeWorld } from './world.ts';

type Holds = Pick<NudgeWorld, 'incidents' | 'locks' | 'unhealthy' | 'transfers' | 'requests'>;

/** What keeps entities quiet now: incidents, locks, repositories that cannot be read, and decisions that wait for somebody. */
export async function gatherHolds(
  { db, view, now }: { db: Db; view: CatalogView; now: Date },
  refs: readonly string[],
): Promise<Holds> {
  const [incidents, locks, unhealthy, asked, pending] = await Promise.all([
    incidentsByRef(db, view),
    locksByRef({ db, view, now }, refs),
    unhealthyByRef(db, refs),
    pendingTransfers(db),
    db.select().from(exemptions).where(eq(exemptions.state, 'pending')),
  ]);
  return {
    incidents,
    locks,
    unhealthy,
    transfers: new Map(
      [...asked].map(([ref, { to, state }]): [string, Hold] => {
        const receiver = to ? labelOf(view, to) : 'somebody';
        const what = state === 'asked' ? `${receiver} has to take it` : `${receiver} takes it`;
        return [ref, { detail: `It is being handed over: ${what}.`, until: null }];
      }),
    ),
    requests: new Map(
      pending.map((one): [string, Hold] => [
        checkKey(one),
        { detail: `The exemption ${one.id} waits for its approver.`, until: null },
      ]),
    ),
  };
}

async function incidentsByRef(db: Db, view: CatalogView): Promise<Map<string, Hold>> {
  const open = await openIncidents(db);
  if (open.length === 0) return new Map();
  const services = open.flatMap((incident) => incident.services.map(({ id }) => id));
  const links = await entitiesOfServices(db, view, await readBook(db), services);
  return new Map(
    open.flatMap((incident) =>
      refsOfIncident(incident, links).map((ref): [string, Hold] => [
        ref,
        { detail: `There is an open incident: ${incident.title}`, until: null },
      ]),
    ),
  );
}

async function locksByRef(
  { db, view, now }: { db: Db; view: CatalogView; now: Date },
  refs: readonly string[],
): Promise<Map<string, Hold>> {
  const active = new Map((await activeLocks(db, now)).map((lock) => [lock.ref, lock]));
  const found = new Map<string, Hold>();
  if (active.size === 0) return found;
  for (const ref of refs) {
    const lock = coveringRefs(view, ref).flatMap((one) => active.get(one) ?? [])[0];
    if (!lock) continue;
    const why = lock.reason ? `: ${lock.reason}` : '';
    const what = lock.ref === '*' ? 'Everything' : labelOf(view, lock.ref);
    found.set(ref, {
      detail: `${what} is locked by ${labelOf(view, lock.by)}${why}.`,
      until: lock.until,
    });
  }
  return found;
}

/** Where GitHub could not be read, what is known is old: nobody is told of what may be mended. */
async function unhealthyByRef(db: Db, refs: readonly string[]): Promise<Map<string, Hold>> {
  const byRef = await repositoriesOf(db, refs);
  const reasons = new Map<string, string>();
  for (const ids of chunks([...new Set(byRef.values())])) {
    const read = await db
      .select({ id: repositories.id, slug: repositories.slug, error: repositories.readError })
      .from(repositories)
      .where(
        and(
          inArray(repositories.id, ids),
          or(isNotNull(repositories.readError), isNotNull(repositories.missingSince)),
        ),
      );
    for (const { id, slug, error } of read)
      reasons.set(id, `${slug} could not be read: ${error ?? 'GitHub does not list it any more.'}`);
    const health = await db
      .select({ id: repositoryHealth.repository, error: repositoryHealth.error })
      .from(repositoryHealth)
      .where(and(inArray(repositoryHealth.repository, ids), isNotNull(repositoryHealth.error)));
    for (const { id, error } of health)
      if (!reasons.has(id)) reasons.set(id, `Its settings at GitHub could not be read: ${error}`);
  }
  return new Map(
    [...byRef].flatMap(([ref, id]) => {
      const detail = reasons.get(id);
      return detail === undefined ? [] : [[ref, { detail, until: null }] as const];
    }),
  );
}
