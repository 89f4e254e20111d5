import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { asksOf } from './asks.ts';
import { MAX_DESCRIPTOR_BYTES } from './descriptor.ts';
import { type FolderTree, goneAs, openFolder } from './folder-tree.ts';
import { type ForeignKinds, holdsEntities, NO_FOREIGN_KINDS } from './foreign-kinds.ts';
import { type Included, MAX_INCLUDED_BYTES, placeholdersOf } from './placeholders.ts';
import type { DescriptorFile, MissingFile, SourceSnapshot } from './snapshot.ts';
import { aimOf, isGlob, pathMatcher } from './targets.ts';
import type { Unread } from './warnings.ts';

const YAML_FILE = /\.ya?ml$/i;
const NAMED_DESCRIPTOR = /^catalog-info\.ya?ml$/i;

export type FolderOptions = {
  /** Kinds that are kept although they are not Backstage's. */
  kinds?: ForeignKinds;
  /** The tree that targets and placeholders may lead into, where it is larger than the folder. */
  tree?: string;
  /** Whether the file of an address is read by somebody else; what nobody reads is a warning. */
  isReadElsewhere?: (url: string) => boolean;
};

/**
 * Every descriptor below a folder, in the order of the paths: files named catalog-info, other YAML that holds entities, and what
 * Locations point to. Nothing outside the tree is read.
 * @throws UserError when there is no such folder.
 */
export async function readFolder(
  path: string,
  options: FolderOptions = {},
): Promise<SourceSnapshot> {
  const root = resolve(path);
  const isFolder = await stat(root).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new UserError(`There is no folder ${root}.`, 'Name the folder that holds descriptors.');
  const tree = await openFolder(options.tree ?? root);
  const { kinds = NO_FOREIGN_KINDS } = options;
  const texts = new Map<string, string>();
  for (const file of await tree.list(root)) {
    const text = YAML_FILE.test(file) ? await readDescriptor(join(tree.root, file), kinds) : null;
    if (text !== null) texts.set(file, text);
  }
  const locations = await followLocations(tree, texts, options);
  const files: DescriptorFile[] = [];
  for (const [file, text] of [...texts].sort(([a], [b]) => byPath(a, b))) {
    const unread = locations.unread.get(file);
    const below = relative(root, join(tree.root, file)).split(sep).join('/');
    files.push({
      ...(await complete(tree, { path: file, text })),
      path: below,
      ...(unread?.size && { unread }),
    });
  }
  return { source: `folder:${root}`, files, derived: [], missing: locations.missing };
}

/** One file with what its placeholders name and which of its targets lead nowhere; what it points to is not part of it. */
export async function readDescriptorFile(
  file: string,
  options: FolderOptions = {},
): Promise<DescriptorFile> {
  const tree = await openFolder(options.tree ?? dirname(resolve(file)));
  const path = relative(tree.root, resolve(file)).split(sep).join('/');
  const text = await readFile(file, 'utf8');
  const { unread } = await followLocations(tree, new Map([[path, text]]), options);
  return { ...(await complete(tree, { path, text })), unread: unread.get(path) ?? new Map() };
}

/** The git checkout that a file or folder belongs to, which is the tree that GitHub would show; itself where there is none. */
export function checkoutOf(path: string): string {
  const start = resolve(path);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return start;
  }
}

async function complete(
  tree: FolderTree,
  { path, text }: { path: string; text: string },
): Promise<DescriptorFile> {
  const included = new Map<string, Included>();
  for (const target of placeholdersOf(text)) {
    const aim = aimOf(target, placeOf(tree, path));
    if (aim.kind === 'inside') included.set(target, await tree.read(aim.path, MAX_INCLUDED_BYTES));
    else if (aim.kind === 'nowhere') included.set(target, aim);
    else
      included.set(target, { reason: `it is not a file below ${tree.root}; name one by its path` });
  }
  const location = `file:${join(tree.root, path)}`;
  return { location, path, text, commit: null, ...(included.size > 0 && { included }) };
}

/** Adds the files that Locations point to, and says what they point to in vain. */
async function followLocations(
  tree: FolderTree,
  texts: Map<string, string>,
  { kinds = NO_FOREIGN_KINDS, isReadElsewhere = () => false }: FolderOptions,
): Promise<{ unread: Map<string, Map<string, Unread>>; missing: MissingFile[] }> {
  const unread = new Map<string, Map<string, Unread>>();
  const missing = new Map<string, MissingFile>();
  let all: string[] | null = null;
  // What is added to a map while it is walked is walked as well.
  for (const [file, text] of texts) {
    const blame = new Map<string, Unread>();
    unread.set(file, blame);
    for (const { target, aim, isRequired } of asksOf(text, placeOf(tree, file), kinds).asks) {
      if (aim.kind === 'nowhere') blame.set(target, { isMissing: false, reason: aim.reason });
      else if (aim.kind === 'elsewhere') {
        if (!isReadElsewhere(aim.url))
          blame.set(target, { isMissing: false, reason: NOT_OF_A_FOLDER });
      } else if (isGlob(aim.path)) {
        all ??= await tree.list();
        const found = all.filter(pathMatcher(aim.path));
        if (found.length === 0)
          blame.set(target, { isMissing: true, reason: 'no file matches it' });
        for (const path of found) {
          const read = texts.has(path) ? null : await tree.read(path, MAX_DESCRIPTOR_BYTES);
          if (read && 'text' in read) texts.set(path, read.text);
        }
      } else {
        const read = texts.has(aim.path) ? null : await tree.read(aim.path, MAX_DESCRIPTOR_BYTES);
        if (read && 'text' in read) texts.set(aim.path, read.text);
        else if (read) {
          blame.set(target, read);
          const location = `file:${join(tree.root, aim.path)}`;
          const reason = `${file} points to this file, and ${read.reason}. What it said before stays.`;
          if (isRequired || !read.isMissing) missing.set(location, { location, reason });
        }
      }
    }
  }
  return { unread, missing: [...missing.values()] };
}

const NOT_OF_A_FOLDER =
  'it is an address, and only files below the folder are read; connect GitHub to read its repositories';

function placeOf(tree: FolderTree, path: string): { root: string; path: string } {
  return { root: tree.root.endsWith('/') ? tree.root : `${tree.root}/`, path };
}

/** The text, or null for what is no descriptor or has vanished meanwhile. */
async function readDescriptor(path: string, kinds: ForeignKinds): Promise<string | null> {
  const isNamed = NAMED_DESCRIPTOR.test(basename(path));
  const size = await stat(path).then(({ size }) => size, goneAs(null));
  // A large file of another name is data, and looking into it would cost more than it could tell.
  if (size === null || (!isNamed && size > 2 * MAX_DESCRIPTOR_BYTES)) return null;
  const text = await readFile(path, 'utf8').catch(goneAs(null));
  return text !== null && (isNamed || holdsEntities(text, kinds)) ? text : null;
}

function byPath(a: string, b: string): number {
  return a < b ? -1 : 1;
}
