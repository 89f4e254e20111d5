import { bytes } from './words.ts';

type Folder = { folders: Map<string, Folder>; files: [string, number][] };

/** Paths as an indented tree, folders first, each file with its size. */
export function treeLines(sizes: ReadonlyMap<string, number>): string[] {
  const root: Folder = { folders: new Map(), files: [] };
  for (const [path, size] of sizes) {
    const parts = path.split('/');
    const file = parts.pop() ?? '';
    let at = root;
    for (const part of parts) {
      const next = at.folders.get(part) ?? { folders: new Map(), files: [] };
      at.folders.set(part, next);
      at = next;
    }
    at.files.push([file, size]);
  }
  return linesOf(root, '');
}

function linesOf({ folders, files }: Folder, indent: string): string[] {
  const below = [...folders]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([name, folder]) => [`${indent}${name}/`, ...linesOf(folder, `${indent}  `)]);
  const own = files
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, size]) => `${indent}${name}  ${bytes(size)}`);
  return [...below, ...own];
}
