import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { StandardsFile } from './read-files.ts';

/**
 * The file, or every YAML file of a folder, and JSON where it holds rules of Tech Insights.
 * @throws UserError for a path that does not exist.
 */
export async function filesOf(path: string): Promise<StandardsFile[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new UserError(`There is no file or folder ${path}.`, 'Check the path.');
  const files = found.isDirectory() ? await filesBelow(path) : [path];
  const read: StandardsFile[] = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    if (found.isDirectory() && /\.json$/i.test(file) && !/"techInsights"/.test(text)) continue;
    read.push({ file, text, url: null });
  }
  return read;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/(?:^|[\\/])(?:\.git|node_modules)[\\/]/.test(file))
    .toSorted();
}
