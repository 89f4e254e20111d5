import { buildSite } from '../../docs/site/build.ts';
import { includedBy } from '../../docs/site/included.ts';
import { folderOf, isMarkdown, nameOf } from '../../docs/site/paths.ts';
import type { Site, SiteKind } from '../../docs/site.ts';
import type { FolderFiles } from './folder-files.ts';

export type FolderSite = { root: string; kind: SiteKind };

/**
 * The sites of a folder: every mkdocs.yml that no other takes in, and the folder itself where it has docs beside those; without any,
 * its README.
 */
export function sitesOf({ files, read }: FolderFiles): FolderSite[] {
  const configs = files.filter(({ path }) => /^mkdocs\.ya?ml$/.test(nameOf(path)));
  const included = includedBy(
    configs.map(({ path }) => path),
    { files, read },
  );
  const roots = new Set(
    configs.flatMap(({ path }) => (included.has(path) ? [] : [folderOf(path)])),
  );
  const sites = [...roots].map((root): FolderSite => ({ root, kind: 'techdocs' }));
  if (roots.has('')) return sites;
  const own = files.filter(({ path }) => isMarkdown(path) && !isBelow(path, roots));
  const hasDocs = own.some(({ path }) => path.startsWith('docs/'));
  const hasPages = own.some(({ path }) => !/^readme\.[a-z]+$/i.test(path));
  if (hasDocs || (sites.length === 0 && hasPages)) return [{ root: '', kind: 'folder' }, ...sites];
  return sites.length === 0 && own.length > 0 ? [{ root: '', kind: 'readme' }] : sites;
}

export function siteOf({ files, read }: FolderFiles, { root, kind }: FolderSite): Site {
  return buildSite({ root, kind, files, read, sourceUrl: null, editUrl: null });
}

function isBelow(path: string, roots: ReadonlySet<string>): boolean {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder))
    if (roots.has(folder)) return true;
  return false;
}
