import { nearestWord } from '../../../catalog/nearest.ts';
import type { Path } from '../../../catalog/yaml.ts';
import type { DocProblem } from '../../page.ts';
import { includedConfigs, type Member, memberOf } from '../member.ts';
import { below, isMarkdown, joinPath } from '../paths.ts';
import { isRecord } from '../record.ts';
import type { SiteSource } from '../source.ts';
import type { Tree } from '../tree.ts';
import type { NavEntry } from './entry.ts';

/** What reading a nav brings together: other members it takes in, and what is wrong with it. */
export type NavReading = {
  tree: Tree;
  read: SiteSource['read'];
  members: Member[];
  problems: DocProblem[];
  /** The nav of a member that has none of its own. */
  foundNav: (member: Member) => readonly NavEntry[];
};

const DEEPEST = 20;

/** The nav of a member as its settings file writes it, else as its files stand. */
export function navOf(member: Member, reading: NavReading): readonly NavEntry[] {
  const { nav } = member.config;
  if (nav === null) return reading.foundNav(member);
  return nav.flatMap((item, at) => readItem(item, ['nav', at], { member, reading }));
}

type Context = { member: Member; reading: NavReading };

function readItem(item: unknown, path: Path, context: Context): NavEntry[] {
  if (typeof item === 'string') return readTarget(item, null, path, context);
  if (!isRecord(item) || path.length > DEEPEST * 2) {
    note(
      'An entry of the nav is neither a page nor a title with pages, so it is left out.',
      path,
      context,
    );
    return [];
  }
  return Object.entries(item).flatMap(([title, value]): NavEntry[] => {
    const here = [...path, title];
    if (typeof value === 'string') return readTarget(value, title, here, context);
    if (!Array.isArray(value)) {
      note(
        `"${title}" names no page, so it is left out of the nav. Write \`- ${title}: page.md\`.`,
        here,
        context,
        'key',
      );
      return [];
    }
    const items = value.flatMap((one: unknown, at) => readItem(one, [...here, at], context));
    return items.length > 0 ? [{ kind: 'section', title, items }] : [];
  });
}

function readTarget(
  written: string,
  title: string | null,
  path: Path,
  context: Context,
): NavEntry[] {
  const { member, reading } = context;
  const included = includedConfigs(written, member.config, reading.tree);
  if (included) return readIncluded(included, { written, title, path }, context);
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(written))
    return [{ kind: 'url', title: title ?? written, url: written }];
  const file = joinPath(member.config.docsDir, written.replace(/[?#].*$/, ''));
  if (file !== null && reading.tree.file(file)) return [{ kind: 'file', title, file }];
  if (file !== null && reading.tree.hasFolder(file)) {
    const inside = reading.foundNav({ ...member, config: { ...member.config, docsDir: file } });
    return title === null ? [...inside] : [{ kind: 'section', title, items: inside }];
  }
  note(`The nav names ${written}, which is not there.${nearest(written, context)}`, path, context);
  return [];
}

/** What may be meant is looked for a few times: a nav where nothing is there would take minutes. */
const MOST_NEAREST = 40;

function nearest(written: string, { member, reading }: Context): string {
  const { docsDir } = member.config;
  if (reading.problems.length > MOST_NEAREST) return ' Correct the path or take the entry out.';
  const pages = reading.tree
    .filesBelow(docsDir)
    .flatMap(({ path }) => (isMarkdown(path) ? (below(docsDir, path) ?? []) : []));
  const near =
    pages.find((page) => joinPath('', written)?.endsWith(`/${page}`)) ??
    pages.find((page) => page.toLowerCase() === written.toLowerCase()) ??
    nearestWord(written, pages);
  return near ? ` Did you mean ${near}?` : ' Correct the path or take the entry out.';
}

/** Each member is a section below the title of the entry; one alone is the section. */
function readIncluded(
  files: readonly string[],
  { written, title, path }: { written: string; title: string | null; path: Path },
  context: Context,
): NavEntry[] {
  const { reading } = context;
  if (files.length === 0)
    note(
      `The nav takes in ${written}, and no such file is there. Correct the path.`,
      path,
      context,
    );
  const sections = files.flatMap((file): NavEntry[] => {
    if (reading.members.some(({ config }) => config.file === file)) return [];
    const member = memberOf(file, reading.read);
    if (!member) return [];
    reading.members.push(member);
    reading.problems.push(...member.config.problems);
    const items = navOf(member, reading);
    return items.length > 0 ? [{ kind: 'section', title: member.config.title ?? file, items }] : [];
  });
  const [only] = sections;
  if (written.trim().startsWith('!') && only?.kind === 'section')
    return [{ ...only, title: title ?? only.title }];
  return title === null || sections.length === 0
    ? sections
    : [{ kind: 'section', title, items: sections }];
}

function note(
  message: string,
  path: Path,
  { member, reading }: Context,
  what: 'key' | 'value' = 'value',
): void {
  const { config } = member;
  reading.problems.push({
    kind: 'nav',
    message,
    file: config.file ?? '',
    ...config.locate(path, what),
  });
}
