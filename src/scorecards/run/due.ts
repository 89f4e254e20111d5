import type { Db } from '#dialect';
import type { CatalogView } from '../../catalog/search.ts';
import type { Memory, Rules } from './run.ts';
import { scoredRefs } from './store.ts';
import { type Seen, touchedSince } from './touched.ts';

const HOUR = 3600 * 1000;

/** Nobody scores people, and a location is only where something else is. */
const NEVER = new Set(['user', 'location']);

/** What may be judged otherwise than last time; null where that is everything. */
export async function dueRefs(
  db: Db,
  {
    view,
    seen,
    rules,
    memory,
  }: { view: CatalogView; seen: Seen; rules: Rules; memory: Memory | null },
): Promise<string[] | null> {
  if (memory === null || memory.versions !== versionsIn(rules)) return null;
  const { at } = memory.seen;
  const hourOf = (time: Date) => Math.floor(time.getTime() / HOUR);
  if (hourOf(at) !== hourOf(seen.at) || tookEffect(rules, at, seen.at)) return null;
  const touched = await touchedSince(db, { view, before: memory.seen, seen });
  return touched && [...touched].filter(isScored);
}

/** Every entity of the catalog, and what is scored although it is gone. */
export async function everything(db: Db, view: CatalogView): Promise<string[]> {
  const refs = new Set(view.all(null).map(({ ref }) => ref));
  for await (const ref of scoredRefs(db)) refs.add(ref);
  return [...refs].filter(isScored);
}

/** Another text is another version of its scorecard, and what was missing may be there again. */
export function versionsIn({ scorecards, isComplete }: Rules): string {
  const each = scorecards.map(({ name, version }) => `${name} ${version}`);
  return [String(isComplete), ...each].join('\n');
}

function tookEffect({ scorecards }: Rules, since: Date, until: Date): boolean {
  return scorecards.some(({ checks }) =>
    checks.some(({ effectiveFrom: from }) => from !== null && from > since && from <= until),
  );
}

function isScored(ref: string): boolean {
  return !NEVER.has(ref.slice(0, ref.indexOf(':')));
}
