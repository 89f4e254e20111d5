import { isDeepStrictEqual } from 'node:util';
import { chunks } from '../catalog/chunks.ts';
import { askedByCatalog, newlyAsked, settle } from './asked.ts';
import { type CommittersRead, readCommitters } from './committers.ts';
import { descriptorFiles, snapshotOf } from './descriptors.ts';
import { aliasesOf, planFacts } from './facts.ts';
import { type Found, gather } from './gather.ts';
import { readTexts } from './health/texts.ts';
import { targetJudge, wronglyBlamed } from './judge.ts';
import { type Asked, type AskedOf, askedPaths, byRepository } from './locations.ts';
import { codeownersFileOf, filesWorthKnowing } from './paths.ts';
import type { Reader } from './reader.ts';
import { readState, writeState } from './state-store.ts';
import {
  blobsByOid,
  entitiesOfRepositories,
  type Facts,
  markAllUnread,
  markFailed,
  markMissing,
  markRead,
  repositoriesById,
  saveFacts,
  saveReadings,
  unreadRepositories,
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
 * Reads the files of repositories by node id and hands what they say to the catalog, and then those of which Locations now ask something
 * else. A repository that cannot be read keeps its row and its entities, with the reason. Each wave ends by marking its heads as read, so a
 * crash repeats one wave at most.
 */
export async function readRepositories(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadReport> {
  const report: ReadReport = { read: 0, failed: 0, gone: 0, committersReason: null };
  const all = await otherReading(reader);
  let due = [...new Set([...ids, ...all])];
  let isJudged = false;
  // What is read may ask for more, in other repositories; whatever is left after these rounds is found by the next run.
  for (let round = 0; round < ROUNDS; round += 1) {
    const asked = await askedByCatalog(reader);
    due = [...new Set([...due, ...(await newlyAsked(reader, asked))])];
    // Only what was read can have changed what others say of it.
    if (due.length === 0 && report.read > 0 && !isJudged) {
      due = await wronglyBlamed(reader, asked);
      isJudged = true;
    }
    if (due.length === 0) break;
    let seen = 0;
    for (const wave of chunks(due, WAVE)) {
      const progress: Reader['progress'] = (event) =>
        reader.progress(
          event.phase === 'trees'
            ? { ...event, done: seen + event.done, total: due.length }
            : event,
        );
      await readWave({ ...reader, progress }, wave, { asked, report });
      seen += wave.length;
    }
    due = [];
  }
  return report;
}

const ROUNDS = 6;
const READING = 'github.reading';
/** Raised when descriptors are read by other rules than before, so that what is stored is read anew. */
const RULES = 3;

/** All repositories when they were read by other rules or settings than those of now; none otherwise. */
async function otherReading({ db, kinds, now }: Reader): Promise<string[]> {
  const reading = { rules: RULES, kinds: [...kinds].sort() };
  if (isDeepStrictEqual(await readState(db, READING), reading)) return [];
  await markAllUnread(db);
  await writeState(db, READING, reading, now());
  return unreadRepositories(db, { withFailed: false });
}

/** Reads one wave. */
async function readWave(
  reader: Reader,
  ids: readonly string[],
  { asked, report }: { asked: Asked; report: ReadReport },
): Promise<void> {
  const { db, log, now, progress } = reader;
  const found = new Map<string, Found>();
  const failed = new Map<string, string>();
  const gone: string[] = [];
  const trees = await readTrees(reader, ids, (done) =>
    progress({ phase: 'trees', done, total: ids.length }),
  );
  for (const [id, tree] of trees) {
    if (tree.kind === 'gone') gone.push(id);
    else if (tree.kind === 'failed') failed.set(id, tree.reason);
    else if (isOwnedBy(tree.facts, reader.organization))
      found.set(id, { ...tree, isWhole: false, included: new Set() });
  }
  const stored = await repositoriesById(db, ids);
  await recordFacts(
    reader,
    [...found.values()].map((one) => one.facts),
  );
  await markMissing(db, gone, now());
  await gather(reader, found, { stored, asked, failed });
  const complete = [...found.values()].filter(({ facts }) => !failed.has(facts.id));
  // Facts rest on texts: with a new list of files and without them, what was known would be unknown for a while. At first the catalog is
  // waited for, and the texts follow it.
  await readTexts(
    reader,
    complete
      .filter(({ facts }) => stored.get(facts.id)?.readHead)
      .map(({ facts: { id, slug }, files }) => ({
        ...{ id, slug },
        files: Object.fromEntries(files.map(({ path, oid }) => [path, oid])),
      })),
  );
  const authors = await readCommitters(
    reader,
    complete.flatMap(({ facts: { id, head } }) => (head === null ? [] : [id])),
  );
  await handOver(reader, complete, { asks: byRepository(asked), authors });
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
}

/** A webhook may name any repository; one that moved to another owner is the sweep's to judge. */
function isOwnedBy(facts: Facts, organization: string): boolean {
  return facts.slug.toLowerCase().startsWith(`${organization.toLowerCase()}/`);
}

/** Rows first, then the catalog, then the mark that all is done: whatever is interrupted is done again. */
async function handOver(
  reader: Reader,
  complete: readonly Found[],
  { asks, authors }: { asks: AskedOf; authors: CommittersRead },
): Promise<void> {
  const { db, apply, kinds, progress } = reader;
  const read = complete.map((one) => {
    const paths = askedPaths(asks, one.facts);
    const descriptors = descriptorFiles(one.facts, one.files, paths);
    return { ...one, paths, descriptors, owners: codeownersFileOf(one.files) };
  });
  const texts = await blobsByOid(
    db,
    read.flatMap(({ descriptors, owners, files, included }) => [
      ...descriptors.map(({ oid }) => oid),
      ...files.filter(({ path }) => included.has(path)).map(({ oid }) => oid),
      ...(owners ? [owners.oid] : []),
    ]),
  );
  const textOf = (oid: string) => texts.get(oid)?.text ?? '';
  await saveReadings(
    db,
    read.map(({ facts, topics, files, included, descriptors, owners }) => ({
      committers: facts.head === null ? [] : authors.committers.get(facts.id),
      id: facts.id,
      topics,
      files: filesWorthKnowing(
        files,
        new Set([...descriptors.map((file) => file.path), ...included]),
      ),
      codeowners: owners ? textOf(owners.oid) : null,
      codeownersPath: owners?.path ?? null,
    })),
  );
  progress({ phase: 'catalog', done: 0, total: read.length });
  const unreadOf = await targetJudge(reader, asks, read);
  const snapshots = read.map((one) => snapshotOf(one, { textOf, unreadOf, kinds }));
  if (snapshots.length > 0) await apply({ snapshots, removed: [] });
  await settle(
    reader,
    asks,
    complete.map(({ facts }) => facts.url),
  );
  await markRead(
    db,
    complete.map(({ facts: { id, head } }) => ({ id, head })),
  );
  progress({ phase: 'catalog', done: read.length, total: read.length });
}
