import { buildSite } from '../../docs/site/build.ts';
import { includedBy } from '../../docs/site/included.ts';
import { folderOf, isMarkdown, nameOf } from '../../docs/site/paths.ts';
import type { Site, SiteKind } from '../../docs/site.ts';
import type { FolderFiles } from './folder-files.ts';

export type FolderSite = { root: string; kind: SiteKind };

/** The outermost folder `docs` of a path, and what it stands in. */
const IN_DOCS = /^(?:(.*?)\/)?docs\/.+$/;
const README = /^readme\.[a-z]+$/i;

/**
 * The sites of a folder: every mkdocs.yml that no other takes in, and beside each descriptor its folder `docs` or its README, as the catalog
 * has them. Without a mkdocs.yml of its own it is a tree, where every other folder `docs` is one too; without any, the folder itself is the docs.
 */
export function sitesOf({ files, read }: FolderFiles): FolderSite[] {
  const paths = files.map(({ path }) => path);
  const configs = paths.filter((path) => /^mkdocs\.ya?ml$/.test(nameOf(path)));
  const included = includedBy(configs, { files, read });
  const roots = new Map<string, SiteKind>();
  for (const path of configs) if (!included.has(path)) roots.set(folderOf(path), 'techdocs');
  const markdown = paths.filter(isMarkdown);
  const taken = new Set([...included].map(folderOf));
  const isOneSite = roots.has('');
  const pages = isOneSite ? [] : markdown.filter((path) => !isBelow(path, roots));
  for (const [folder, kind] of describedIn(paths, markdown))
    if (!roots.has(folder) && !taken.has(folder)) roots.set(folder, kind);
  for (const path of pages) {
    const root = IN_DOCS.exec(path);
    if (root) roots.set(root[1] ?? '', 'folder');
  }
  const isReadme = pages.every((path) => README.test(path));
  if (roots.size === 0 && pages.length > 0) roots.set('', isReadme ? 'readme' : 'folder');
  return [...roots]
    .map(([root, kind]) => ({ root, kind }))
    .sort((a, b) => (a.root < b.root ? -1 : 1));
}

/** Folders with a descriptor that have docs. Descriptors within docs are examples. */
function describedIn(
  paths: readonly string[],
  markdown: readonly string[],
): ReadonlyMap<string, SiteKind> {
  const withDocs = new Set<string>();
  const withReadme = new Set<string>();
  for (const path of markdown) {
    const docs = IN_DOCS.exec(path);
    if (docs) withDocs.add(docs[1] ?? '');
    if (README.test(nameOf(path))) withReadme.add(folderOf(path));
  }
  const found = new Map<string, SiteKind>();
  for (const path of paths) {
    const folder = folderOf(path);
    if (!/^catalog-info\.ya?ml$/.test(nameOf(path)) || IN_DOCS.test(path)) continue;
    if (withDocs.has(folder)) found.set(folder, 'folder');
    else if (withReadme.has(folder)) found.set(folder, 'readme');
  }
  return found;
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
