import { and, eq } from 'drizzle-orm';
import { labelIn } from '../../catalog/corrections/label.ts';
import { runThings } from '../../db/scaffolder-tables.ts';
import { advice, describeError, UserError } from '../../errors.ts';
import { withoutSecrets } from '../../log.ts';
import type { Remove } from '../outside.ts';
import type { Done } from '../scaffolder.ts';
import { NO_SUCH_RUN, type RequestParts } from './requests.ts';
import { handlingRefusal } from './rights.ts';
import { addEvent, runById, type ThingRow, thingsOf } from './store.ts';
import { takeEndedRun } from './turn.ts';

/**
 * Takes away what a run made, the newest first: a registration before the repository it points into. Each removal is a row of its own, so
 * that after a crash the rest is what is left; what cannot be removed stays with its reason.
 */
export async function cleanUpRun(
  parts: RequestParts & { remove: Remove },
  id: string,
  by: string | null,
): Promise<Done> {
  const { db, index, now, admins, remove } = parts;
  const row = await runById(db, id);
  if (!row) return NO_SUCH_RUN;
  const view = await index.current();
  const refusal = handlingRefusal(view, { run: row, by, admins });
  if (refusal) return refused(refusal);
  const isLeft = ({ removedAt }: ThingRow) => removedAt === null;
  const left = (await thingsOf(db, [id])).filter(isLeft).reverse();
  if (left.length === 0) return refused('There is nothing left that it made.');
  const taken = await takeEndedRun(db, { id, now });
  if (!taken) return refused('It is not at rest: cancel it first, or wait until it has ended.');
  const who = by === null ? 'a program' : labelIn(view, by);
  const told: string[] = [];
  for (const thing of left) {
    const outcome = await removed(remove, thing);
    const said = sentenceOf(thing, outcome);
    told.push(said);
    const change =
      outcome.kind === 'stays' ? { problem: outcome.reason } : { removedAt: now(), problem: null };
    await taken.turn.write({}, (tx) => [
      tx
        .update(runThings)
        .set(change)
        .where(
          and(
            eq(runThings.run, id),
            eq(runThings.kind, thing.kind),
            eq(runThings.name, thing.name),
          ),
        ),
      addEvent(tx, id, {
        at: now(),
        type: 'log',
        step: null,
        message: `${said} (${who} cleans up.)`,
        body: { message: said },
      }),
    ]);
    parts.changed(id);
  }
  await taken.turn.release();
  await parts.record({ who: by, what: 'clean up', run: row, detail: told.join(' ') });
  parts.changed(id);
  return { kind: 'done' };
}

type Outcome = { kind: 'removed' } | { kind: 'gone' } | { kind: 'stays'; reason: string };

async function removed(remove: Remove, { kind, name, url, at }: ThingRow): Promise<Outcome> {
  try {
    return { kind: await remove({ kind, name, url }, { since: at }) };
  } catch (error) {
    const reason = error instanceof UserError ? advice(error) : describeError(error);
    return { kind: 'stays', reason: withoutSecrets(reason) };
  }
}

function sentenceOf({ kind, name }: ThingRow, outcome: Outcome): string {
  const what = `The ${kind.replaceAll('-', ' ')} ${name}`;
  if (outcome.kind === 'removed') return `${what} is removed.`;
  if (outcome.kind === 'gone') return `${what} was not there any more.`;
  return `${what} stays: ${outcome.reason}`;
}

function refused(reason: string): Done {
  return { kind: 'refused', reason };
}
