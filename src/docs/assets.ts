import { eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { docFiles } from '../db/docs-tables.ts';
import { contentTypeOf } from './content-type.ts';
import type { SiteRow } from './store.ts';

/** A picture or download larger than this is not kept here. */
export const LARGEST_ASSET = 5 * 1024 * 1024;

/** A picture or download of a site. `etag` changes when the content does. */
export type Asset = { content: Buffer; type: string; etag: string };

/** Reads a file of a source by its object id; null where it cannot be had now, or is too large. */
export type ReadAsset = (wanted: { source: string; oid: string }) => Promise<Buffer | null>;

export type Assets = { read: (site: SiteRow, path: string) => Promise<Asset | null> };

/** What is no page of a site: fetched when somebody first looks, and kept from then on. `path` is the address below the site. */
export function createAssets({
  db,
  readAsset,
  now,
}: {
  db: Db;
  readAsset: ReadAsset;
  now: () => Date;
}): Assets {
  const underWay = new Map<string, Promise<Buffer | null>>();

  async function contentOf(source: string, oid: string): Promise<Buffer | null> {
    const [row] = await db
      .select({ content: docFiles.content })
      .from(docFiles)
      .where(eq(docFiles.oid, oid));
    if (row) return row.content;
    const content = await readAsset({ source, oid });
    if (!content || content.byteLength > LARGEST_ASSET) return null;
    await db.insert(docFiles).values({ oid, content, at: now() }).onConflictDoNothing();
    return content;
  }

  return {
    async read(site, path) {
      const oid = Object.hasOwn(site.assets, path) ? site.assets[path] : undefined;
      if (oid === undefined) return null;
      // A page with a picture is opened by many at once; it is fetched once.
      let reading = underWay.get(oid);
      if (!reading) {
        reading = contentOf(site.source, oid).finally(() => underWay.delete(oid));
        underWay.set(oid, reading);
      }
      const content = await reading;
      return content && { content, type: contentTypeOf(path), etag: oid };
    },
  };
}
