import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { MAX_DESCRIPTOR_BYTES } from './descriptor.ts';
import type { DescriptorFile, SourceSnapshot } from './snapshot.ts';

/** `..data` and its like hold the real files of a Kubernetes volume, which links show under their own names. */
const IGNORED_FOLDER = /^(?:node_modules|\.git|\.\..+)$/;
const YAML_FILE = /\.ya?ml$/i;
const NAMED_DESCRIPTOR = /^catalog-info\.ya?ml$/i;
/** YAML of other trades (workflows, manifests) is not the catalog's business. */
const HOLDS_ENTITY = /^[ \t]*["']?apiVersion["']?[ \t]*:[ \t]*["']?[\w.-]*backstage\.io\//m;

/**
 * Every descriptor below a folder, in the order of the paths: files named catalog-info, and other YAML that holds entities.
 * @throws UserError when there is no such folder.
 */
export async function readFolder(path: string): Promise<SourceSnapshot> {
  const root = resolve(path);
  const isFolder = await stat(root).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new UserError(`There is no folder ${root}.`, 'Name the folder that holds descriptors.');
  const files: DescriptorFile[] = [];
  for (const file of await yamlFiles(root)) {
    const text = await readDescriptor(file);
    if (text === null) continue;
    const below = relative(root, file).split(sep).join('/');
    files.push({ location: `file:${file}`, path: below, text, commit: null });
  }
  return { source: `folder:${root}`, files, derived: [] };
}

async function yamlFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(goneAs([]));
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!IGNORED_FOLDER.test(entry.name)) found.push(...(await yamlFiles(path)));
    } else if (YAML_FILE.test(entry.name) && (entry.isFile() || (await isLinkToFile(path))))
      found.push(path);
  }
  return found;
}

/** Links to folders are not followed: they may lead back up. */
async function isLinkToFile(path: string): Promise<boolean> {
  const target = await stat(path).catch(goneAs(null));
  return target?.isFile() ?? false;
}

/** The text, or null for what is no descriptor or has vanished meanwhile. */
async function readDescriptor(path: string): Promise<string | null> {
  const isNamed = NAMED_DESCRIPTOR.test(basename(path));
  const size = await stat(path).then(({ size }) => size, goneAs(null));
  // A large file of another name is data, and looking into it would cost more than it could tell.
  if (size === null || (!isNamed && size > 2 * MAX_DESCRIPTOR_BYTES)) return null;
  const text = await readFile(path, 'utf8').catch(goneAs(null));
  return text !== null && (isNamed || HOLDS_ENTITY.test(text)) ? text : null;
}

/** Files come and go while a folder is read; a file that went is not there, any other failure rises. */
function goneAs<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return value;
    throw error;
  };
}
