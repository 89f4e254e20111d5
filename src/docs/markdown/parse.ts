import type { PageEnvironment, ParsedPage } from '../page.ts';
import { wordsIn } from '../search/analyse.ts';
import { linksOf } from './links.ts';
import { sectionsOf, titleOf } from './outline.ts';
import { readPage } from './read.ts';
import { unsupportedIn } from './unsupported.ts';

/** Reads a page for search, answers and health. The same headings have the same ids in `renderPage`. */
export function parsePage(text: string, env: PageEnvironment): ParsedPage {
  const { source, tokens, headings, tooMuch } = readPage(text, env);
  const sections = sectionsOf(tokens, headings, source);
  return {
    meta: source.meta,
    title: source.meta.title ?? titleOf(tokens, headings),
    headings: headings.map(({ level, text, id }) => ({ level, text, id })),
    sections,
    links: linksOf(tokens, source.numbers),
    unsupported: unsupportedIn(tokens, source.numbers),
    includes: source.includes,
    missingIncludes: source.missing,
    ...(tooMuch && { tooMuch }),
    words: sections.reduce((sum, section) => sum + wordsIn(section.text).length, 0),
  };
}
