import type { RepositoryHealth } from '../../scorecards/facts/health.ts';
import {
  type HealthRow,
  healthRows,
  newRow,
  repositoriesWithHealth,
  saveHealth,
} from '../../scorecards/facts/stored/health-store.ts';
import { inBatches } from '../adaptive.ts';
import type { GraphqlError } from '../failure.ts';
import type { Reader } from '../reader.ts';
import { addProblem, type RunReport } from '../report.ts';
import { isSpent } from '../spent.ts';
import { repositoriesById } from '../store.ts';
import { type Place, readDeepFiles } from './deep-files.ts';
import { isHealthDue, refusedStill } from './due.ts';
import { healthIn } from './facts.ts';
import {
  HEALTH_PARTS,
  HealthAnswer,
  type HealthNode,
  type HealthPart,
  healthQuery,
} from './query.ts';
import { readSecretScanning, type Scanning } from './secret-scanning.ts';
import { failed, settled } from './settle.ts';
import { tellRefused } from './tell.ts';
import { listedFiles, readTexts } from './texts.ts';

/** Repositories of one turn: what answers need goes first, and a turn must not hold that up. */
const MOST_AT_ONCE = 500;

/** Reads how repositories are set up and how they are doing, where that is due; those with a hint first. */
export async function readDueHealth(reader: Reader, report: RunReport): Promise<void> {
  const at = reader.now();
  const due = (await repositoriesWithHealth(reader.db)).filter((one) => isHealthDue(one, at));
  const isHinted = (row: HealthRow | null) =>
    row !== null && row.hintedAt !== null && row.hintedAt > (row.readAt ?? new Date(0));
  const hinted = due.filter(({ health }) => isHinted(health));
  const wanted = [...new Set([...hinted, ...due].map(({ id }) => id))];
  if (wanted.length > MOST_AT_ONCE)
    report.notes.push(`${wanted.length - MOST_AT_ONCE} more repositories are asked about next`);
  await readHealth(reader, wanted.slice(0, MOST_AT_ONCE), report);
}

type Item = { id: string; refused: Readonly<Record<string, string>> };
type Turn = {
  at: Date;
  known: Map<string, HealthRow>;
  scanning: Scanning | null;
  /** Parts that GitHub refused of some repository, and of how many. */
  refusals: Map<HealthPart, number>;
};

/** The same for repositories by node id. What GitHub refuses is remembered for each, and what was known of it stays. */
export async function readHealth(
  reader: Reader,
  ids: readonly string[],
  report: RunReport,
): Promise<void> {
  if (ids.length === 0) return;
  const { db, now, client, sizes } = reader;
  const at = now();
  const known = await healthRows(db, ids);
  const scanning = await readSecretScanning(reader);
  const turn: Turn = { at, known, scanning, refusals: new Map() };
  let queue: Item[] = ids.map((id) => ({ id, refused: refusedStill(known.get(id), at) }));
  // A second round asks without what was refused.
  for (let round = 0; round < 3 && queue.length > 0; round += 1) {
    const again: Item[] = [];
    await inBatches(queue, {
      name: 'health',
      sizes,
      take: takeAlike,
      async read(batch) {
        if (isSpent(reader)) {
          if (!report.notes.includes(WAITING)) report.notes.push(WAITING);
          return { kind: 'done' };
        }
        const without = new Set(Object.keys(batch[0]?.refused ?? {}));
        const answer = await client.query(HealthAnswer, healthQuery(without), {
          ids: batch.map(({ id }) => id),
        });
        if (answer.kind === 'tooMuch') return answer;
        const rows = batch.flatMap((item, index) => {
          const errors = answer.errors.filter((error) => isAbout(error, index));
          const judged = judge(item, answer.data.nodes[index], { errors, turn });
          if (judged.kind === 'again') again.push(judged.item);
          return judged.kind === 'row' ? [judged.row] : [];
        });
        await saveHealth(db, rows);
        for (const row of rows) known.set(row.repository, row);
        report.repositories.read += rows.filter(({ error }) => error === null).length;
        return { kind: 'done' };
      },
      giveUp: ({ id }, reason) => known.set(id, failed(known.get(id) ?? newRow(id), reason, at)),
    });
    queue = again;
  }
  await readFiles(reader, ids, turn);
  tell(turn, report);
}

const WAITING = 'Settings of repositories wait until GitHub has more budget.';

/** The next items of which the same is refused. */
function takeAlike(items: Item[], size: number): Item[] {
  const keyOf = ({ refused }: Item) => Object.keys(refused).toSorted().join();
  const [first] = items;
  const taken: Item[] = [];
  if (!first) return taken;
  const key = keyOf(first);
  for (let at = 0; at < items.length && taken.length < size; )
    if (keyOf(items[at] as Item) === key) taken.push(...items.splice(at, 1));
    else at += 1;
  return taken;
}

function isAbout({ path }: GraphqlError, index: number): boolean {
  return path === undefined || (path[0] === 'nodes' && path[1] === index);
}

type Judged = { kind: 'row'; row: HealthRow } | { kind: 'again'; item: Item };

/** A refused list takes the whole repository with it, because GitHub says it is never null; a refused field is null. */
function judge(
  item: Item,
  node: HealthNode | 'unreadable' | null | undefined,
  { errors, turn }: { errors: readonly GraphqlError[]; turn: Turn },
): Judged {
  const refused: Record<string, string> = { ...item.refused };
  for (const { path, message } of errors) {
    const part = HEALTH_PARTS.find((one) => one === path?.[2]);
    if (part) refused[part] = `GitHub does not show it (${message})`;
  }
  const before = turn.known.get(item.id) ?? newRow(item.id);
  if (!node || node === 'unreadable') {
    const isNew = Object.keys(refused).length > Object.keys(item.refused).length;
    if (isNew) return { kind: 'again', item: { ...item, refused } };
    const reason = errors[0]?.message ?? 'GitHub answered nothing for this repository';
    return { kind: 'row', row: failed(before, reason, turn.at) };
  }
  const read = healthIn(node, { before: before.health, now: turn.at });
  // Who may not see the rules of administrators may still see that there are some.
  if (read.protection?.isProtected) delete refused['protection'];
  for (const part of HEALTH_PARTS)
    if (Object.hasOwn(refused, part)) turn.refusals.set(part, (turn.refusals.get(part) ?? 0) + 1);
  const told: Partial<RepositoryHealth> = Object.fromEntries(
    Object.entries(read).filter(([part]) => !Object.hasOwn(refused, part)),
  );
  const scans = turn.scanning?.get(item.id);
  if (scans !== undefined && scans !== null) {
    told.hasSecretScanning = scans;
    delete refused['hasSecretScanning'];
  }
  if (scans === null) refused['hasSecretScanning'] = 'GitHub tells it to administrators alone';
  return { kind: 'row', row: settled(before, { parts: told, refused }, turn.at) };
}

/** The files that the catalog's list leaves out, where a repository has a new commit, and the texts that facts read. */
async function readFiles(reader: Reader, ids: readonly string[], turn: Turn): Promise<void> {
  const { db } = reader;
  const places: Place[] = [];
  for (const [id, { slug, readHead }] of await repositoriesById(db, ids))
    if (readHead !== null && turn.known.get(id)?.health.deepFiles?.head !== readHead)
      places.push({ id, slug, head: readHead });
  const files = await readDeepFiles(reader, places);
  const changed = new Map<string, HealthRow>();
  for (const [id, deepFiles] of files) {
    const row = turn.known.get(id);
    if (row) changed.set(id, settled(row, { parts: { deepFiles }, refused: row.refused }, turn.at));
  }
  for (const [id, row] of changed) turn.known.set(id, row);
  const asked = new Set(ids);
  const rows = new Map([...turn.known].filter(([id]) => asked.has(id)));
  for (const id of await readTexts(reader, await listedFiles(reader, rows))) {
    const row = turn.known.get(id);
    if (row) changed.set(id, { ...row, changedAt: turn.at });
  }
  await saveHealth(db, [...changed.values()]);
}

function tell({ known, at, refusals }: Turn, report: RunReport): void {
  const broken = [...known.values()].filter(
    ({ error, triedAt }) => error !== null && triedAt?.getTime() === at.getTime(),
  );
  report.repositories.failed += broken.length;
  const [first] = broken;
  if (first?.error)
    addProblem(report, {
      code: 'health',
      reason: `settings of ${broken.length} ${broken.length === 1 ? 'repository' : 'repositories'} could not be read (${first.error}); what was known of them stays`,
    });
  tellRefused(refusals, report);
}
