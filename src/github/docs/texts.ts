import { and, eq, inArray } from 'drizzle-orm';
import { docPages } from '../../db/docs-tables.ts';
import { missingOf, type Reading, type TextOf } from '../../docs/reading.ts';
import { type DocFile, siteId } from '../../docs/site.ts';
import { textsByOid } from '../../docs/texts.ts';
import { fetchBlobs } from '../blobs.ts';
import type { Reader } from '../reader.ts';

/** A repository whose docs are being read. */
export type OpenReading = {
  id: string;
  reading: Reading;
  /** Some of it could not be had now. */
  isShort: boolean;
};

/** The settings, then the pages, then what they include, and what that includes. */
const MOST_ROUNDS = 12;

/** The texts of docs, of many repositories together: a call takes a hundred, and only those that are not stored are fetched. */
export function createTexts(reader: Reader) {
  const { db } = reader;
  const texts = new Map<string, string>();
  const textOf: TextOf = (oid) => texts.get(oid);

  async function fetch(readings: readonly OpenReading[]): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const wanted: { one: OpenReading; file: DocFile }[] = [];
      for (const one of readings) {
        const missing = await missingOf(one.reading, textOf);
        const files = round === 0 && missing.length > 0 ? [...missing, ...likely(one)] : missing;
        for (const file of files) wanted.push({ one, file });
      }
      if (wanted.length === 0) return;
      const refused = await fetchBlobs(
        reader,
        wanted.map(({ one: { id, reading }, file: { oid, bytes } }) => ({
          repository: id,
          slug: reading.repository ?? '',
          oid,
          bytes: bytes ?? 0,
        })),
      );
      await load(wanted.map(({ file }) => file.oid).filter((oid) => !refused.has(oid)));
      for (const { one, file } of wanted) if (refused.has(file.oid)) await doWithout(one, file);
    }
  }

  async function load(oids: readonly string[]): Promise<void> {
    for (const [oid, text] of await textsByOid(db, oids)) texts.set(oid, text);
  }

  /** What cannot be read now is as it was, or empty where it never was. */
  async function doWithout(one: OpenReading, { path, oid }: DocFile): Promise<void> {
    one.isShort = true;
    const [before] = await db
      .select({ oid: docPages.oid })
      .from(docPages)
      .where(and(inArray(docPages.site, one.reading.places.map(siteId)), eq(docPages.file, path)));
    if (before) await load([before.oid]);
    if (!before || !texts.has(before.oid)) {
      texts.set(oid, '');
      return;
    }
    const files = one.reading.files.map((file) =>
      file.path === path ? { ...file, oid: before.oid } : file,
    );
    one.reading = { ...one.reading, files };
  }

  return { of: textOf, fetch };
}

export type Texts = ReturnType<typeof createTexts>;

/** Pages of a site whose settings are not known yet, where pages usually are: that saves a call. */
function likely({ reading: { places, files } }: OpenReading): DocFile[] {
  const folders = places.flatMap(({ root, kind }) =>
    kind === 'techdocs' ? [root === '' ? 'docs/' : `${root}/docs/`] : [],
  );
  return files.filter(
    ({ path }) => /\.(?:md|markdown)$/i.test(path) && folders.some((one) => path.startsWith(one)),
  );
}
