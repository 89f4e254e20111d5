import { hintWork } from '../operations/work-store.ts';
import { hintHealth } from '../scorecards/facts/stored/health-store.ts';
import { dueDeliveries, forgetDeliveries, type InboxRow, settleDeliveries } from './inbox-store.ts';
import { readOrganisation } from './organisation.ts';
import { Delivery, type Reaction, reactionTo } from './reactions.ts';
import type { Reader } from './reader.ts';
import { addProblem, type RunReport } from './report.ts';
import { readRepositories } from './repositories.ts';
import { GitHubStop } from './stop.ts';
import { allRepositories, markFailed, repositoriesById } from './store.ts';
import { readWork } from './work.ts';

const BATCH = 500;
const MOST_ATTEMPTS = 8;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;
/** GitHub redelivers for three days; a row kept longer than that has no duplicate to recognise. */
const KEPT_MS = 7 * 24 * 3_600_000;

export type InboxReport = { done: number; retried: number; givenUp: number; read: number };

export function emptyInboxReport(): InboxReport {
  return { done: 0, retried: 0, givenUp: 0, read: 0 };
}

type Due = { row: InboxRow; reaction: Reaction };

/**
 * Works off the deliveries that are due. Many about one repository are one read; those about people are one read of the organisation.
 * What fails is due again later, and after eight attempts is kept with its reason; DELTA and SWEEP heal it.
 * @throws GitHubStop after what it left undone is put off.
 */
export async function workInbox(
  reader: Reader,
  { inbox, report }: { inbox: InboxReport; report: RunReport },
): Promise<void> {
  const { db, now } = reader;
  await forgetDeliveries(db, new Date(now().getTime() - KEPT_MS));
  const rows = await dueDeliveries(db, now(), BATCH);
  const due = rows.map((row): Due => {
    const delivery = Delivery.safeParse(row.payload).data;
    return { row, reaction: delivery ? reactionTo(row.event, delivery) : { kind: 'nothing' } };
  });
  try {
    const reasons = await react(reader, due, { inbox, report });
    await settle(reader, due, { reasons, inbox });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // A limit is nobody's fault: it costs a delivery none of its attempts.
    const isLimit = error instanceof GitHubStop && error.resumesAt !== null;
    const all = new Map(rows.map((row) => [row.id, reason]));
    await settle(reader, due, { reasons: all, inbox, costs: isLimit ? 0 : 1 });
    throw error;
  }
}

/** Does what the reactions ask for; returns why, for each delivery that has to be tried again. */
async function react(
  reader: Reader,
  due: readonly Due[],
  { inbox, report }: { inbox: InboxReport; report: RunReport },
): Promise<Map<string, string>> {
  const { db } = reader;
  const reasons = new Map<string, string>();
  for (const { reaction } of due) {
    if (reaction.kind !== 'accessLost') continue;
    await keepWithout(reader, reaction);
    addProblem(report, { code: 'access', reason: reaction.reason });
  }
  const ids = due.flatMap(({ reaction }) => (reaction.kind === 'repositories' ? reaction.ids : []));
  if (ids.length > 0) {
    const { read, failed } = await readRepositories(reader, ids);
    inbox.read = read;
    report.repositories.read = read;
    report.repositories.failed = failed;
    const stored = await repositoriesById(db, ids);
    for (const { row, reaction } of due) {
      if (reaction.kind !== 'repositories') continue;
      const error = reaction.ids.map((id) => stored.get(id)?.readError).find(Boolean);
      if (error) reasons.set(row.id, error);
    }
  }
  const work = due.flatMap(({ reaction }) => (reaction.kind === 'work' ? reaction.ids : []));
  if (work.length > 0) {
    const known = new Set((await repositoriesById(db, work)).keys());
    const wanted = [...new Set(work)].filter((id) => known.has(id));
    // A row first: what this turn does not manage is due in the next.
    await hintWork(db, wanted, reader.now());
    await readWork(reader, wanted, report);
  }
  const health = due.flatMap(({ reaction }) =>
    reaction.kind === 'health' || reaction.kind === 'work' ? reaction.ids : [],
  );
  if (health.length > 0)
    await hintHealth(db, [...(await repositoriesById(db, health)).keys()], reader.now());
  const aboutPeople = due.filter(({ reaction }) => reaction.kind === 'organisation');
  if (aboutPeople.length > 0) {
    const [problem] = (await readOrganisation(reader, { isAccepted: false })).problems;
    if (problem) for (const { row } of aboutPeople) reasons.set(row.id, problem);
  }
  return reasons;
}

/** Lost access is not deletion: rows and entities stay, with the reason. */
async function keepWithout(
  { db, log }: Reader,
  { ids, reason }: { ids: readonly string[]; reason: string },
): Promise<void> {
  const lost = ids.length > 0 ? ids : (await allRepositories(db)).map((row) => row.id);
  await markFailed(
    db,
    lost.map((id) => ({ id, reason })),
  );
  log.warn({ repositories: lost.length, reason }, 'access to repositories lost');
}

async function settle(
  { db, log, now }: Reader,
  due: readonly Due[],
  {
    reasons,
    inbox,
    costs = 1,
  }: { reasons: ReadonlyMap<string, string>; inbox: InboxReport; costs?: number },
): Promise<void> {
  const settled = due.map(({ row }) => {
    const error = reasons.get(row.id) ?? null;
    const attempts = row.attempts + costs;
    if (error === null) return { id: row.id, attempts, dueAt: row.dueAt, doneAt: now(), error };
    if (attempts >= MOST_ATTEMPTS) {
      inbox.givenUp += 1;
      log.error({ delivery: row.id, event: row.event, reason: error }, 'webhook given up');
      return { id: row.id, attempts, dueAt: row.dueAt, doneAt: now(), error };
    }
    inbox.retried += 1;
    const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** row.attempts);
    const dueAt = new Date(now().getTime() + delay);
    return { id: row.id, attempts, dueAt, doneAt: null, error };
  });
  inbox.done += settled.filter((row) => row.doneAt && row.error === null).length;
  await settleDeliveries(db, settled);
}
