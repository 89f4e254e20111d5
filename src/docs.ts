import type { Db } from '#dialect';
import type { CatalogIndex } from './catalog/search.ts';
import { teamsAbove } from './catalog/teams.ts';
import { docAddress } from './docs/address.ts';
import { createAssets, type ReadAsset } from './docs/assets.ts';
import type { Docs } from './docs/docs.ts';
import { createFolderDocs, type FolderDocs } from './docs/folder.ts';
import { createPageOpener } from './docs/open-page.ts';
import { createDocSearch } from './docs/search/search.ts';
import { mayRead } from './docs/viewer.ts';

/** Docs without any edge, and the folders of this machine that they may be read from. `readElsewhere` has the files of every other source. */
export function composeDocs({
  db,
  index,
  now,
  readElsewhere,
}: {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
  readElsewhere: ReadAsset;
}): { docs: Docs; folders: FolderDocs } {
  const folders = createFolderDocs({ db, now });
  const readAsset: ReadAsset = (wanted) =>
    wanted.source.startsWith('folder:') ? folders.asset(wanted) : readElsewhere(wanted);
  const opener = createPageOpener({
    db,
    addressOf: ({ ref, assets }, path) =>
      Object.hasOwn(assets, path) ? docAddress(ref, path).slice(0, -1) : docAddress(ref, path),
  });

  async function teamsOf(person: string): Promise<ReadonlySet<string>> {
    const view = await index.current();
    const teams = view.out(person, 'memberOf');
    return new Set(teams.flatMap((team) => [team, ...teamsAbove(view, team)]));
  }

  const docs: Docs = {
    search: createDocSearch({ db, now, teamsOf }),
    open: opener.open,
    assets: createAssets({ db, readAsset, now }),
    async mayRead(viewer, readers) {
      const isPerson = viewer.kind === 'person' && viewer.ref !== null && readers !== null;
      const teams = isPerson && viewer.ref !== null ? await teamsOf(viewer.ref) : new Set<string>();
      return mayRead(viewer, readers, () => teams);
    },
  };
  return { docs, folders };
}
