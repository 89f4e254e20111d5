import { counted, enumerate } from '../../catalog/labels.ts';
import { sourceAddressOf } from '../../docs/address.ts';
import { pageAt, sectionsOf } from '../../docs/store.ts';
import type { Answer, Fact, PageLink } from '../answer.ts';
import type { Room } from '../intention.ts';
import { reply } from '../reply.ts';
import { actingBelow } from './acting.ts';
import { editedText } from './age.ts';
import { headingsOf, type KnownPage, pagesOfEntities } from './pages-of.ts';
import { linkTo } from './passage.ts';
import { subjectsOf } from './subjects.ts';
import { tellPlace } from './tell.ts';

/** What is registered for things ("runbook of ledger: https://…"), with what their docs have beside it; of a single runbook its steps. */
export async function withRunbooks(
  room: Room,
  registered: Answer,
  { isQuoted = true }: { isQuoted?: boolean } = {},
): Promise<Answer> {
  const refs = familyOf(room, registered.subjects);
  const pages = await pagesOfEntities(room, refs, ['runbook']);
  if (pages.length === 0) return registered;
  const steps = isQuoted ? await stepsOf(room, registered, pages) : null;
  if (steps) return steps;
  const headings = await headingsOf(
    room,
    pages.map(({ page }) => page.id),
  );
  // Of one page its parts are named, of several the pages.
  const links = pages.flatMap((known) => [
    pageLink(room, known),
    ...headings
      .filter(({ page }) => pages.length === 1 && page === known.page.id)
      .map((section) => ({
        ...linkTo(room, { ...known, section }),
        title: section.path.join(' › '),
        detail: null,
      })),
  ]);
  return together(room, registered, { pages, links, noun: 'runbook' });
}

/** The steps of the only runbook there is, where they stand below a heading that says so. */
async function stepsOf(
  room: Room,
  registered: Answer,
  [known, ...others]: readonly KnownPage[],
): Promise<Answer | null> {
  if (!known || others.length > 0 || registered.facts.some(({ name }) => name === 'runbook'))
    return null;
  const page = await pageAt(room.db, known.site.id, known.page.path);
  const section = page && actingBelow([], await sectionsOf(room.db, page.id));
  if (!section) return null;
  return tellPlace(
    room,
    { site: known.site, page, section },
    { intent: registered.intent, subjects: registered.subjects },
  );
}

/** The same for docs as a whole: the pages of their nav. */
export async function withDocs(room: Room, registered: Answer): Promise<Answer> {
  const pages = await pagesOfEntities(room, familyOf(room, registered.subjects));
  if (pages.length === 0) return registered;
  const inNav = pages.filter(({ page }) => page.isInNav);
  const shown = inNav.length > 0 ? inNav : pages;
  return together(room, registered, {
    pages,
    links: shown.map((known) => pageLink(room, known)),
    noun: 'docs',
  });
}

function familyOf({ view }: Room, refs: readonly string[]): readonly string[] {
  const mentions = refs.map((ref) => ({ ref, said: ref, isGuess: false, twins: [] }));
  return subjectsOf(view, '', mentions).near;
}

const SHOWN = 10;

function together(
  room: Room,
  registered: Answer,
  { pages, links, noun }: { pages: readonly KnownPage[]; links: readonly PageLink[]; noun: string },
): Answer {
  const urls = registered.facts.filter(({ name }) => name === noun).map(({ value }) => value);
  const outside = [...new Set(urls.filter((url) => /^https?:/.test(url)))];
  const [first] = pages;
  // "No runbook is registered" is true of the descriptor and not of the docs.
  const isMissing = urls.length === 0;
  const owner = registered.refs.filter((ref) => /^(?:group|user):/.test(ref));
  const title =
    first && pages.length === 1
      ? first.page.title
      : noun === 'runbook'
        ? counted(pages.length, 'runbook')
        : `${counted(pages.length, 'page')} of docs`;
  // One page is named with its address already.
  const isNamed = first && pages.length === 1 && links[0]?.title === first.page.title;
  const edited = first ? editedText(first.page, room) : '';
  const said = isNamed ? '' : [title, edited].filter(Boolean).join(', ');
  const sentences = [
    isMissing ? '' : registered.text,
    `${noun === 'docs' ? 'Docs here' : 'In the docs'}: ${said ? `${said}: ` : ''}${enumerate(
      links.slice(0, SHOWN).map((link) => `${link.title} (${link.address})`),
    )}.`,
    isNamed && edited ? `It was ${edited}.` : '',
  ];
  return reply({
    ...registered,
    kind: 'answer',
    refs: [...new Set([...owner, ...registered.refs])],
    text: sentences.filter(Boolean).join(' '),
    view: {
      kind: 'pages',
      title: noun === 'docs' ? 'Docs' : pages.length === 1 ? title : 'Runbooks',
      pages: [...outside.map((url) => outsideLink(url, registered, noun)), ...links],
      total: outside.length + links.length,
      ...((said || !isMissing) && {
        note: isMissing ? said : [registered.text, said && `${said}.`].filter(Boolean).join(' '),
      }),
    },
    facts: [...(isMissing ? [] : registered.facts), ...pages.slice(0, 3).map(pageFact)],
  });
}

function outsideLink(url: string, { subjects }: Answer, noun: string): PageLink {
  const title = noun === 'docs' ? 'Registered docs' : 'Registered runbook';
  return { title, ref: subjects[0] ?? '', address: url, source: url, detail: null, question: '' };
}

function pageLink(room: Room, known: KnownPage): PageLink {
  return { ...linkTo(room, known), detail: editedText(known.page, room) || null };
}

export function pageFact({ site, page }: KnownPage): Fact {
  const url = sourceAddressOf(site, page.file);
  return {
    name: 'page',
    value: page.title,
    source: page.file,
    ...(url && { url }),
    observedAt: site.readAt.toISOString(),
  };
}
