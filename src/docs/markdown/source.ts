import type { FrontMatter, PageEnvironment } from '../page.ts';
import { readFrontMatter } from './front-matter.ts';
import { expandIncludes } from './include/expand.ts';
import { settleLists } from './settle-lists.ts';

/** The text of a page as it is read: without its front matter, with what it includes. */
export type Source = {
  meta: FrontMatter;
  lines: readonly string[];
  /** Of each line, where it stands in the file, from 1; an included line stands where it is included. */
  numbers: readonly number[];
  /** Files that it takes in. */
  includes: readonly string[];
  /** What it wants to take in and cannot. */
  missing: readonly { path: string; line: number }[];
};

export function readSource(text: string, env: PageEnvironment): Source {
  const all = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const { meta, height } = readFrontMatter(all);
  const page = all.slice(height).map((line, at) => ({ text: line, number: at + height + 1 }));
  const { lines, includes, missing } = expandIncludes(page, env);
  return {
    meta,
    lines: settleLists(lines.map((line) => line.text)),
    numbers: lines.map((line) => line.number),
    includes,
    missing,
  };
}
