import type { CatalogView } from '../../catalog/search.ts';
import { activeExemptions } from '../desk/exemption-store.ts';
import type { StoredResult } from '../results/stored.ts';
import { stepsOf } from './causes.ts';
import { type Judged, judgeEntity } from './judge-entity.ts';
import type { Memory, Rules, RunParts } from './run.ts';
import { type Found, noteEvaluated, readTurn, saveFound, storedOf } from './store.ts';
import { readTally, type Tally } from './tally.ts';
import { createVersions } from './versions.ts';

/** One run, slice by slice. */
export type Turn = {
  /** Judges these, and writes what became different. */
  evaluate: (refs: readonly string[]) => Promise<void>;
  changed: () => number;
  steps: () => number;
  /** All that is kept, added up, and the number of the last write that is in it. */
  end: () => Promise<{ tally: Tally; number: number }>;
};

type Around = {
  now: Date;
  view: CatalogView;
  rules: Rules;
  archived: ReadonlySet<string>;
  memory: Memory | null;
};

/** Who reads results sees that they were looked at, although they are as they were. */
const LOOKED_AT = 6 * 3600 * 1000;
const MOST_TRIES = 5;

export async function createTurn(
  { db, gather }: Pick<RunParts, 'db' | 'gather'>,
  { now, view, rules, archived, memory }: Around,
): Promise<Turn> {
  const versions = createVersions(db, rules.reread);
  const excused = await activeExemptions(db, now);
  const { scorecards, table } = rules;
  // What another replica wrote is not in the tally of this one.
  let tally = memory?.tally ?? null;
  let number = memory?.turn ?? null;
  let changed = 0;
  let steps = 0;

  async function evaluate(refs: readonly string[]): Promise<void> {
    const isThere = (ref: string) => view.get(ref) !== null && !archived.has(ref);
    const there = refs.filter(isThere);
    const subjects = await gather(db, { refs: there, view, now, table });
    for (let tries = 1; ; tries += 1) {
      await hearOfOthers();
      const stored = await storedOf(db, refs);
      const pairs: Pair[] = [];
      for (const ref of refs) pairs.push(...(await judgeAll(ref, stored.get(ref) ?? NONE)));
      const found = foundIn(pairs, now);
      if (found === null) break;
      if ((await saveFound(db, found, number ?? 0)) === 'saved') {
        number = (number ?? 0) + 1;
        count(pairs, found);
        break;
      }
      if (tries === MOST_TRIES) throw new Error('Others write scores all the time.');
    }
    await noteEvaluated(db, { refs, now, before: new Date(now.getTime() - LOOKED_AT) });

    async function judgeAll(ref: string, own: ReadonlyMap<string, StoredResult>) {
      const subject = subjects.get(ref);
      const entry = view.get(ref);
      if (entry === null || !isThere(ref))
        return [...own.values()].map((before) => gone(before, 'removed'));
      // Nothing is known of it right now: what is kept stays.
      if (!subject) return [];
      const pairs: Pair[] = [];
      const owner = view.out(ref, 'ownedBy')[0] ?? null;
      const since = entry.since === null ? null : new Date(entry.since);
      for (const scorecard of scorecards) {
        const before = own.get(scorecard.name) ?? null;
        const exemptions = excused.of(ref, scorecard.name);
        const judging = { scorecard, subject, ref, since, owner, before, exemptions };
        pairs.push({ before, now: await judgeEntity(judging, { now, table, versions }) });
      }
      if (!rules.isComplete) return pairs;
      const names = new Set(scorecards.map(({ name }) => name));
      for (const before of own.values())
        if (!names.has(before.scorecard)) pairs.push(gone(before, 'rule'));
      return pairs;
    }
  }

  /** Another write than ours, and the sums of ours are not those of what is kept. */
  async function hearOfOthers(): Promise<void> {
    const newest = await readTurn(db);
    if (newest !== number) tally = null;
    number = newest;
  }

  function count(pairs: readonly Pair[], { changes }: Found): void {
    steps += changes.length;
    for (const { before, now } of pairs) {
      if (!now.isChanged) continue;
      changed += 1;
      if (before) tally?.remove(before);
      if (now.row) tally?.add(now.row);
    }
  }

  return {
    evaluate,
    changed: () => changed,
    steps: () => steps,
    async end() {
      await hearOfOthers();
      tally ??= await readTally(db);
      return { tally, number: number ?? 0 };
    },
  };
}

const NONE: ReadonlyMap<string, StoredResult> = new Map();

type Pair = { before: StoredResult | null; now: Judged };

/** The entity is not there any more, or the scorecard. */
function gone(before: StoredResult, cause: 'removed' | 'rule'): Pair {
  const { ref } = before;
  const byOldRules = cause === 'removed' ? null : 'lost';
  const movement = { ref, before, byOldRules, byNewRules: null, after: null, owner: null } as const;
  const steps = stepsOf({ ...movement, entry: 'added' });
  return { before, now: { row: null, isChanged: true, steps } };
}

/** What is to be written; null where all is as it was. */
function foundIn(pairs: readonly Pair[], at: Date): Found | null {
  const changed = pairs.filter(({ now }) => now.isChanged);
  if (changed.length === 0) return null;
  return {
    written: changed.flatMap(({ now }) => now.row ?? []),
    gone: changed.flatMap(({ before, now }) => (before && now.row === null ? [before] : [])),
    changes: changed.flatMap(({ before, now }) => {
      const scorecard = now.row?.scorecard ?? before?.scorecard ?? '';
      return now.steps.map((step) => ({ ...step, scorecard, at }));
    }),
  };
}
