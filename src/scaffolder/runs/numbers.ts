import { and, count, desc, eq, gte, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import type { Db } from '#dialect';
import { runSteps, runs, runThings } from '../../db/scaffolder-tables.ts';
import { birthsBetween } from './births.ts';
import type { RunState } from './run.ts';
import { middle } from './uses.ts';

/** Far beyond every day that a database keeps. */
const FOR_EVER = new Date('9999-01-01T00:00:00Z');

/** How templates are used since a day: for the page and the digest. */
export type TemplateNumbers = {
  since: Date;
  /** Repositories that GitHub says are new, archived ones aside, and those of them that came from a template, by a run here or elsewhere. */
  repositories: { isNew: number; born: number };
  /** Those that came from a template, by template, the most first. */
  births: readonly { template: string; times: number }[];
  /** Most used first. */
  templates: readonly TemplateUse[];
  /** Steps that failed, the most often first. */
  failures: readonly { template: string; step: string; action: string; times: number }[];
};

export type TemplateUse = {
  ref: string;
  title: string;
  completed: number;
  failed: number;
  /** Cancelled, declined, waiting or under way. */
  other: number;
  /** The middle of how long completed runs took, and how long the slowest did. */
  typicalMs: number | null;
  slowestMs: number | null;
};

export async function numbersSince(
  db: Db,
  since: Date,
  until: Date = FOR_EVER,
): Promise<TemplateNumbers> {
  const rows = await db
    .select({
      ref: runs.templateRef,
      template: runs.template,
      state: runs.state,
      from: runs.startedAt,
      to: runs.endedAt,
    })
    .from(runs)
    .where(and(gte(runs.createdAt, since), lt(runs.createdAt, until)))
    .orderBy(desc(runs.createdAt));
  const templates = [...Map.groupBy(rows, ({ ref }) => ref)].map(([ref, all]) => {
    const of = (state: RunState) => all.filter((row) => row.state === state).length;
    const times = all.flatMap(({ state, from, to }) =>
      state === 'completed' && from && to ? [to.getTime() - from.getTime()] : [],
    );
    const [completed, failed] = [of('completed'), of('failed')];
    return {
      ref,
      title: all[0]?.template.title ?? ref,
      completed,
      failed,
      other: all.length - completed - failed,
      typicalMs: middle(times),
      slowestMs: times.length > 0 ? Math.max(...times) : null,
    };
  });
  const uses = ({ completed, failed, other }: TemplateUse) => completed + failed + other;
  const births = await birthsBetween(db, { since, until });
  const born = births.flatMap(({ template }) => template ?? []);
  return {
    since,
    repositories: { isNew: births.length, born: born.length },
    births: [...Map.groupBy(born, (template) => template)]
      .map(([template, { length }]) => ({ template, times: length }))
      .sort((a, b) => b.times - a.times || (a.template < b.template ? -1 : 1)),
    templates: templates.sort((a, b) => uses(b) - uses(a) || (a.ref < b.ref ? -1 : 1)),
    failures: await failuresBetween(db, since, until),
  };
}

async function failuresBetween(
  db: Db,
  since: Date,
  until: Date,
): Promise<TemplateNumbers['failures']> {
  const times = count();
  return db
    .select({ template: runs.templateRef, step: runSteps.name, action: runSteps.action, times })
    .from(runSteps)
    .innerJoin(runs, eq(runs.id, runSteps.run))
    .where(and(eq(runSteps.state, 'failed'), gte(runs.createdAt, since), lt(runs.createdAt, until)))
    .groupBy(runs.templateRef, runSteps.name, runSteps.action)
    .orderBy(desc(times), runs.templateRef, runSteps.name)
    .limit(20);
}

export type Origin = { run: string; template: { ref: string; title: string }; at: Date };

/** The run that made an entity, by the repository its descriptor stands in; null where none did. */
export async function originOf(db: Db, location: string): Promise<Origin | null> {
  const [, slug] = /^url:https?:\/\/[^/]+\/([^/]+\/[^/]+)\//.exec(location) ?? [];
  if (!slug) return null;
  const names = [...new Set([slug, slug.toLowerCase()])];
  const [made] = await db
    .select({ run: runs.id, template: runs.template, at: runs.endedAt })
    .from(runThings)
    .innerJoin(runs, eq(runs.id, runThings.run))
    .where(
      and(
        eq(runThings.kind, 'repository'),
        inArray(runThings.name, names),
        isNull(runThings.removedAt),
        eq(runs.state, 'completed'),
        isNotNull(runs.endedAt),
      ),
    )
    .orderBy(desc(runs.createdAt))
    .limit(1);
  if (!made?.at) return null;
  const { ref, title } = made.template;
  return { run: made.run, template: { ref, title }, at: made.at };
}
