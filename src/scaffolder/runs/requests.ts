import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { labelIn } from '../../catalog/corrections/label.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import { runSteps, runs } from '../../db/scaffolder-tables.ts';
import { codeIn } from '../check/expressions.ts';
import { visitTexts } from '../check/walk.ts';
import type { Json } from '../json.ts';
import type { Done } from '../scaffolder.ts';
import type { Step } from '../template.ts';
import { retryFrom } from './plan.ts';
import { handlingRefusal, verdictRefusal } from './rights.ts';
import type { RunState } from './run.ts';
import { FORGOTTEN, type Seal } from './seal.ts';
import { addEvent, type NewEvent, type RunRow, runById, stepsOf, thingsOf } from './store.ts';
import { takeEndedRun } from './turn.ts';

/** One line of who did what with a run. */
export type Deed = {
  who: string | null;
  what: 'start' | 'approve' | 'decline' | 'cancel' | 'retry' | 'clean up';
  run: RunRow;
  detail: string;
};

export type RequestParts = {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
  seal: Seal;
  admins: readonly string[];
  record: (deed: Deed) => Promise<void>;
  changed: (run: string) => void;
  /** Tells a run that is under way here to end. */
  interrupt: (run: string) => void;
  /** There is something to do. */
  kick: () => void;
};

export const NO_SUCH_RUN = { kind: 'refused', reason: 'There is no such run.' } as const;

/** Takes effect at once where nothing runs, else between two steps; a step that is running is told to stop. */
export async function cancelRun(parts: RequestParts, id: string, by: string | null): Promise<Done> {
  const { db, index, now, admins } = parts;
  const row = await runById(db, id);
  if (!row) return NO_SUCH_RUN;
  const view = await index.current();
  const refusal = handlingRefusal(view, { run: row, by, admins });
  if (refusal) return refused(refusal);
  const who = by === null ? 'a program' : labelIn(view, by);
  const idle: RunState[] = ['waiting', 'open'];
  const secrets = row.secrets === null ? null : FORGOTTEN;
  const end = { state: 'cancelled' as const, secrets, heldUntil: null, endedAt: now() };
  const [ended] = await db
    .update(runs)
    .set({ ...end, turn: sql`${runs.turn} + 1` })
    .where(and(eq(runs.id, id), inArray(runs.state, idle)))
    .returning({ id: runs.id });
  if (ended) {
    await say(
      parts,
      id,
      event('cancelled', `Cancelled by ${who}.`, { status: 'cancelled' }, now()),
    );
  } else {
    const [told] = await db
      .update(runs)
      .set({ isCancelled: true })
      .where(and(eq(runs.id, id), eq(runs.state, 'processing')))
      .returning({ id: runs.id });
    if (!told) return refused(`It is too late to cancel: the run ${inWords(row.state)}.`);
    await say(parts, id, event('log', `${who} asked to cancel.`, {}, now()));
    parts.interrupt(id);
    parts.kick();
  }
  await parts.record({ who: by, what: 'cancel', run: row, detail: 'Cancelled.' });
  parts.changed(id);
  return { kind: 'done' };
}

/** Goes on from the step that failed, with the files as they were before it. */
export async function retryRun(
  parts: RequestParts,
  id: string,
  { by, secrets }: { by: string | null; secrets: Readonly<Record<string, string>> },
): Promise<Done> {
  const { db, index, now, seal, admins } = parts;
  const row = await runById(db, id);
  if (!row) return NO_SUCH_RUN;
  const view = await index.current();
  const refusal =
    handlingRefusal(view, { run: row, by, admins }) ?? (await notToRetry(db, row, secrets));
  if (refusal) return refused(refusal);
  const taken = await takeEndedRun(db, { id, now });
  if (!taken) return refused('Somebody is at it already: it is being retried or cleaned up.');
  const from = retryFrom((await stepsOf(db, [id])).map(({ state }) => state)) ?? 0;
  const isApproved = row.approval === null || row.approval.by !== null;
  const who = by === null ? 'a program' : labelIn(view, by);
  const reset = { state: 'waiting', output: null, reason: null, startedAt: null, endedAt: null };
  await taken.turn.write(
    {
      state: isApproved ? 'open' : 'waiting',
      error: null,
      endedAt: null,
      isCancelled: false,
      heldUntil: null,
      secrets: sealedSecrets(seal, id, secrets) ?? row.secrets,
    },
    (tx) => [
      tx
        .update(runSteps)
        .set({ ...reset, state: 'waiting' as const })
        .where(and(eq(runSteps.run, id), gte(runSteps.position, from))),
      addEvent(
        tx,
        id,
        event('recovered', `Retried by ${who}.`, { recoverStrategy: 'resume' }, now()),
      ),
    ],
  );
  await parts.record({ who: by, what: 'retry', run: row, detail: 'Retried.' });
  parts.changed(id);
  parts.kick();
  return { kind: 'done' };
}

async function notToRetry(
  db: Db,
  row: RunRow,
  secrets: Readonly<Record<string, string>>,
): Promise<string | null> {
  if (row.state === 'declined') return 'It was declined; start a new one.';
  if (row.state === 'completed') return 'It is too late to retry: the run has completed.';
  if (row.state !== 'failed' && row.state !== 'cancelled')
    return `There is nothing to retry: the run ${inWords(row.state)}.`;
  const things = await thingsOf(db, [row.id]);
  if (things.some(({ removedAt }) => removedAt !== null))
    return 'What it had made was removed; start a new one.';
  const states = (await stepsOf(db, [row.id])).map(({ state }) => state);
  const left = row.template.steps.slice(retryFrom(states) ?? states.length);
  const hadSecrets = row.secrets !== null;
  if (hadSecrets && useSecrets(left) && Object.keys(secrets).length === 0)
    return 'Its secrets were forgotten when it ended; start a new one, where they are asked for again.';
  return null;
}

function useSecrets(steps: readonly Step[]): boolean {
  let found = false;
  visitTexts(steps as unknown as Json, [], (text) => {
    found ||= codeIn(text).some((code) => /\bsecrets\b/.test(code));
  });
  return found;
}

/** Somebody of the team that was asked says yes or no. */
export async function decideRun(
  parts: RequestParts,
  id: string,
  { by, isApproved, reason }: { by: string; isApproved: boolean; reason: string | null },
): Promise<Done> {
  const { db, index, now, admins } = parts;
  const row = await runById(db, id);
  if (!row) return NO_SUCH_RUN;
  if (!row.approval) return refused('It needs nobody’s approval.');
  const view = await index.current();
  const { from } = row.approval;
  const refusal = verdictRefusal(view, { from, by, admins });
  if (refusal) return refused(refusal);
  const ended = { secrets: row.secrets === null ? null : FORGOTTEN, endedAt: now() };
  const state: RunState = isApproved ? 'open' : 'declined';
  const [decided] = await db
    .update(runs)
    .set({ state, approval: { from, by, reason }, ...(isApproved ? {} : ended) })
    .where(and(eq(runs.id, id), eq(runs.state, 'waiting')))
    .returning({ id: runs.id });
  if (!decided) return refused(`It is too late: ${await whatHappened(parts, id)}.`);
  const why = reason ? ` ${reason}` : '';
  const who = labelIn(view, by);
  const said = isApproved ? `Approved by ${who}.${why}` : `Declined by ${who}.${why}`;
  await say(parts, id, event(isApproved ? 'log' : 'completion', said, { status: state }, now()));
  await parts.record({ who: by, what: isApproved ? 'approve' : 'decline', run: row, detail: said });
  parts.changed(id);
  if (isApproved) parts.kick();
  return { kind: 'done' };
}

async function whatHappened({ db, index }: RequestParts, id: string): Promise<string> {
  const row = await runById(db, id);
  const view = await index.current();
  if (!row?.approval?.by) return `the run ${inWords(row?.state ?? 'cancelled')}`;
  const who = labelIn(view, row.approval.by);
  return row.state === 'declined' ? `${who} declined it` : `${who} approved it`;
}

export function sealedSecrets(
  seal: Seal,
  id: string,
  secrets: Readonly<Record<string, string>>,
): string | null {
  return Object.keys(secrets).length === 0 ? null : seal.close(JSON.stringify(secrets), id);
}

function inWords(state: RunState): string {
  switch (state) {
    case 'waiting':
      return 'waits for approval';
    case 'open':
      return 'has not begun yet';
    case 'processing':
      return 'is under way';
    case 'completed':
      return 'has completed';
    case 'failed':
      return 'has failed';
    case 'cancelled':
      return 'was cancelled';
    case 'declined':
      return 'was declined';
  }
}

function event(type: NewEvent['type'], message: string, body: object, at: Date): NewEvent {
  return { at, type, step: null, message, body: { ...body, message } };
}

async function say({ db }: RequestParts, id: string, said: NewEvent): Promise<void> {
  await db.atomically((tx) => [addEvent(tx, id, said)]);
}

function refused(reason: string): Done {
  return { kind: 'refused', reason };
}
