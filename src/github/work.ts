import { isTransient } from '../operations/environments.ts';
import {
  forgetWork,
  repositoriesWithWork,
  saveWork,
  type WorkRead,
  type WorkRow,
  workRows,
} from '../operations/work-store.ts';
import { inBatches } from './adaptive.ts';
import type { GraphqlError } from './failure.ts';
import type { Reader } from './reader.ts';
import { addProblem, type RunReport } from './report.ts';
import { isSpent } from './spent.ts';
import { isWorkDue, refusedStill } from './work-due.ts';
import {
  commitsIn,
  deploymentOf,
  deploymentsIn,
  environmentsBehind,
  pullOf,
  tagsIn,
} from './work-facts.ts';
import {
  type Behind,
  EnvironmentsAnswer,
  environmentsQuery,
  MorePullsAnswer,
  morePullsQuery,
  WORK_PARTS,
  WorkAnswer,
  type WorkNode,
  type WorkPart,
  workQuery,
} from './work-query.ts';

/** Repositories of one turn: what answers need goes first, and a turn must not hold that up. */
const MOST_AT_ONCE = 500;
const DAY = 24 * 3_600_000;
/** How far back merges are read at first. */
const FIRST_LOOK = 35 * DAY;
const KEPT = 400 * DAY;
const MORE_ROUNDS = 3;
/** Of so many repositories that refuse the same thing, the next one will as well. */
const TELLING = 3;

/** Reads changes and deployments of the repositories that are due, most lively first. One call for twenty; none where nothing is due. */
export async function readDueWork(reader: Reader, report: RunReport): Promise<void> {
  const { db, now } = reader;
  const at = now();
  const due = (await repositoriesWithWork(db)).filter((one) => isWorkDue(one, at));
  const hinted = due.filter(({ work }) => work?.hintedAt && work.hintedAt > (work.readAt ?? 0));
  const first = new Set([...hinted, ...due].map(({ id }) => id));
  const wanted = [...first].slice(0, MOST_AT_ONCE);
  if (first.size > wanted.length)
    report.notes.push(`${first.size - wanted.length} more repositories are read next`);
  await readWork(reader, wanted, report);
  await forgetWork(db, new Date(at.getTime() - KEPT));
}

const WAITING = 'Changes wait until GitHub has more budget.';

type Item = { id: string; without: readonly WorkPart[] };
type Turn = {
  at: Date;
  known: ReadonlyMap<string, WorkRow>;
  /** Parts that GitHub refused for all of a batch. */
  refusedByAll: Set<WorkPart>;
  failed: Map<string, string>;
  refused: Map<string, readonly WorkPart[]>;
};

/** Reads changes and deployments of repositories by node id. What GitHub refuses is remembered for each, and what was known of it stays. */
export async function readWork(
  reader: Reader,
  ids: readonly string[],
  report: RunReport,
): Promise<void> {
  if (ids.length === 0) return;
  const { db, now, client, sizes } = reader;
  const at = now();
  const known = await workRows(db, ids);
  const turn: Turn = { at, known, refusedByAll: new Set(), failed: new Map(), refused: new Map() };
  let queue: Item[] = ids.map((id) => ({
    id,
    without: refusedStill(known.get(id), at) as WorkPart[],
  }));
  for (const { id, without } of queue) if (without.length > 0) turn.refused.set(id, without);
  // A second round asks without what was refused; a third is for what only shows then.
  for (let round = 0; round < 3 && queue.length > 0; round += 1) {
    const again: Item[] = [];
    await inBatches(queue, {
      name: 'work',
      sizes,
      take: (items, size) => takeAlike(items, size, turn),
      async read(batch) {
        if (isSpent(reader)) {
          if (!report.notes.includes(WAITING)) report.notes.push(WAITING);
          return { kind: 'done' };
        }
        const without = new Set(batch[0]?.without);
        const answer = await client.query(WorkAnswer, workQuery(without), {
          ids: batch.map(({ id }) => id),
        });
        if (answer.kind === 'tooMuch') return answer;
        const readings = batch.map((item, index) => {
          const errors = answer.errors.filter((error) => isAbout(error, index));
          return { item, ...judge(answer.data.nodes[index], errors) };
        });
        learnRefusals(readings, turn);
        const read = readings.flatMap(({ item, node }) => (node ? [{ item, node }] : []));
        await keep(reader, read, turn);
        for (const { item, node, refused, reason } of readings) {
          if (node) continue;
          if (refused.length > 0)
            again.push({ id: item.id, without: [...new Set([...item.without, ...refused])] });
          else turn.failed.set(item.id, reason);
        }
        report.repositories.read += read.length;
        return { kind: 'done' };
      },
      giveUp: ({ id }, reason) => turn.failed.set(id, reason),
    });
    queue = again;
  }
  for (const { id } of queue) turn.failed.set(id, 'GitHub refuses every part of it');
  await noteFailures(reader, turn);
  tell(turn, report);
}

function takeAlike(items: Item[], size: number, { refusedByAll }: Turn): Item[] {
  const first = items[0];
  if (!first) return [];
  const without = [...new Set([...first.without, ...refusedByAll])].toSorted();
  const key = (item: Item) => [...new Set([...item.without, ...refusedByAll])].toSorted().join();
  const taken: Item[] = [];
  for (let at = 0; at < items.length && taken.length < size; ) {
    const item = items[at] as Item;
    if (key(item) !== without.join()) at += 1;
    else taken.push({ ...(items.splice(at, 1)[0] as Item), without });
  }
  return taken;
}

function isAbout({ path }: GraphqlError, index: number): boolean {
  return path === undefined || (path[0] === 'nodes' && path[1] === index);
}

type Judged = { node: WorkNode | null; refused: WorkPart[]; reason: string };

/** A refused list takes the whole repository with it, because GitHub says it is never null. */
function judge(
  node: WorkNode | 'unreadable' | null | undefined,
  errors: readonly GraphqlError[],
): Judged {
  const refused = errors.flatMap(({ path }) => {
    const field = path?.[2];
    return typeof field === 'string' && field in WORK_PARTS
      ? [WORK_PARTS[field as keyof typeof WORK_PARTS]]
      : [];
  });
  if (node && node !== 'unreadable' && refused.length === 0) return { node, refused, reason: '' };
  return {
    node: null,
    refused: [...new Set(refused)],
    reason: errors[0]?.message ?? 'GitHub answered nothing for this repository',
  };
}

function learnRefusals(readings: readonly (Judged & { item: Item })[], turn: Turn): void {
  for (const { item, refused } of readings)
    if (refused.length > 0)
      turn.refused.set(item.id, [...new Set([...(turn.refused.get(item.id) ?? []), ...refused])]);
  if (readings.length < TELLING) return;
  for (const part of Object.values(WORK_PARTS))
    if (readings.every(({ refused }) => refused.includes(part))) turn.refusedByAll.add(part);
}

type Reading = { item: Item; node: WorkNode };

async function keep(reader: Reader, readings: readonly Reading[], turn: Turn): Promise<void> {
  const reads = new Map<string, WorkRead & { node: WorkNode }>();
  for (const { item, node } of readings) {
    const id = item.id;
    const before = turn.known.get(id);
    const pulls = (node.pullRequests?.nodes ?? []).flatMap((one) => (one ? [pullOf(id, one)] : []));
    const deployments = deploymentsIn(id, node, turn.at);
    const refused = item.without;
    reads.set(id, {
      node,
      pulls,
      deployments,
      commits: commitsIn(id, node),
      tags: tagsIn(id, node),
      row: {
        repository: id,
        readAt: turn.at,
        pushedAt: node.pushedAt ?? null,
        mergesSince: node.pullRequests ? null : (before?.mergesSince ?? null),
        deploymentsSince: node.deployments ? null : (before?.deploymentsSince ?? null),
        lastDeploymentAt: before?.lastDeploymentAt ?? null,
        isUnderWay: false,
        refused: [...refused],
        refusedAt: refused.length === 0 ? null : refusedAt(before, refused, turn.at),
        error: null,
        attempts: 0,
        triedAt: turn.at,
        hintedAt: before?.hintedAt ?? null,
      },
    });
  }
  await readMorePulls(reader, reads, turn);
  await readBehind(reader, reads, turn);
  for (const read of reads.values()) settleRow(read, turn);
  await saveWork(reader.db, [...reads.values()]);
}

function refusedAt(before: WorkRow | undefined, refused: readonly string[], at: Date): Date {
  const isKnown = refused.every((part) => before?.refused.includes(part));
  const isHeld = refusedStill(before, at).length > 0;
  return isKnown && isHeld && before?.refusedAt ? before.refusedAt : at;
}

type Reads = Map<string, WorkRead & { node: WorkNode }>;

/** How far back merges have to be read: to the last read, or at first some weeks. */
function aimOf(before: WorkRow | undefined, at: Date): Date {
  const first = new Date(at.getTime() - FIRST_LOOK);
  return before?.mergesSince && before.readAt && before.readAt > first ? before.readAt : first;
}

/** Reads on where the first page of pull requests does not reach far enough; a few rounds, of ten repositories a call. */
async function readMorePulls(reader: Reader, reads: Reads, turn: Turn): Promise<void> {
  let places = [...reads].flatMap(([id, read]) => nextPlace(id, read.node.pullRequests, turn));
  for (let round = 0; round < MORE_ROUNDS && places.length > 0; round += 1) {
    const next: typeof places = [];
    for (let from = 0; from < places.length; from += 10) {
      const some = places.slice(from, from + 10);
      const answer = await reader.client.query(MorePullsAnswer, morePullsQuery(some));
      if (answer.kind === 'tooMuch') continue;
      some.forEach(({ id }, index) => {
        const page = answer.data.get(index)?.pullRequests;
        const read = reads.get(id);
        if (!page || !read) return;
        const more = (page.nodes ?? []).flatMap((one) => (one ? [pullOf(id, one)] : []));
        read.pulls = [...read.pulls, ...more];
        read.node.pullRequests = page;
        next.push(...nextPlace(id, page, turn));
      });
    }
    places = next;
  }
}

function nextPlace(
  id: string,
  page: WorkNode['pullRequests'],
  { known, at }: Turn,
): { id: string; after: string }[] {
  const oldest = page?.nodes?.at(-1)?.updatedAt;
  const after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  return after && oldest && oldest > aimOf(known.get(id), at) ? [{ id, after }] : [];
}

async function readBehind(reader: Reader, reads: Reads, turn: Turn): Promise<void> {
  const behind = [...reads].flatMap(([id, { node, deployments }]): Behind[] => {
    const environments = environmentsBehind(node, deployments).filter((one) => !isTransient(one));
    return environments.length > 0 ? [{ id, environments }] : [];
  });
  for (let from = 0; from < behind.length; from += 10) {
    const some = behind.slice(from, from + 10);
    const answer = await reader.client.query(EnvironmentsAnswer, environmentsQuery(some));
    if (answer.kind === 'tooMuch') continue;
    some.forEach(({ id }, index) => {
      const read = reads.get(id);
      const found = (answer.data.get(index)?.deployments.nodes ?? []).flatMap(
        (one) => (one && deploymentOf(id, one, turn.at)) ?? [],
      );
      if (read) read.deployments = [...read.deployments, ...found];
    });
  }
}

const BEGINNING = new Date(0);

/** How far back everything is known now: through to what was known before, or to the oldest that was read. */
function settleRow({ node, pulls, deployments, row }: WorkRead & { node: WorkNode }, turn: Turn) {
  const before = turn.known.get(row.repository);
  if (node.pullRequests) {
    const oldest = pulls.reduce(
      (least, { updatedAt }) => (updatedAt < least ? updatedAt : least),
      turn.at,
    );
    const isWhole = !node.pullRequests.pageInfo.hasNextPage;
    const reaches = before?.mergesSince && before.readAt && oldest <= before.readAt;
    row.mergesSince = isWhole ? BEGINNING : reaches ? before.mergesSince : oldest;
  }
  if (node.deployments) {
    const listed = (node.deployments.nodes ?? []).flatMap((one) => (one ? [one.createdAt] : []));
    const oldest = listed.at(-1) ?? turn.at;
    const isWhole = !node.deployments.pageInfo?.hasNextPage;
    const reaches = before?.deploymentsSince && before.readAt && oldest <= before.readAt;
    row.deploymentsSince = isWhole ? BEGINNING : reaches ? before.deploymentsSince : oldest;
  }
  const newest = deployments.map(({ createdAt }) => createdAt.getTime());
  if (newest.length > 0) row.lastDeploymentAt = new Date(Math.max(...newest));
  row.isUnderWay = deployments.some(({ state }) => state === 'pending');
}

async function noteFailures({ db, log }: Reader, { failed, known, at }: Turn): Promise<void> {
  const reads = [...failed].map(([repository, error]): WorkRead => {
    const before = known.get(repository);
    const nothing = { pulls: [], commits: [], tags: [], deployments: [] };
    const row: WorkRow = {
      repository,
      readAt: before?.readAt ?? null,
      pushedAt: before?.pushedAt ?? null,
      mergesSince: before?.mergesSince ?? null,
      deploymentsSince: before?.deploymentsSince ?? null,
      lastDeploymentAt: before?.lastDeploymentAt ?? null,
      isUnderWay: before?.isUnderWay ?? false,
      refused: before?.refused ?? [],
      refusedAt: before?.refusedAt ?? null,
      error,
      attempts: (before?.attempts ?? 0) + 1,
      triedAt: at,
      hintedAt: before?.hintedAt ?? null,
    };
    return { ...nothing, row };
  });
  await saveWork(db, reads);
  for (const [repository, reason] of failed)
    log.warn({ repository, reason }, 'changes of a repository could not be read');
}

const NAMES: Record<WorkPart, { what: string; right: string }> = {
  pulls: { what: 'pull requests', right: 'Pull requests' },
  deployments: { what: 'deployments', right: 'Deployments' },
  environments: { what: 'environments', right: 'Environments and Actions' },
  releases: { what: 'releases', right: 'Contents' },
  tags: { what: 'tags', right: 'Contents' },
  commits: { what: 'commits', right: 'Contents' },
};

function tell({ failed, refused, refusedByAll }: Turn, report: RunReport): void {
  report.repositories.failed += failed.size;
  const [reason] = failed.values();
  if (reason)
    addProblem(report, {
      code: 'work',
      reason: `changes of ${failed.size} ${failed.size === 1 ? 'repository' : 'repositories'} could not be read (${reason}); what was known of them stays`,
    });
  for (const part of Object.values(WORK_PARTS)) {
    const count = [...refused.values()].filter((parts) => parts.includes(part)).length;
    if (count === 0) continue;
    const { what, right } = NAMES[part];
    const where = refusedByAll.has(part) ? 'the repositories' : `${count} of the repositories`;
    addProblem(report, {
      code: `work.${part}`,
      reason: `I may not read ${what} of ${where}`,
      nextStep: `Give the GitHub App or token the permission to read "${right}".`,
    });
  }
}
