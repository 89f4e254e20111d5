import { nearestWord } from '../../catalog/nearest.ts';
import { safeUrl } from '../../html.ts';
import type { DocProblem, ParsedPage, WrittenLink } from '../page.ts';
import { idOf } from './anchors.ts';
import { type Meaning, meaningOf, type Places } from './links.ts';
import { nameOf } from './paths.ts';
import type { Tree } from './tree.ts';

export type PageToCheck = {
  path: string;
  file: { path: string };
  text: string;
  parsed: ParsedPage;
};

/** What the links of a page come to. */
export type CheckedLink = {
  problems: readonly DocProblem[];
  /** Addresses elsewhere. */
  outside: readonly string[];
  /** Files of the repository outside the docs folder that are shown as pictures. */
  pictures: readonly string[];
};

/** What may be meant is looked for in a few cases of a page: it takes its time. */
const MOST_GUESSES = 20;

/** Follows every link of a page as far as the repository goes. */
export function checkLinks(
  page: PageToCheck,
  {
    places,
    tree,
    pageAt,
  }: { places: Places; tree: Tree; pageAt: (path: string) => PageToCheck | null },
): CheckedLink {
  const problems: DocProblem[] = [];
  const outside: string[] = [];
  const pictures: string[] = [];
  const from = { file: page.file.path, path: page.path };
  for (const link of page.parsed.links) {
    const meaning = meaningOf(link.href, from, places);
    const problem = (kind: DocProblem['kind'], message: string) =>
      problems.push({ kind, message, file: page.file.path, line: link.line, column: null });
    if (meaning.kind === 'outside') {
      if (/^https?:/i.test(meaning.url)) outside.push(meaning.url);
      else if (!safeUrl(meaning.url))
        problem(
          'link',
          `The link to ${shown(link.href)} is of a kind that is not followed. Write an address that begins with https://.`,
        );
    } else if (meaning.kind === 'page') {
      const isGuessed = problems.length < MOST_GUESSES;
      const wrong = wrongAnchor(meaning, pageAt(meaning.path), { link, isGuessed });
      if (wrong) problem('anchor', wrong);
    } else if (meaning.kind === 'file') {
      if (tree.file(meaning.file)) {
        if (link.isImage) pictures.push(meaning.file);
      } else if (!tree.hasFolder(meaning.file) || link.isImage)
        problem(link.isImage ? 'image' : 'link', missing(link, meaning.file, tree));
    } else if (meaning.kind === 'nowhere')
      problem(
        link.isImage ? 'image' : 'link',
        `${what(link)} ${shown(link.href)} leads out of the repository. Write its whole address.`,
      );
  }
  return { problems, outside, pictures };
}

function wrongAnchor(
  { anchor }: Meaning & { kind: 'page' },
  page: PageToCheck | null,
  { link, isGuessed }: { link: WrittenLink; isGuessed: boolean },
): string | null {
  if (anchor === '' || !page || idOf(anchor, page.parsed.headings, page.text) !== null) return null;
  const ids = isGuessed ? page.parsed.headings.map(({ id }) => id) : [];
  const near = nearestWord(anchor, ids);
  return `The link ${shown(link.href)} names a heading that ${page.file.path} does not have.${near ? ` Did you mean #${near}?` : ' Name one of its headings.'}`;
}

function missing(link: WrittenLink, file: string, tree: Tree): string {
  const other = tree.inOtherCase(file);
  if (other)
    return `${what(link)} ${shown(link.href)} differs from the file ${other.path} in upper and lower case. Write it as the file is called.`;
  return `${what(link)} ${shown(link.href)} leads to ${file}, which is not there. Correct the path${nearby(file, tree)}.`;
}

/** A file of the same name elsewhere is most likely the one that was moved. */
function nearby(file: string, tree: Tree): string {
  const moved = tree.named(nameOf(file));
  const [only] = moved;
  return moved.length === 1 && only ? `: ${only.path} has that name` : ' or take the link out';
}

function what({ isImage }: WrittenLink): string {
  return isImage ? 'The picture' : 'The link';
}

function shown(href: string): string {
  return href.length > 120 ? `${href.slice(0, 120)}…` : href;
}
