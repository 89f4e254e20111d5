import { and, eq, isNotNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { runs } from '../../db/scaffolder-tables.ts';

export type Uses = { uses: number; typicalMs: number | null };
export const UNUSED: Uses = { uses: 0, typicalMs: null };

/** How often each template was used, and how long that takes in the middle of all times. */
export async function usesOf(db: Db): Promise<Map<string, Uses>> {
  const rows = await db
    .select({ template: runs.templateRef, from: runs.startedAt, to: runs.endedAt })
    .from(runs)
    .where(and(eq(runs.state, 'completed'), isNotNull(runs.endedAt)));
  const byTemplate = Map.groupBy(rows, ({ template }) => template);
  return new Map(
    [...byTemplate].map(([template, all]) => [
      template,
      { uses: all.length, typicalMs: middle(all.flatMap(({ from, to }) => tookMs(from, to))) },
    ]),
  );
}

function tookMs(from: Date | null, to: Date | null): number[] {
  return from && to ? [to.getTime() - from.getTime()] : [];
}

/** Null of nothing; of an even count, the lower of the two in the middle. */
export function middle(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null;
}
