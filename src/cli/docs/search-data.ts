import { encodePath } from '../../docs/site/paths.ts';
import type { Site } from '../../docs/site.ts';

/** Of a section so much is searched in the browser: everybody who searches loads all of it. */
const MOST_CHARACTERS = 1500;

/** Sections of all pages for the search in the browser, as a script: files that are opened without a server load nothing else. */
export function searchData(site: Site): string {
  const sections = site.pages.flatMap(({ path, title, parsed }) =>
    parsed.sections.map((section) => ({
      p: path === '' ? '' : `${encodePath(path)}/`,
      t: title,
      h: section.path,
      a: section.anchor,
      x: section.text.replace(/\s+/g, ' ').slice(0, MOST_CHARACTERS),
    })),
  );
  return `globalThis.docsSections = ${JSON.stringify(sections)};\n`;
}
