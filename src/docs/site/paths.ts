/** A path below a folder, without `.` and `..`; null where it leads out of the repository. */
export function joinPath(folder: string, path: string): string | null {
  const names = folder === '' ? [] : folder.split('/');
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return null;
  }
  return names.join('/');
}

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path from a folder down; null where it does not stand below it. */
export function below(folder: string, path: string): string | null {
  if (folder === '') return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
}

export function isMarkdown(path: string): boolean {
  return /\.(md|markdown|mdown|mkdn|mkd)$/i.test(path);
}

/** Whether it is the first page of its folder. */
export function isIndex(path: string): boolean {
  return /^(index|readme)\.[a-z]+$/i.test(nameOf(path));
}

/** Address of a page below its site: `adr/0007-kafka.md` is `adr/0007-kafka`, `adr/index.md` and `adr/README.md` are `adr`. */
export function addressOfPage(path: string): string {
  return isIndex(path) ? folderOf(path) : path.replace(/\.[a-z]+$/i, '');
}

/** As a part of an address: what stands between slashes is encoded. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** An address as it was before it was encoded; as it is where it never was. */
export function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
