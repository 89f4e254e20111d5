import type { Db } from '#dialect';
import { readFolder } from './catalog/folder.ts';
import { type CatalogIndex, createCatalogIndex } from './catalog/search.ts';
import { applySnapshots, type SyncSummary } from './catalog/sync.ts';
import { openDatabase } from './db/open.ts';
import type { Ask } from './questions/answer.ts';
import { createAsk } from './questions/ask.ts';

/** The features without any edge: what the command line needs to answer, and what the app is built on. */
export type Core = {
  db: Db;
  index: CatalogIndex;
  ask: Ask;
  /** Reads a folder of descriptors into the catalog. */
  readCatalog: (folder: string) => Promise<SyncSummary>;
};

export async function createCore(database: string, now: () => Date): Promise<Core> {
  const db = await openDatabase(database);
  const index = createCatalogIndex(db);
  return {
    db,
    index,
    ask: createAsk({ db, index, now }),
    async readCatalog(folder) {
      const snapshot = await readFolder(folder);
      return applySnapshots(db, { snapshots: [snapshot], removed: [], now });
    },
  };
}
