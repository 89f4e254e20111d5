import { and, asc, eq, gt, gte, inArray } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { state } from '../../db/schema.ts';
import { findings, scoreChanges, scoreResults } from '../../db/scorecard-tables.ts';
import { resultsWhere } from '../results/read.ts';
import type { StoredChange } from '../results/stored.ts';
import { authorsOf } from './author.ts';
import { compareFindings, openFinding, originOf } from './findings.ts';
import { saveFindings } from './save.ts';

const KEY = 'scorecards.findings';
const SLICE = 500;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Following = { db: Db; view: CatalogView; now: Date };

/**
 * Brings findings up with how entities stand: those that changed since the last time, and once a day all of them, so that nothing that was
 * missed stays missed. May run twice and ends the same.
 */
export async function followFindings({ db, view, now }: Following): Promise<void> {
  const [row] = await db.select().from(state).where(eq(state.key, KEY));
  const wholeAt = (row?.value as { wholeAt?: string } | undefined)?.wholeAt ?? '';
  const isWhole = !row || row.at > now || !(now.getTime() - Date.parse(wholeAt) < DAY_MS);
  // An hour twice, because clocks of replicas differ and a long write is seen late.
  const refs = isWhole
    ? await allRefs(db)
    : await changedSince(db, new Date(row.at.getTime() - HOUR_MS));
  for (const some of chunks(refs, SLICE)) await followRefs({ db, view, now }, some);
  const value = { wholeAt: isWhole ? now.toISOString() : wholeAt };
  const next = { key: KEY, value, at: now };
  await db.insert(state).values(next).onConflictDoUpdate({ target: state.key, set: next });
}

/** Of everything that is scored, and of what was and left findings. */
async function allRefs(db: Db): Promise<string[]> {
  const refs = new Set<string>();
  for (const from of [scoreResults, findings])
    for (let last = ''; ; ) {
      const rows = await db
        .selectDistinct({ ref: from.ref })
        .from(from)
        .where(gt(from.ref, last))
        .orderBy(asc(from.ref))
        .limit(SLICE);
      for (const { ref } of rows) refs.add(ref);
      last = rows.at(-1)?.ref ?? '';
      if (rows.length < SLICE) break;
    }
  return [...refs];
}

async function changedSince(db: Db, since: Date): Promise<string[]> {
  const rows = await db
    .selectDistinct({ ref: scoreChanges.ref })
    .from(scoreChanges)
    .where(gte(scoreChanges.at, since));
  return rows.map(({ ref }) => ref);
}

async function followRefs({ db, view, now }: Following, refs: readonly string[]): Promise<void> {
  const results = await resultsWhere(db, { refs });
  const known = await db
    .select()
    .from(findings)
    .where(and(inArray(findings.ref, [...refs]), inArray(findings.state, ['open', 'exempt'])));
  const { begun, settled } = compareFindings(results, known);
  if (begun.length === 0 && settled.length === 0) return;
  const changes = await changesOf(db, [...new Set(begun.map(({ result }) => result.ref))]);
  const origins = begun.map((one) => originOf(changes.get(one.result.ref) ?? [], one));
  const authorOf = await authorsOf({ db, view }, origins);
  const opened = begun.map((one, at) => {
    const origin = origins[at] ?? null;
    return {
      finding: openFinding(one, { origin, causedBy: authorOf(origin) }),
      owner: one.result.owner,
    };
  });
  await saveFindings(db, { opened, settled, now });
}

/** The history of some entities, each in the order in which it happened. */
async function changesOf(db: Db, refs: readonly string[]): Promise<Map<string, StoredChange[]>> {
  if (refs.length === 0) return new Map();
  const rows = await db
    .select()
    .from(scoreChanges)
    .where(inArray(scoreChanges.ref, [...refs]))
    .orderBy(asc(scoreChanges.id));
  return Map.groupBy(rows, ({ ref }) => ref);
}
