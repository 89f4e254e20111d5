import { chunks } from '../catalog/chunks.ts';
import { type CommittersRead, readCommitters } from './committers.ts';
import { askedByEntity, descriptorFiles, snapshotOf } from './descriptors.ts';
import { aliasesOf, planFacts } from './facts.ts';
import { type Found, gather } from './gather.ts';
import { type Asked, addAsked, isAskedOf } from './locations.ts';
import { codeownersFileOf, filesWorthKnowing } from './paths.ts';
import type { Reader } from './reader.ts';
import {
  blobsByOid,
  entitiesOfRepositories,
  type Facts,
  locationEntities,
  markFailed,
  markMissing,
  markRead,
  markUnread,
  repositoriesById,
  repositoriesBySlug,
  saveFacts,
  saveReadings,
} from './store.ts';
import { readTrees } from './trees.ts';

export type ReadReport = {
  read: number;
  failed: number;
  gone: number;
  /** Why the latest authors of some could not be read; null when they were. */
  committersReason: string | null;
};

/** Repositories read and handed over at once: bounds memory, and what a crash costs. */
const WAVE = 500;

/**
 * Writes what a listing says of repositories, and which of them have to be read again. A rename changes a row and leaves the old name as an alias.
 * Returns how many are new or changed.
 */
export async function recordFacts(
  { db, now }: Pick<Reader, 'db' | 'now'>,
  facts: readonly Facts[],
): Promise<number> {
  const distinct = [...new Map(facts.map((fact) => [fact.id, fact])).values()];
  const stored = await repositoriesById(
    db,
    distinct.map((fact) => fact.id),
  );
  const plan = planFacts(stored, distinct);
  const entities = await entitiesOfRepositories(
    db,
    plan.renames.map((rename) => rename.id),
  );
  const renamed = aliasesOf(plan.renames, entities);
  await saveFacts(db, distinct, { reread: plan.reread, renamed, now: now() });
  return plan.changed;
}

/**
 * Reads the files of repositories by node id and hands what they say to the catalog. A repository that cannot be read keeps its row and
 * its entities, with the reason. Each wave ends by marking its heads as read, so a crash repeats one wave at most.
 */
export async function readRepositories(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadReport> {
  const report: ReadReport = { read: 0, failed: 0, gone: 0, committersReason: null };
  const asked = await askedByCatalog(reader);
  let due = [...new Set(ids)];
  // A Location may ask for a file of a repository that was read without it: that one is read again.
  for (let round = 0; due.length > 0 && round < 3; round += 1) {
    const again: string[] = [];
    let seen = 0;
    for (const wave of chunks(due, WAVE)) {
      const progress: Reader['progress'] = (event) =>
        reader.progress(
          event.phase === 'trees'
            ? { ...event, done: seen + event.done, total: due.length }
            : event,
        );
      again.push(...(await readWave({ ...reader, progress }, wave, { asked, report })));
      seen += wave.length;
    }
    const rows = await repositoriesById(reader.db, again);
    due = [...rows.values()].flatMap((row) => (row.head === row.readHead ? [] : [row.id]));
  }
  return report;
}

async function askedByCatalog({ db }: Reader): Promise<Asked> {
  const asked: Asked = new Map();
  for (const { entity, location } of await locationEntities(db))
    addAsked(asked, askedByEntity(entity, location));
  return asked;
}

/** Repositories of which something is asked since `before` that is not among the files read. */
async function newlyAsked({ db }: Reader, asked: Asked, before: Asked): Promise<string[]> {
  const fresh: Asked = new Map();
  for (const [slug, paths] of asked) {
    const more = [...paths].filter((path) => !before.get(slug)?.has(path));
    if (more.length > 0) fresh.set(slug, new Set(more));
  }
  const rows = await repositoriesBySlug(db, [...fresh.keys()]);
  return rows.flatMap((row) => {
    const isAsked = isAskedOf(fresh, row.slug);
    return Object.keys(row.files).some(isAsked) ? [] : [row.id];
  });
}

/** Reads one wave; returns the ids of others that have to be read again because of it. */
async function readWave(
  reader: Reader,
  ids: readonly string[],
  { asked, report }: { asked: Asked; report: ReadReport },
): Promise<string[]> {
  const { db, log, now, progress } = reader;
  const before: Asked = new Map([...asked].map(([slug, paths]) => [slug, new Set(paths)]));
  const found = new Map<string, Found>();
  const failed = new Map<string, string>();
  const gone: string[] = [];
  const trees = await readTrees(reader, ids, (done) =>
    progress({ phase: 'trees', done, total: ids.length }),
  );
  for (const [id, tree] of trees) {
    if (tree.kind === 'gone') gone.push(id);
    else if (tree.kind === 'failed') failed.set(id, tree.reason);
    else if (isOwnedBy(tree.facts, reader.organization)) found.set(id, { ...tree, isWhole: false });
  }
  const stored = await repositoriesById(db, ids);
  await recordFacts(
    reader,
    [...found.values()].map((one) => one.facts),
  );
  await markMissing(db, gone, now());
  await gather(reader, found, { stored, asked, failed });
  const complete = [...found.values()].filter(({ facts }) => !failed.has(facts.id));
  // Marked before this wave counts as read, so that a crash in between forgets nothing.
  const again = (await newlyAsked(reader, asked, before)).filter((id) => !found.has(id));
  await markUnread(db, again);
  const authors = await readCommitters(
    reader,
    complete.flatMap(({ facts: { id, head } }) => (head === null ? [] : [id])),
  );
  await handOver(reader, complete, { asked, authors });
  await markFailed(
    db,
    [...failed].map(([id, reason]) => ({ id, reason })),
  );
  for (const [id, reason] of failed)
    log.warn({ repository: stored.get(id)?.slug ?? id, reason }, 'repository could not be read');
  report.read += complete.length;
  report.failed += failed.size;
  report.gone += gone.length;
  report.committersReason ??= authors.reason;
  return again;
}

/** A webhook may name any repository; one that moved to another owner is the sweep's to judge. */
function isOwnedBy(facts: Facts, organization: string): boolean {
  return facts.slug.toLowerCase().startsWith(`${organization.toLowerCase()}/`);
}

/** Rows first, then the catalog, then the mark that all is done: whatever is interrupted is done again. */
async function handOver(
  { db, apply, progress }: Reader,
  complete: readonly Found[],
  { asked, authors }: { asked: Asked; authors: CommittersRead },
): Promise<void> {
  const read = complete.map((one) => ({
    one,
    owners: codeownersFileOf(one.files),
    descriptors: descriptorFiles(one.facts, one.files, isAskedOf(asked, one.facts.slug)),
  }));
  const texts = await blobsByOid(
    db,
    read.flatMap(({ descriptors, owners }) =>
      [...descriptors, ...(owners ? [owners] : [])].map((file) => file.oid),
    ),
  );
  const textOf = (oid: string) => texts.get(oid)?.text ?? '';
  await saveReadings(
    db,
    read.map(({ one, owners, descriptors }) => ({
      id: one.facts.id,
      topics: one.topics,
      files: filesWorthKnowing(one.files, new Set(descriptors.map((file) => file.path))),
      codeowners: owners ? textOf(owners.oid) : null,
      codeownersPath: owners?.path ?? null,
      committers: one.facts.head === null ? [] : authors.committers.get(one.facts.id),
    })),
  );
  progress({ phase: 'catalog', done: 0, total: read.length });
  const snapshots = read.map(({ one, descriptors }) => snapshotOf(one.facts, descriptors, textOf));
  if (snapshots.length > 0) await apply({ snapshots, removed: [] });
  await markRead(
    db,
    complete.map(({ facts: { id, head } }) => ({ id, head })),
  );
  progress({ phase: 'catalog', done: read.length, total: read.length });
}
