import type { FrontMatter, PageEnvironment } from '../page.ts';
import { readFrontMatter } from './front-matter.ts';

/** The text of a page as it is read: without its front matter, with what it includes. */
export type Source = {
  meta: FrontMatter;
  lines: readonly string[];
  /** Of each line, where it stands in the file, from 1; an included line stands where it is included. */
  numbers: readonly number[];
  /** Files that it takes in. */
  includes: readonly string[];
};

export function readSource(text: string, _env: PageEnvironment): Source {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const { meta, height } = readFrontMatter(lines);
  return {
    meta,
    lines: lines.slice(height),
    numbers: lines.slice(height).map((_, at) => at + height + 1),
    includes: [],
  };
}
