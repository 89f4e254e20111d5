import type { DocProblem } from '../page.ts';
import type { DocFile } from '../site.ts';
import { excluder } from './exclude.ts';
import { type Member, mainMember } from './member.ts';
import type { NavEntry } from './nav/entry.ts';
import { navOfFolder } from './nav/folders.ts';
import { readSummary } from './nav/summary.ts';
import { type NavReading, navOf } from './nav/written.ts';
import { addressOfPage, below, isMarkdown, joinPath, nameOf } from './paths.ts';
import type { SiteSource } from './source.ts';
import { type Tree, treeOf } from './tree.ts';

/** Which files are pages of a site, at which addresses, and in which order: known before any page is read. */
export type Layout = {
  main: Member;
  members: readonly Member[];
  tree: Tree;
  pages: readonly { path: string; file: DocFile; member: Member }[];
  /** Address below the site -> file. */
  assets: ReadonlyMap<string, DocFile>;
  nav: readonly NavEntry[];
  problems: readonly DocProblem[];
};

const MOST_PAGES = 5000;
/** A page of this length is a whole book; browsers and search are no help with it. */
const LARGEST_PAGE = 4 * 1024 * 1024;
const SUMMARY = /(^|\/)SUMMARY\.md$/;

export function layOut(source: SiteSource): Layout {
  const tree = treeOf(source.files);
  const main = mainMember(source, tree);
  const problems: DocProblem[] = [...main.config.problems];
  const reading: NavReading = {
    tree,
    read: source.read,
    members: [main],
    problems,
    foundNav: (member) => foundNav(member, source, tree),
  };
  const nav = source.kind === 'readme' ? [] : [...navOf(main, reading)];
  const files = source.kind === 'readme' ? [] : filesOfMembers(reading.members, tree);
  const hasSummary = main.config.nav === null;
  const pages = addressed(
    files.filter(({ file }) => isPage(file.path) && !(hasSummary && SUMMARY.test(file.path))),
    problems,
  );
  const first = pages.some(({ path }) => path === '') ? null : readmeOf(source.root, tree);
  if (first && !pages.some(({ file }) => file.path === first.path)) {
    pages.unshift({ path: '', file: first, member: main });
    if (main.config.nav === null) nav.unshift({ kind: 'file', title: null, file: first.path });
  }
  const assets = new Map(
    files.flatMap(({ file, member, path }) =>
      isAsset(file.path, member) ? [[withPrefix(member, path), file] as const] : [],
    ),
  );
  return { main, members: reading.members, tree, pages, assets, nav, problems };
}

function isPage(path: string): boolean {
  return isMarkdown(path);
}

/** Where the docs folder is the whole repository, only what a page shows is of the docs. */
function isAsset(path: string, { config }: Member): boolean {
  if (isMarkdown(path)) return false;
  return config.docsDir !== '' || isPicture(path);
}

export function isPicture(path: string): boolean {
  return /\.(png|jpe?g|gif|webp|svg|avif|ico|bmp)$/i.test(path);
}

type Found = { member: Member; file: DocFile; path: string };

/** Every file of the docs folders, by its path in its folder. A folder inside another belongs to the inner one. */
function filesOfMembers(members: readonly Member[], tree: Tree): Found[] {
  const inner = members.toSorted((a, b) => b.config.docsDir.length - a.config.docsDir.length);
  const seen = new Set<string>();
  return inner
    .flatMap((member) => {
      const { docsDir, excluded } = member.config;
      const isExcluded = excluder(excluded);
      return tree.filesBelow(docsDir).flatMap((file): Found[] => {
        const path = below(docsDir, file.path);
        if (path === null || seen.has(file.path)) return [];
        seen.add(file.path);
        return isExcluded(path) ? [] : [{ member, file, path }];
      });
    })
    .toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1));
}

function withPrefix({ prefix }: Member, path: string): string {
  return joinPath(prefix, path) ?? path;
}

/** Gives each page its address. Two files of one address: index.md goes before README.md, and `adr/index.md` before `adr.md`. */
function addressed(found: readonly Found[], problems: DocProblem[]) {
  const taken = new Map<string, Layout['pages'][number]>();
  const pages: Layout['pages'][number][] = [];
  const ranked = found.toSorted((a, b) => rankOf(a.path) - rankOf(b.path));
  for (const { member, file, path } of ranked) {
    if (file.bytes !== null && file.bytes > LARGEST_PAGE) {
      const message = `${file.path} is larger than ${LARGEST_PAGE / 1024 / 1024} MB, so it is no page. Split it.`;
      problems.push({ kind: 'size', message, file: file.path, line: null, column: null });
      continue;
    }
    const address = withPrefix(member, addressOfPage(path));
    const page = { path: taken.has(address) ? withPrefix(member, path) : address, file, member };
    taken.set(page.path, page);
    pages.push(page);
  }
  const inOrder = pages.toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1));
  if (inOrder.length > MOST_PAGES)
    problems.push({
      kind: 'size',
      message: `These docs have ${inOrder.length} pages; the first ${MOST_PAGES} are shown. Exclude what is generated with \`exclude_docs\`.`,
      file: found[0]?.member.config.file ?? '',
      line: null,
      column: null,
    });
  return inOrder.slice(0, MOST_PAGES);
}

function rankOf(path: string): number {
  const name = nameOf(path).toLowerCase();
  return name.startsWith('index.') ? 0 : name.startsWith('readme.') ? 1 : 2;
}

function readmeOf(root: string, tree: Tree): DocFile | null {
  const names = ['README.md', 'readme.md', 'Readme.md', 'README.markdown', 'docs/README.md'];
  for (const name of names) {
    const file = tree.file(joinPath(root, name) ?? name);
    if (file) return file;
  }
  return null;
}

function foundNav({ config }: Member, source: SiteSource, tree: Tree): readonly NavEntry[] {
  const { docsDir, excluded } = config;
  const isExcluded = excluder(excluded);
  const pages = tree
    .filesBelow(docsDir)
    .flatMap(({ path }) =>
      isMarkdown(path) && !SUMMARY.test(path) && !isExcluded(below(docsDir, path) ?? path)
        ? [path]
        : [],
    )
    .slice(0, MOST_PAGES);
  const read = (path: string) => (tree.file(path) ? source.read(path) : undefined);
  const summary = read(joinPath(docsDir, 'SUMMARY.md') ?? '');
  const folders = { pages, read };
  if (summary === undefined) return navOfFolder(docsDir, folders);
  return readSummary(summary, {
    folder: docsDir,
    pagesOf: (folder) => navOfFolder(folder, folders),
  });
}
