import { createHash } from 'node:crypto';
import { atOnce, mapped, type Steps } from '../in-slices.ts';
import { parseOrPlain } from '../markdown-or-plain.ts';
import type { PageEnvironment, ParsedPage } from '../page.ts';
import type { DocFile, Site, SitePage } from '../site.ts';
import { type CheckedLink, checkLinks } from './check-links.ts';
import { kindOf } from './kind.ts';
import { isPicture, type Layout, layOut } from './layout.ts';
import { ELSEWHERE, type Places } from './links.ts';
import { titleOfName } from './nav/entry.ts';
import { itemsOf, pathsOf } from './nav/items.ts';
import { problemsOf } from './page-problems.ts';
import { nameOf } from './paths.ts';
import { redirectsOf } from './redirects.ts';
import { settingsOf } from './settings.ts';
import type { SiteAddresses, SiteSource } from './source.ts';

/**
 * Files whose text is still wanted before the site can be built: the settings, then the pages, then what they include. Ask again with
 * those texts until nothing is missing; a text that cannot be had is given as ''.
 */
export function* missingTexts(source: SiteSource): Steps<DocFile[]> {
  const { parse = parseOrPlain } = source;
  const files = new Map(source.files.map((file) => [file.path, file]));
  const missing = new Map<string, DocFile>();
  const read = (path: string) => {
    const text = source.read(path);
    const file = files.get(path);
    if (text === undefined && file) missing.set(path, file);
    return text;
  };
  const layout = layOut({ ...source, read });
  // What the settings say decides which pages there are.
  if (missing.size > 0) return [...missing.values()];
  const texts = layout.pages.map((page) => ({ page, text: read(page.file.path) ?? '' }));
  const including = texts.filter(({ text }) => MAY_INCLUDE.test(text));
  yield* mapped(including, ({ page, text }) => parse(text, environmentOf(page, { layout, read })));
  return [...missing.values()];
}

const MAY_INCLUDE = /--8<--|include/;

type Read = SiteSource['read'];

function environmentOf(
  { file, member }: Layout['pages'][number],
  { layout, read }: { layout: Layout; read: Read },
): PageEnvironment {
  return {
    file: file.path,
    snippetFolders: member.config.snippetFolders,
    include: (path) => (layout.tree.file(path) ? (read(path) ?? null) : null),
  };
}

/** Makes a site of its files: which pages there are, what stands in them, how they hang together and what is wrong. */
export function buildSite(source: SiteSource & SiteAddresses): Site {
  return atOnce(buildInSteps(source));
}

/** The same with a rest after every page. */
export function* buildInSteps(source: SiteSource & SiteAddresses): Steps<Site> {
  const { parse = parseOrPlain } = source;
  const layout = layOut(source);
  yield;
  const { main } = layout;
  const parsed = yield* mapped(layout.pages, (page) => {
    const text = source.read(page.file.path) ?? '';
    const env = environmentOf(page, { layout, read: source.read });
    const { parsed, isPlain } = parse(text, env);
    return { ...page, text, parsed, isPlain };
  });
  const titles = new Map(
    parsed.map((page) => [
      page.file.path,
      {
        path: page.path,
        title: titleOf(page.parsed, page.file.path, page.path, main.config.title),
      },
    ]),
  );
  const nav = itemsOf(layout.nav, {
    page: (file) => titles.get(file) ?? null,
    asset: (file) => addressOfAsset(file, layout),
    hasSectionPages: main.config.hasSectionPages,
  });
  const settings = settingsOf(main.config, source);
  const pageOfFile = new Map(parsed.map(({ file, path }) => [file.path, path]));
  const { redirects, problems: lost } = redirectsOf(main.config, pageOfFile);
  const places: Places = {
    pageOfFile,
    addresses: new Set(pageOfFile.values()),
    hasAsset: (address) => layout.assets.has(address),
    docsDir: main.config.docsDir,
    redirects,
    sourceUrl: settings.sourceUrl,
  };
  const byPath = new Map(parsed.map((page) => [page.path, page]));
  const checked = yield* mapped(parsed, (page) =>
    checkLinks(page, { places, tree: layout.tree, pageAt: (path) => byPath.get(path) ?? null }),
  );
  const order = orderOf(pathsOf(nav), [...byPath.keys()]);
  const pages = parsed.map((page, at): SitePage => {
    const includes = Object.fromEntries(
      page.parsed.includes.map((path) => [path, layout.tree.file(path)?.oid ?? '']),
    );
    return {
      path: page.path,
      file: page.file.path,
      oid: page.file.oid,
      etag: hashOf([page.file.oid, includes]),
      title: titles.get(page.file.path)?.title ?? page.path,
      kind: kindOf(page.file.path, page.parsed, source),
      position: order.get(page.path)?.position ?? 0,
      isInNav: order.get(page.path)?.isInNav ?? false,
      parsed: page.parsed,
      includes,
      outside: [...new Set(checked[at]?.outside ?? [])],
      problems: [...problemsOf(page), ...(checked[at]?.problems ?? [])],
    };
  });
  return {
    kind: source.kind,
    title: main.config.title ?? titleOfSite(pages, source.root),
    description: main.config.description,
    nav: source.kind === 'readme' ? [] : nav,
    settings: { ...settings, redirects },
    pages: pages.toSorted((a, b) => a.position - b.position),
    assets: assetsOf(layout, checked),
    problems: [...layout.problems, ...lost],
  };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 40);
}

function titleOf(parsed: ParsedPage, file: string, path: string, siteTitle: string | null): string {
  if (parsed.title) return parsed.title;
  if (path === '') return siteTitle ?? 'Home';
  const isFirst = /^(index|readme)\./i.test(nameOf(file));
  return titleOfName(isFirst ? nameOf(path) : nameOf(file));
}

function titleOfSite(pages: readonly SitePage[], root: string): string {
  const first = pages.find(({ path }) => path === '');
  return first?.parsed.title ?? (titleOfName(nameOf(root)) || 'Docs');
}

function addressOfAsset(file: string, { assets }: Layout): string | null {
  for (const [address, { path }] of assets) if (path === file) return address;
  return null;
}

/** Pages as the nav names them, then the others in the order of their files. */
function orderOf(named: readonly string[], all: readonly string[]) {
  const pages = new Set(all);
  const inNav = new Set(named.filter((path) => pages.has(path)));
  const order = [...inNav, ...all.filter((path) => !inNav.has(path))];
  return new Map(order.map((path, position) => [path, { position, isInNav: inNav.has(path) }]));
}

function assetsOf(
  { assets, tree }: Layout,
  checked: readonly CheckedLink[],
): Record<string, DocFile> {
  const found = new Map(assets);
  for (const { pictures } of checked)
    for (const path of pictures) {
      const file = tree.file(path);
      if (file && isPicture(path)) found.set(`${ELSEWHERE}${path}`, file);
    }
  return Object.fromEntries(found);
}
