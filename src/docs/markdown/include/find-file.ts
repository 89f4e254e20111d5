import { posix } from 'node:path';
import type { PageEnvironment } from '../../page.ts';

/** Where an included file may lie: in the folders given, in this order. What leads out of the repository is left out. */
export function placesOf(written: string, folders: readonly string[]): string[] {
  const places = folders.map((folder) => inside(posix.join(folder || '.', written)));
  return [...new Set(places.filter((place) => place !== null))];
}

function inside(path: string): string | null {
  const normal = posix.normalize(path).replace(/^\/+/, '');
  return normal === '..' || normal.startsWith('../') || normal === '.' ? null : normal;
}

/** The first of the places that has a file. */
export function firstFile(
  places: readonly string[],
  include: PageEnvironment['include'],
): { path: string; text: string } | null {
  for (const path of places) {
    const text = include(path);
    if (text !== null) return { path, text };
  }
  return null;
}

export function folderOf(file: string): string {
  const folder = posix.dirname(file);
  return folder === '.' ? '' : folder;
}
