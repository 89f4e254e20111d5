import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import type { CatalogIndex, CatalogView } from '../../catalog/search.ts';
import type { FactTable, Subject } from '../fact.ts';
import type { Scorecard } from '../scorecard.ts';
import { dueRefs, everything, versionsIn } from './due.ts';
import { saveDay, type Tally } from './tally.ts';
import { type Seen, seeNow } from './touched.ts';
import { createTurn } from './turn.ts';
import { type Reread, rememberVersions } from './versions.ts';

/** The facts of entities, by ref; what is not there cannot be judged now. */
export type Gather = (
  db: Db,
  around: { refs: readonly string[]; view: CatalogView; now: Date; table: FactTable },
) => Promise<Map<string, Subject>>;

/** All that there is to judge by, as it is now. */
export type Rules = {
  scorecards: readonly Scorecard[];
  table: FactTable;
  reread: Reread;
  /** False while a file cannot be read: a scorecard that is missing may only be in it, and keeps its results. */
  isComplete: boolean;
};

export type RunParts = {
  db: Db;
  index: CatalogIndex;
  rules: () => Promise<Rules>;
  gather: Gather;
  now: () => Date;
};

export type RunSummary = {
  /** Whether everything was looked at, or only what changed. */
  isWhole: boolean;
  /** Entities that were looked at, results that are different now, and steps of their scores. */
  evaluated: number;
  changed: number;
  steps: number;
};

export type Run = { run: () => Promise<RunSummary> };

/** What a run leaves to the next of this process. */
export type Memory = { seen: Seen; versions: string; turn: number; tally: Tally; day: string };

/** A slice takes about a tenth of a second; who asks something is answered between two of them. */
const SLICE = 200;

/**
 * Evaluates what changed since the last run of this process, and everything once an hour, because rules look at the clock and facts age.
 * What it finds is compared with what is kept, so that it may run twice, or be ended anywhere, and ends the same.
 */
export function createRun(parts: RunParts): Run {
  const { db, index } = parts;
  let memory: Memory | null = null;
  let underWay: Promise<RunSummary> | null = null;

  async function once(): Promise<RunSummary> {
    const now = parts.now();
    const rules = await parts.rules();
    await rememberVersions(db, rules.scorecards, now);
    const view = await index.current();
    const seen = await seeNow(db, view, now);
    const due = await dueRefs(db, { view, seen, rules, memory });
    const refs = due ?? (await everything(db, view));
    const turn = await createTurn(parts, { now, view, rules, archived: seen.archived, memory });
    for (const slice of chunks(refs, SLICE)) {
      await turn.evaluate(slice);
      // A database in this process answers at once, and nobody else would come in between.
      await new Promise(setImmediate);
    }
    const counts = { changed: turn.changed(), steps: turn.steps() };
    const { tally, number } = await turn.end();
    const day = now.toISOString().slice(0, 10);
    const isDayKept = memory?.day === day && memory.tally === tally && counts.changed === 0;
    if (!isDayKept) await saveDay(db, tally, day);
    memory = { seen, versions: versionsIn(rules), turn: number, tally, day };
    return { isWhole: due === null, evaluated: refs.length, ...counts };
  }

  return {
    run() {
      underWay ??= once().finally(() => {
        underWay = null;
      });
      return underWay;
    },
  };
}
