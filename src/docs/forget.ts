import { inArray, lt } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../catalog/chunks.ts';
import { docFiles, docSites, docViews } from '../db/docs-tables.ts';

const DAY = 24 * 3_600_000;
/** A year and a month: what is compared with the year before is there. */
const KEPT_DAYS = 400;
/** What a page of a moment ago shows may still be asked for. */
const SPARED_DAYS = 1;

/** Forgets old counts of views, and pictures that no site shows any more. */
export async function forgetPastDocs(db: Db, now: Date): Promise<void> {
  const past = new Date(now.getTime() - KEPT_DAYS * DAY);
  await db.delete(docViews).where(lt(docViews.day, past.toISOString().slice(0, 10)));
  const shown = new Set<string>();
  for (const { assets } of await db.select({ assets: docSites.assets }).from(docSites))
    for (const oid of Object.values(assets)) shown.add(oid);
  const before = new Date(now.getTime() - SPARED_DAYS * DAY);
  const kept = await db.select({ oid: docFiles.oid }).from(docFiles).where(lt(docFiles.at, before));
  const gone = kept.flatMap(({ oid }) => (shown.has(oid) ? [] : [oid]));
  for (const some of chunks(gone)) await db.delete(docFiles).where(inArray(docFiles.oid, some));
}
