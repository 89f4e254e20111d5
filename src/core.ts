import type { Db } from '#dialect';
import type { ReadPast } from './catalog/file-past.ts';
import { readFolder } from './catalog/folder.ts';
import { type ForeignKinds, NO_FOREIGN_KINDS } from './catalog/foreign-kinds.ts';
import { type CatalogQueries, createCatalogQueries } from './catalog/query/queries.ts';
import { type CatalogIndex, createCatalogIndex } from './catalog/search.ts';
import { applySnapshots, type SyncSummary } from './catalog/sync.ts';
import { openDatabase } from './db/open.ts';
import type { ReadAsset } from './docs/assets.ts';
import { readDefinitions } from './docs/definitions/read.ts';
import type { Docs } from './docs/docs.ts';
import { composeDocs } from './docs.ts';
import { composeLibrary, type LibraryOutside } from './library.ts';
import type { Ask } from './questions/answer.ts';
import { createAsk } from './questions/ask.ts';
import type { Scaffolding } from './questions/scaffolding/scaffolding.ts';
import { shippedTemplates } from './root.ts';
import { readScaffolding } from './scaffolding.ts';
import type { Standards } from './scorecards/standards.ts';
import { composeStandards } from './scorecards.ts';

/** The features without any edge: what the command line needs to answer, and what the app is built on. */
export type Core = {
  db: Db;
  index: CatalogIndex;
  /** Lists, facets and entities in the language of Backstage's API. */
  queries: CatalogQueries;
  ask: Ask;
  docs: Docs;
  standards: Standards;
  /** Kinds that are kept although they are not Backstage's. */
  kinds: ForeignKinds;
  /** Reads a folder of descriptors into the catalog, with the docs beside them. */
  readCatalog: (folder: string) => Promise<SyncSummary>;
};

export type CoreOptions = {
  kinds?: ForeignKinds;
  /** Whether the file of an address reaches the catalog by another way than a folder. */
  isReadElsewhere?: (url: string) => boolean;
  /** Without it, the past begins where the catalog does. */
  readPast?: ReadPast;
  /** What runs templates; without it they and their runs are only read. */
  scaffolding?: Scaffolding;
  /** Where the templates are that ship; null leaves them out. */
  shipped?: string | null;
  /** Folder of the organisation's scorecards and initiatives, here or on GitHub. */
  scorecards?: string | null;
  /** What reading those takes, where they are on GitHub, and who hears of mistakes in them. */
  library?: LibraryOutside;
  /** Refs of the teams and people who run the platform. */
  admins?: readonly string[];
  /** Where days begin for who states no time zone. */
  timezone?: string;
  /** Reads a picture or download of docs that come from no folder. */
  readDocsFile?: ReadAsset;
};

export async function createCore(
  database: string,
  now: () => Date,
  {
    kinds = NO_FOREIGN_KINDS,
    isReadElsewhere = () => false,
    readPast,
    scaffolding,
    shipped = shippedTemplates(),
    scorecards = null,
    library: outside = {},
    admins = [],
    timezone = 'UTC',
    readDocsFile = async () => null,
  }: CoreOptions = {},
): Promise<Core> {
  const db = await openDatabase(database);
  const index = createCatalogIndex(db);
  const queries = createCatalogQueries(db);
  const standards = composeStandards({
    db,
    index,
    now,
    library: composeLibrary({ ...outside, db, now, zone: timezone, where: scorecards }),
  });
  const { docs, folders } = composeDocs({ db, index, now, readElsewhere: readDocsFile });
  return {
    db,
    index,
    queries,
    kinds,
    docs,
    standards,
    ask: createAsk({
      db,
      index,
      now,
      admins,
      timezone,
      docs,
      standards,
      ...(readPast && { readPast }),
      scaffolding: scaffolding ?? readScaffolding({ db, index, queries }, shipped),
    }),
    async readCatalog(folder) {
      const snapshot = await readFolder(folder, { kinds, isReadElsewhere });
      const summary = await applySnapshots(db, { snapshots: [snapshot], removed: [], now, kinds });
      await folders.read(folder);
      await readDefinitions({ db, now });
      return summary;
    },
  };
}
