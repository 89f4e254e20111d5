import type { DocFile } from '../site.ts';
import { below, folderOf, nameOf } from './paths.ts';

/** The files of a repository, to be asked. */
export type Tree = {
  file: (path: string) => DocFile | undefined;
  /** Whether a folder with at least one file stands there. */
  hasFolder: (path: string) => boolean;
  /** Everything below a folder, by path. */
  filesBelow: (folder: string) => readonly DocFile[];
  /** A file whose path differs only in upper and lower case. */
  inOtherCase: (path: string) => DocFile | undefined;
  /** Every file of a name, wherever it lies. */
  named: (name: string) => readonly DocFile[];
};

export function treeOf(files: readonly DocFile[]): Tree {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const folders = new Set(['']);
  for (const { path } of files)
    for (let folder = folderOf(path); !folders.has(folder); folder = folderOf(folder))
      folders.add(folder);
  let lower: Map<string, DocFile> | null = null;
  let byName: Map<string, DocFile[]> | null = null;
  return {
    file: (path) => byPath.get(path),
    hasFolder: (path) => folders.has(path),
    filesBelow: (folder) => files.filter(({ path }) => below(folder, path) !== null),
    inOtherCase: (path) => {
      lower ??= new Map(files.map((file) => [file.path.toLowerCase(), file]));
      return lower.get(path.toLowerCase());
    },
    named: (name) => {
      byName ??= Map.groupBy(files, ({ path }) => nameOf(path));
      return byName.get(name) ?? [];
    },
  };
}
