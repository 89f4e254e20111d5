import type { Path } from '../../catalog/yaml.ts';
import type { DocProblem } from '../page.ts';
import { joinPath } from './paths.ts';
import { isRecord } from './record.ts';

/** What is asked of MkDocs plugins, as far as it is done here. */
export type SitePlugins = {
  names: ReadonlySet<string>;
  /** As written: page of the docs folder -> page or address. */
  redirects: Readonly<Record<string, string>>;
  problems: readonly DocProblem[];
};

/** Plugins whose work is done here anyway, or that only touch how MkDocs looks or builds. */
const KNOWN = new Set([
  'techdocs-core',
  'search',
  'redirects',
  'monorepo',
  'awesome-pages',
  'awesome-nav',
  'literate-nav',
  'section-index',
  'ezlinks',
  'roamlinks',
  'same-dir',
  'simple',
  'exclude',
  'exclude-search',
  'include-markdown',
  'include_markdown',
  'mermaid2',
  'minify',
  'glightbox',
  'autorefs',
  'gh-admonitions',
  'callouts',
  'group',
  'meta',
  'offline',
  'optimize',
  'privacy',
  'social',
  'tags',
  'typeset',
  'git-revision-date',
  'git-revision-date-localized',
  'git-authors',
  'git-committers',
  'git-committers-2',
  'htmlproofer',
  'linkcheck',
  'toggle-sidebar',
  'panzoom',
]);

/** Reads `plugins`: a list of names and of names with options, or a map of them. */
export function readPlugins(
  written: unknown,
  {
    file,
    locate,
  }: { file: string; locate: (path: Path, what: 'key') => { line: number; column: number } },
): SitePlugins {
  const names = new Set<string>();
  const problems: DocProblem[] = [];
  let redirects: Record<string, string> = {};
  for (const { name, options, path } of listed(written, 'plugins')) {
    const plain = name.replace(/^material\//, '');
    names.add(plain);
    if (!KNOWN.has(plain))
      problems.push({
        kind: 'unsupported',
        message: `The MkDocs plugin ${name} is not carried out here; what is written for it shows as plain text.`,
        file,
        ...locate(path, 'key'),
      });
    const map = isRecord(options) ? options['redirect_maps'] : null;
    if (plain === 'redirects' && isRecord(map))
      redirects = Object.fromEntries(
        Object.entries(map).flatMap(([from, to]) => (typeof to === 'string' ? [[from, to]] : [])),
      );
  }
  return { names, redirects, problems };
}

/** Folders that `pymdownx.snippets` reads from; its other options are left alone, as they reach out of the docs. */
export function snippetFoldersOf(extensions: unknown, root: string): string[] {
  const found = listed(extensions, 'markdown_extensions').find(
    ({ name }) => name === 'pymdownx.snippets',
  );
  const base = isRecord(found?.options) ? found.options['base_path'] : null;
  const folders = (Array.isArray(base) ? base : [base]).flatMap((folder) => {
    const name = isRecord(folder) ? Object.values(folder)[0] : folder;
    return typeof name === 'string' ? [name.replace(/^\$config_dir\/?/, '')] : [];
  });
  return [...new Set([...folders, '.'].flatMap((folder) => joinPath(root, folder) ?? []))];
}

type Listed = { name: string; options: unknown; path: Path };

function listed(written: unknown, key: string): Listed[] {
  if (isRecord(written))
    return Object.entries(written).map(([name, options]) => ({ name, options, path: [key, name] }));
  if (!Array.isArray(written)) return [];
  return written.flatMap((one: unknown, at): Listed[] => {
    if (typeof one === 'string') return [{ name: one, options: null, path: [key, at] }];
    if (!isRecord(one)) return [];
    return Object.entries(one).map(([name, options]) => ({ name, options, path: [key, at, name] }));
  });
}
