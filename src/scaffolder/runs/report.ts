import type { Db } from '#dialect';
import type { RunReport } from './run.ts';
import { type RunRow, type StepRow, stepsOf, type ThingRow, thingsOf } from './store.ts';

/** Runs as everybody is shown them. */
export async function reportsOf(db: Db, rows: readonly RunRow[]): Promise<RunReport[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const steps = Map.groupBy(await stepsOf(db, ids), ({ run }) => run);
  const things = Map.groupBy(await thingsOf(db, ids), ({ run }) => run);
  return rows.map((row) => reportOf(row, steps.get(row.id) ?? [], things.get(row.id) ?? []));
}

function reportOf(row: RunRow, steps: readonly StepRow[], things: readonly ThingRow[]): RunReport {
  const { id, template, state, by, name, owner, values, approval, links, texts, output } = row;
  return {
    id,
    template: { ref: row.templateRef, title: template.title },
    state,
    by,
    subject: { name, owner },
    values,
    approval,
    steps: steps.map(({ step, ...rest }) => ({
      id: step,
      name: rest.name,
      action: rest.action,
      state: rest.state,
      startedAt: rest.startedAt,
      endedAt: rest.endedAt,
      reason: rest.reason,
    })),
    links,
    texts,
    output,
    error: row.error,
    created: things
      .filter(({ removedAt }) => removedAt === null)
      .map(({ kind, name: thing, url, problem }) => ({ kind, name: thing, url, problem })),
    removed: things
      .filter(({ removedAt }) => removedAt !== null)
      .map(({ kind, name: thing, url }) => ({ kind, name: thing, url })),
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
  };
}
