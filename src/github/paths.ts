import { posix } from 'node:path';
import { CODEOWNERS_PATHS } from '../catalog/codeowners.ts';
import type { TreeEntry } from './answers.ts';

/** A file of a repository: its path from the root, its git object id, and its size where GitHub told it. */
export type RepositoryFile = { path: string; oid: string; bytes: number };

const YAML = /\.ya?ml$/i;
const DESCRIPTOR_NAME = /^(catalog-info|template)\.ya?ml$/i;
/** Repositories and folders that hold descriptors for others: every YAML file in them may be one. */
const CENTRAL_NAME = /(^|[-_.])catalog(ue)?$|(^|[-_.])(backstage|callboard)([-_.]|$)/i;
const CENTRAL_FOLDERS = new Set(['catalog', '.backstage', 'backstage', '.callboard', 'entities']);
/** Root names that say "several things live here", so that nested descriptors are worth one REST call. */
const WORKSPACE_NAMES = new Set([
  ...CENTRAL_FOLDERS,
  ...['apps', 'libs', 'packages', 'plugins', 'projects', 'services', 'templates'],
  ...['go.work', 'lerna.json', 'nx.json', 'pnpm-workspace.yaml', 'rush.json', 'turbo.json'],
]);

/** Folders of other people's files, examples, and what templates are made of: descriptors in them describe nothing here. */
export const FOREIGN_FOLDER =
  /(^|\/)(node_modules|vendor|testdata|fixtures|__fixtures__|skeleton)\//i;

/** True for a file whose text may hold entities; `asked` are paths that Locations point to. */
export function isDescriptorPath(
  path: string,
  { repository, asked }: { repository: string; asked: (path: string) => boolean },
): boolean {
  if (asked(path)) return true;
  if (!YAML.test(path)) return false;
  if (FOREIGN_FOLDER.test(path)) return false;
  if (DESCRIPTOR_NAME.test(posix.basename(path))) return true;
  const [top = ''] = path.split('/');
  if (CENTRAL_FOLDERS.has(top.toLowerCase())) return true;
  return CENTRAL_NAME.test(repository) && !path.split('/').some((part) => part.startsWith('.'));
}

/** True for the descriptor name people expect an error for when it holds none. */
export function isNamedDescriptor(path: string): boolean {
  return /^catalog-info\.ya?ml$/i.test(posix.basename(path));
}

/**
 * True where descriptors may lie deeper than the root, `.github` and `docs`. Reading the whole tree costs a REST call at every change of the
 * repository, so it is done only for what looks like a monorepo or a central catalog, and where a Location points deeper.
 */
export function needsWholeTree(repository: string, rootNames: readonly string[]): boolean {
  return (
    CENTRAL_NAME.test(repository) ||
    rootNames.some((name) => WORKSPACE_NAMES.has(name.toLowerCase()))
  );
}

/** The CODEOWNERS file that counts. */
export function codeownersFileOf(files: readonly RepositoryFile[]): RepositoryFile | null {
  const found = CODEOWNERS_PATHS.map((place) => files.find((file) => file.path === place));
  return found.find((file) => file !== undefined) ?? null;
}

const DOCUMENT = /\.(md|markdown|adoc|rst)$/i;
const WORTH_KNOWING = /^(readme(\..*)?|mkdocs\.ya?ml|codeowners|dockerfile)$/i;
/** A repository with more files than this in its documentation keeps the first; its row has to stay small. */
const MOST_FILES = 2_000;

/** The paths kept with the repository, for documentation and checks: the root, `.github`, documents, descriptors. */
export function filesWorthKnowing(
  files: readonly RepositoryFile[],
  descriptors: ReadonlySet<string>,
): Record<string, string> {
  const kept = files.filter(({ path }) => {
    const isNear = !path.includes('/') || path.startsWith('.github/') || path.startsWith('docs/');
    const name = posix.basename(path);
    return isNear || descriptors.has(path) || DOCUMENT.test(name) || WORTH_KNOWING.test(name);
  });
  const first = kept
    .toSorted((a, b) => Number(descriptors.has(b.path)) - Number(descriptors.has(a.path)))
    .slice(0, MOST_FILES);
  return Object.fromEntries(first.map(({ path, oid }) => [path, oid]));
}

/**
 * The files below nested tree entries. Submodules are none; a folder of docs that was not opened stands there with a slash at its end,
 * so that somebody who needs to know can look into it.
 */
export function flattenTree(
  entries: readonly TreeEntry[] | null | undefined,
  prefix = '',
): RepositoryFile[] {
  return (entries ?? []).flatMap((entry) => {
    const path = prefix + entry.name;
    if (entry.type === 'blob') return [{ path, oid: entry.oid, bytes: entry.size ?? 0 }];
    if (entry.type !== 'tree') return [];
    const isUnopened = !entry.object?.entries && path.startsWith('docs/');
    if (isUnopened) return [{ path: `${path}/`, oid: entry.oid, bytes: 0 }];
    return flattenTree(entry.object?.entries, `${path}/`);
  });
}
