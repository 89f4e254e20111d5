import type { Db } from '#dialect';
import type { CatalogIndex } from './catalog/search.ts';
import { createFolderDocs, type FolderDocs } from './docs/folder.ts';

/** Docs without any edge: what the command line answers with, and what the app is built on. */
export type DocsCore = { folder: FolderDocs };

export function composeDocs({
  db,
  now,
}: {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
}): DocsCore {
  return { folder: createFolderDocs({ db, now }) };
}
