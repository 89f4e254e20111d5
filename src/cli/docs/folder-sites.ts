import { buildSite } from '../../docs/site/build.ts';
import { includedBy } from '../../docs/site/included.ts';
import { folderOf, isMarkdown, nameOf } from '../../docs/site/paths.ts';
import type { Site, SiteKind } from '../../docs/site.ts';
import type { FolderFiles } from './folder-files.ts';

export type FolderSite = { root: string; kind: SiteKind };

const README = /^readme\.[a-z]+$/i;

/**
 * The sites of a folder. With a mkdocs.yml of its own it is one, beside those that stand deeper and are not taken in. Else it is a tree of
 * them: every mkdocs.yml, every folder `docs`, and READMEs beside a descriptor; without any, the folder itself is the docs.
 */
export function sitesOf({ files, read }: FolderFiles): FolderSite[] {
  const paths = files.map(({ path }) => path);
  const configs = paths.filter((path) => /^mkdocs\.ya?ml$/.test(nameOf(path)));
  const included = includedBy(configs, { files, read });
  const roots = new Map<string, SiteKind>();
  for (const path of configs) if (!included.has(path)) roots.set(folderOf(path), 'techdocs');
  if (!roots.has('')) {
    const pages = paths.filter((path) => isMarkdown(path) && !isBelow(path, roots));
    for (const path of pages) {
      const root = /^(?:(.*?)\/)?docs\/.+$/.exec(path);
      if (root) roots.set(root[1] ?? '', 'folder');
    }
    const described = new Set(
      paths.filter((path) => /^catalog-info\.ya?ml$/.test(nameOf(path))).map(folderOf),
    );
    for (const path of pages) {
      const folder = folderOf(path);
      const isAlone = README.test(nameOf(path)) && described.has(folder) && !isBelow(path, roots);
      if (isAlone && !roots.has(folder)) roots.set(folder, 'readme');
    }
    const isReadme = pages.every((path) => README.test(path));
    if (roots.size === 0 && pages.length > 0) roots.set('', isReadme ? 'readme' : 'folder');
  }
  return [...roots]
    .map(([root, kind]) => ({ root, kind }))
    .sort((a, b) => (a.root < b.root ? -1 : 1));
}

export function siteOf({ files, read }: FolderFiles, { root, kind }: FolderSite): Site {
  return buildSite({ root, kind, files, read, sourceUrl: null, editUrl: null });
}

/** Whether a file belongs to a site that stands above it. */
function isBelow(path: string, roots: ReadonlyMap<string, SiteKind>): boolean {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder))
    if (roots.has(folder)) return true;
  return false;
}
