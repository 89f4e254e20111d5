import { desc, eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { dayAt, isoWeek, knownZone } from '../../calendar.ts';
import { labelOf } from '../../catalog/labels.ts';
import { bearersOf } from '../../catalog/nicknames.ts';
import type { CatalogIndex, CatalogView } from '../../catalog/search.ts';
import { homeZone } from '../../catalog/zones.ts';
import { missReports } from '../../db/schema.ts';
import { missOf } from '../misses.ts';
import { workingHours } from '../zones.ts';
import { nearestTo, type UnknownName, unknownNames } from './list.ts';

/** The platform lead's message of a week, as it stands now. */
export type UnknownReport = {
  week: string;
  channel: string;
  /** Slack's `ts` of the message; null while it is not known. */
  ts: string | null;
  /** Hash of what the message shows. */
  shown: string | null;
  lines: readonly ReportLine[];
};

export type ReportLine = {
  miss: UnknownName;
  /** What became of it; null while nobody has settled it. `means`: a name of the catalog, also where it was registered meanwhile. */
  settled: { means: string | null; by: string | null } | null;
};

export type UnknownReports = {
  /** The message for this week where one is due and there is something to say. Kept as a row first: a week has one, however often this runs. */
  due: (channel: string) => Promise<UnknownReport | null>;
  /** The messages that may still be looked at, newest first. */
  recent: () => Promise<UnknownReport[]>;
  /** Where the message of a week stands, and what it shows. */
  posted: (week: string, message: { ts: string; shown?: string }) => Promise<void>;
};

const LINES = 10;
const WEEK_MS = 7 * 24 * 60 * 60_000;
/** What is older has scrolled away. */
const RECENT = 4;

export function createUnknownReports({
  db,
  index,
  admins,
  now,
}: {
  db: Db;
  index: CatalogIndex;
  /** The first of them says, by where they are at home, when the platform lead works. */
  admins: readonly string[];
  now: () => Date;
}): UnknownReports {
  type Row = typeof missReports.$inferSelect;

  async function reportOf(view: CatalogView, { week, channel, ts, shown, texts }: Row) {
    const lines = await Promise.all(texts.map((text) => lineOf(db, view, text)));
    return { week, channel, ts, shown, lines: lines.filter((line) => line !== null) };
  }

  return {
    async due(channel) {
      const view = await index.current();
      const [lead] = admins;
      const zone = knownZone(lead && (await homeZone(db, view, lead)));
      if (!workingHours(now(), zone).isWorking) return null;
      const week = isoWeek(dayAt(now(), zone));
      const [told] = await db.select().from(missReports).where(eq(missReports.week, week));
      if (told) return told.ts === null ? reportOf(view, told) : null;
      const since = new Date(now().getTime() - WEEK_MS);
      const found = await unknownNames(db, view, { limit: LINES, since });
      if (found.length === 0) return null;
      const row = { week, channel, texts: found.map(({ text }) => text), at: now() };
      const [added] = await db.insert(missReports).values(row).onConflictDoNothing().returning();
      return added ? reportOf(view, added) : null;
    },

    async recent() {
      const view = await index.current();
      const rows = await db
        .select()
        .from(missReports)
        .orderBy(desc(missReports.week))
        .limit(RECENT);
      return Promise.all(rows.map((row) => reportOf(view, row)));
    },

    async posted(week, { ts, shown }) {
      await db
        .update(missReports)
        .set({ ts, ...(shown && { shown }) })
        .where(eq(missReports.week, week));
    },
  };
}

/** Null for what is forgotten by now. */
async function lineOf(db: Db, view: CatalogView, text: string): Promise<ReportLine | null> {
  const miss = await missOf(db, text);
  if (!miss) return null;
  const line = { ...miss, near: nearestTo(view, text) };
  const by = miss.settledBy;
  if (miss.state === 'ignored') return { miss: line, settled: { means: null, by } };
  const [bearer] = bearersOf(view, text);
  const ref = miss.ref ?? bearer;
  if (!ref) return { miss: line, settled: null };
  return { miss: line, settled: { means: labelOf(view, ref), by } };
}
