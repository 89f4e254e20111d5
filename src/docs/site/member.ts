import { codeownersOf } from '../../catalog/codeowners-match.ts';
import { configFileIn, readConfig, type SiteConfig } from './config.ts';
import { folderOf, joinPath } from './paths.ts';
import type { SiteSource } from './source.ts';
import type { Tree } from './tree.ts';

/** A folder of pages with its settings: the site itself, or one that its nav takes in (the monorepo plugin). */
export type Member = {
  config: SiteConfig;
  /** Where its pages stand below the site; empty for the site itself. */
  prefix: string;
};

/** The site itself. A folder of Markdown without `docs` in it is its own docs folder. */
export function mainMember({ root, read }: SiteSource, tree: Tree): Member {
  const path = configFileIn(root, (one) => tree.file(one) !== undefined);
  const text = path === null ? undefined : read(path);
  const config = readConfig(path === null || text === undefined ? null : { path, text }, root);
  if (path !== null || tree.hasFolder(config.docsDir)) return { config, prefix: '' };
  return { config: { ...config, docsDir: root }, prefix: '' };
}

const INCLUDE = /^[!*]include\s+(.+)$/;
const MOST_MEMBERS = 300;

/** Settings files that a nav item takes in: `!include ./ledger/mkdocs.yml`, `*include ./services/*\/mkdocs.yml`. Null for any other item. */
export function includedConfigs(item: string, from: SiteConfig, tree: Tree): string[] | null {
  const pattern = INCLUDE.exec(item.trim())?.[1];
  if (pattern === undefined) return null;
  const path = joinPath(from.root, pattern);
  if (path === null) return [];
  if (!path.includes('*')) return tree.file(path) ? [path] : [];
  // A leading slash: a pattern of CODEOWNERS holds from the root then.
  const rules = [{ line: 1, pattern: `/${path}`, owners: [] }];
  const start = folderOf(path.slice(0, path.indexOf('*')));
  const found = tree.filesBelow(start).filter((file) => codeownersOf(rules, file.path));
  return found.map((file) => file.path).slice(0, MOST_MEMBERS);
}

/** The docs of a settings file that another site takes in; null before its text was read. */
export function memberOf(path: string, read: SiteSource['read']): Member | null {
  const text = read(path);
  if (text === undefined) return null;
  const config = readConfig({ path, text }, folderOf(path));
  return { config, prefix: prefixOf(config.title ?? folderOf(path)) };
}

/** As the plugin names the folder: the site's name where it can be one, else made to fit. */
function prefixOf(name: string): string {
  const fits = /^[\w\-/]+$/.test(name)
    ? name
    : name
        .toLowerCase()
        .replace(/[^\p{L}\p{N}/]+/gu, '-')
        .replace(/^-|-$/g, '');
  return joinPath('', fits) || 'docs';
}
