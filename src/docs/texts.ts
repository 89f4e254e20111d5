import { inArray } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../catalog/chunks.ts';
import { blobs } from '../db/schema.ts';

/** Texts by object id, for those that are stored. */
export async function textsByOid(db: Db, oids: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const some of chunks([...new Set(oids)])) {
    const rows = await db
      .select({ oid: blobs.oid, text: blobs.text })
      .from(blobs)
      .where(inArray(blobs.oid, some));
    for (const { oid, text } of rows) found.set(oid, text);
  }
  return found;
}

/** Stores texts for as long as anything may show them; what has an id never changes. */
export async function saveTexts(
  db: Db,
  texts: readonly { oid: string; text: string }[],
): Promise<void> {
  for (const some of chunks(texts, 100)) {
    const rows = some.map(({ oid, text }) => {
      const bytes = Buffer.byteLength(text);
      // PostgreSQL keeps no NUL.
      return { oid, text: text.replaceAll('\0', '\uFFFD'), bytes, isTruncated: false };
    });
    await db.insert(blobs).values(rows).onConflictDoNothing();
  }
}
