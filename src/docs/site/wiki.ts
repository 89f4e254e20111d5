import type { From, Meaning, Places } from './links.ts';
import { folderOf, isIndex, joinPath, nameOf } from './paths.ts';

/** Address of `[[Page name]]` as the parser writes it. */
export const WIKI = /^wiki:/i;

/** A page is found by the name of its file, wherever it lies; of several, one beside the page that asks, else the shortest way. */
export function wikiMeaning(written: string, from: From, { pageOfFile }: Places): Meaning {
  const [name = '', ...rest] = written.replace(WIKI, '').split('#');
  const anchor = rest.join('#').trim();
  if (name.trim() === '') return { kind: 'page', path: from.path, anchor };
  const wanted = plain(name);
  const isBeside = (file: string) => Number(folderOf(file) !== folderOf(from.file));
  const [found] = [...pageOfFile]
    .filter(([file]) => plain(calledBy(file)) === wanted || plain(file).endsWith(`/${wanted}`))
    .toSorted(([a], [b]) => isBeside(a) - isBeside(b) || a.length - b.length || (a < b ? -1 : 1));
  if (found) return { kind: 'page', path: found[1], anchor };
  const file = joinPath(folderOf(from.file), `${name.trim()}.md`);
  return file === null ? { kind: 'nowhere' } : { kind: 'file', file, anchor };
}

/** `setup/index.md` is called by its folder. */
function calledBy(file: string): string {
  return nameOf(isIndex(file) ? folderOf(file) : file);
}

function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/\.(?:md|markdown)$/, '')
    .replace(/[\s_-]+/g, '-');
}
