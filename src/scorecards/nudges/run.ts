import { and, gte, inArray, lt } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import { nudgeLog } from '../../db/scorecard-tables.ts';
import type { Log } from '../../log.ts';
import type { Standards } from '../standards.ts';
import type { Opening } from './calendar.ts';
import { doneNudges } from './closing.ts';
import { planLog } from './collapse.ts';
import { followFindings } from './follow-findings.ts';
import { gatherWorld } from './gather.ts';
import type { LoadCountries } from './holidays.ts';
import type { LogLine, Nudge } from './nudge.ts';
import { planNudges } from './plan.ts';
import { readRecipients } from './recipients.ts';
import { closeNudges, savePlan } from './save.ts';
import { allPreferences, findingsByIds, nudgesWhere } from './store.ts';

/** Who is told what and when; Slack sends what is planned here and says what became of it (`delivered.ts`). */
export type Nudging = {
  /** Follows what began and ended to fail, closes messages that are done, and plans the next. May run twice and ends the same. */
  run: () => Promise<void>;
  /** Whether a planned message may go out at this moment: it may have waited for Slack into the night. */
  openingFor: (nudge: Pick<Nudge, 'recipient'>) => Promise<Opening>;
  /** Lets go of what the delivery log says of more than a year ago. */
  forget: () => Promise<void>;
};

export type NudgingParts = {
  db: Db;
  index: CatalogIndex;
  standards: Pick<Standards, 'scorecards' | 'initiatives'>;
  countries: LoadCountries;
  /** Where those are who state no zone. */
  zone: string;
  now: () => Date;
  newId: () => string;
  log: Log;
};

const DAY_MS = 24 * 3_600_000;
const KEPT_MS = 400 * DAY_MS;
/** A decision that was not repeated for so long is over. */
const IN_A_ROW_MS = 2 * DAY_MS;

export function createNudging(parts: NudgingParts): Nudging {
  const { db, index, standards, countries, zone, now, newId, log } = parts;
  return {
    async run() {
      const at = now();
      const view = await index.current();
      await followFindings({ db, view, now: at });
      await closeDone(db, at);
      const [scorecards, initiatives] = [
        await standards.scorecards(),
        await standards.initiatives(),
      ];
      const world = await gatherWorld({
        ...{ db, view, zone, scorecards, initiatives, now: at },
        countries: await countries(at),
      });
      const plan = planNudges(world);
      const ids = plan.decided.map(({ finding }) => finding.id);
      const last = await lastLines(db, ids, new Date(at.getTime() - IN_A_ROW_MS));
      await savePlan(db, { plan, log: planLog(plan.decided, { last, now: at, newId }), now: at });
      const { nudges, forLead } = plan;
      if (nudges.length + forLead.length > 0)
        log.info({ planned: nudges.length, forLead: forLead.length }, 'nudges planned');
    },
    async openingFor({ recipient }) {
      const at = now();
      const view = await index.current();
      const found = await readRecipients(
        {
          ...{ db, view, zone, now: at },
          countries: await countries(at),
          preferences: await allPreferences(db),
        },
        [recipient],
      );
      // Who is not in the catalog any more keeps no hours.
      return found.get(recipient)?.opening ?? { kind: 'open' };
    },
    async forget() {
      await db.delete(nudgeLog).where(lt(nudgeLog.lastAt, new Date(now().getTime() - KEPT_MS)));
    },
  };
}

async function closeDone(db: Db, now: Date): Promise<void> {
  const open = await nudgesWhere(db, { states: ['planned', 'sent'] });
  const ids = open.flatMap(({ lines }) => lines.map(({ finding }) => finding));
  await closeNudges(db, doneNudges(open, await findingsByIds(db, ids), now), now);
}

/** What was decided last about findings. */
async function lastLines(
  db: Db,
  ids: readonly string[],
  since: Date,
): Promise<Map<string, LogLine>> {
  const last = new Map<string, LogLine>();
  for (const some of chunks(ids))
    for (const line of await db
      .select()
      .from(nudgeLog)
      .where(and(inArray(nudgeLog.finding, some), gte(nudgeLog.lastAt, since)))) {
      const known = last.get(line.finding);
      if (!known || line.lastAt >= known.lastAt) last.set(line.finding, line);
    }
  return last;
}
