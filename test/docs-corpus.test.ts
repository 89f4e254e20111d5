import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { renderStatic, siteToDraw } from '../src/cli/docs/static-site.ts';
import { buildSite } from '../src/docs/site/build.ts';
import { decoded } from '../src/docs/site/paths.ts';
import type { NavItem, Site } from '../src/docs/site.ts';
import { navOf, readSimply, wordsOf } from './public-docs/simple-reader.ts';

/** A folder of public files whose folder `docs` holds docs sites, one a folder. */
const corpus = process.env['CALLBOARD_CORPUS'] ?? '';
const isThere = existsSync(`${corpus}/docs`);

type Public = { name: string; texts: ReadonlyMap<string, string> };

function load(): Public[] {
  if (!isThere) return [];
  const base = join(corpus, 'docs');
  return readdirSync(base)
    .filter((name) => statSync(join(base, name)).isDirectory())
    .map((name) => {
      const entries = readdirSync(join(base, name), { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile());
      const paths = files.map((entry) => join(entry.parentPath, entry.name));
      const start = join(base, name).length + 1;
      return {
        name,
        texts: new Map(paths.map((path) => [path.slice(start), readFileSync(path, 'utf8')])),
      };
    });
}

function built({ texts }: Public): Site {
  const files = [...texts].map(([path, text]) => ({ path, oid: path, bytes: text.length }));
  const read = (path: string) => texts.get(path);
  return buildSite({ root: '', kind: 'techdocs', files, read, sourceUrl: null, editUrl: null });
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

/** The words of HTML, as a browser shows them. */
function wordsOfHtml(html: string): Map<string, number> {
  const text = html
    .replace(/<img [^>]*?alt="([^"]*)"[^>]*>/g, ' $1 ')
    // Colours and marks within a word do not end it.
    .replace(/<\/?(?:span|em|strong|code|a|mark|del|ins|sub|sup|b|i|abbr|s)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (all, name: string) => ENTITIES[name] ?? all);
  const counts = new Map<string, number>();
  for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Words that stand more often in the first than in the second. */
function lost(words: readonly string[], there: ReadonlyMap<string, number>): string[] {
  const left = new Map(there);
  return words.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0;
  });
}

function titlesIn(items: readonly NavItem[]): { title: string; path: string | null }[] {
  return items.flatMap(({ title, path, items: below }) => [{ title, path }, ...titlesIn(below)]);
}

describe.skipIf(!isThere)('public docs', () => {
  const sites = load().map((one) => ({ ...one, site: built(one) }));
  const pages = sites.flatMap((one) => {
    const drawing = siteToDraw(one.site, (path) => one.texts.get(path));
    return one.site.pages.map((page) => ({
      name: `${one.name}/${page.file}`,
      page,
      html: renderStatic(drawing, page).html,
      seen: readSimply(one.texts.get(page.file) ?? ''),
    }));
  });

  afterAll(() => {
    const sum = (count: (page: (typeof pages)[number]) => number) =>
      pages.reduce((all, page) => all + count(page), 0);
    const problems = sites.flatMap(({ site }) => [
      ...site.problems,
      ...site.pages.flatMap((page) => page.problems),
    ]);
    const unsupported = problems.filter(({ kind }) => kind === 'unsupported').length;
    process.stderr.write(
      `Public docs: ${sites.length} sites, ${pages.length} pages, ${sum(({ seen }) => seen.headings.length)} headings, ${sum(({ seen }) => seen.links.length)} links, ${sum(({ seen }) => seen.words.length)} words; ${problems.length - unsupported} problems, ${unsupported} times something not supported.\n`,
    );
  });

  it('are all read, each page of them', () => {
    expect(sites.filter(({ site }) => site.pages.length === 0).map(({ name }) => name)).toEqual([]);
    const plain = sites.flatMap(({ site }) => site.pages.flatMap(({ problems }) => problems));
    expect(plain.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
    const files = sites.flatMap(({ name, texts, site }) => {
      const shown = new Set(site.pages.map(({ file }) => file));
      const dir = `${site.settings.docsDir}/`;
      return [...texts.keys()].flatMap((path) =>
        path.startsWith(dir) && path.endsWith('.md') && !shown.has(path) ? [`${name}/${path}`] : [],
      );
    });
    expect(files).toEqual([]);
  });

  it('keep their headings', () => {
    const missing = pages.flatMap(({ name, page, seen }) => {
      const found = new Set(page.parsed.headings.map(({ text }) => wordsOf(text).join(' ')));
      return seen.headings.flatMap((text) => (found.has(text) ? [] : [`${name}: ${text}`]));
    });
    expect(missing).toEqual([]);
  });

  it('keep their text, on the page and for the search', () => {
    const missing = pages.flatMap(({ name, page, html, seen }) => {
      const searched = [page.title, ...page.parsed.headings.map(({ text }) => text)]
        .concat(page.parsed.sections.map(({ text }) => text))
        .join('\n');
      const inSearch = new Map<string, number>();
      for (const word of wordsOf(searched)) inSearch.set(word, (inSearch.get(word) ?? 0) + 1);
      return [
        ...lost(seen.words, wordsOfHtml(html)).map((word) => `${name}: ${word} (page)`),
        ...lost(seen.words, inSearch).map((word) => `${name}: ${word} (search)`),
      ];
    });
    expect(missing).toEqual([]);
  });

  it('keep their links and pictures: each leads on, or is said to be broken', () => {
    const missing = pages.flatMap(({ name, page, seen }) => {
      const found = new Set(page.parsed.links.map(({ href }) => decoded(href)));
      return seen.links.flatMap(({ href }) =>
        found.has(decoded(href)) ? [] : [`${name}: ${href}`],
      );
    });
    expect(missing).toEqual([]);
  });

  it('keep their nav', () => {
    const missing = sites.flatMap(({ name, texts, site }) => {
      const config = texts.get('mkdocs.yaml') ?? texts.get('mkdocs.yml') ?? '';
      const titles = titlesIn(site.nav);
      const files = new Map(site.pages.map(({ file, path }) => [file, path]));
      return navOf(config).flatMap(({ title, file }) => {
        const path = files.get(`${site.settings.docsDir}/${file}`);
        const item = titles.find(
          (one) => one.path === path && (title === null || one.title === title),
        );
        const isTold = site.problems.some(({ message }) => message.includes(file));
        return item || (path === undefined && isTold) ? [] : [`${name}: ${title} ${file}`];
      });
    });
    expect(missing).toEqual([]);
  });
});
