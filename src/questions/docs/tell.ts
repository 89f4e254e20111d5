import { enumerate, labelOf } from '../../catalog/labels.ts';
import { noteDocMiss } from '../../docs/misses.ts';
import { textOfParts } from '../../docs/quote-text.ts';
import { wordsIn } from '../../docs/search/analyse.ts';
import type { DocHit } from '../../docs/search/search.ts';
import { noteView, sectionsOf } from '../../docs/store.ts';
import type { Answer, Intent, PageLink, Quote } from '../answer.ts';
import type { Room } from '../intention.ts';
import { whoKnows } from '../intents/missing.ts';
import { exampleText } from '../miss-text.ts';
import { reply } from '../reply.ts';
import { actingBeside, HOW_TO } from './acting.ts';
import { linkTo, type Place, passageAt } from './passage.ts';
import type { Found } from './seek.ts';
import type { Subjects } from './subjects.ts';

export type Told = {
  intent: Intent;
  /** The question as it was read: for "more", and for what is not written anywhere. */
  text: string;
  subjects: Subjects;
  found: Found;
  /** Said before everything else. */
  note?: string;
};

/** What docs say, where they say it; else that they do not, with what stands nearest. Never anything in between. */
export async function tellDocs(room: Room, told: Told): Promise<Answer> {
  const { verdict } = told.found;
  switch (verdict.kind) {
    case 'says':
      return (await tellPassage(room, told, verdict)) ?? tellNear(room, told, []);
    case 'several':
      return tellSeveral(room, told, verdict.hits);
    case 'near':
      return tellNear(room, told, verdict.hits);
  }
}

async function tellPassage(
  room: Room,
  { intent, text, subjects, found, note = '' }: Told,
  { hit, others }: { hit: DocHit; others: readonly DocHit[] },
): Promise<Answer | null> {
  const place = await placeOf(room, hit, { text, found });
  const passage = await passageAt(room, place, found.content.stems);
  if (!passage) return null;
  await noteView(room.db, hit.page.id, room.now);
  const { quote, owner, facts } = passage;
  const about = subjects.things.map(({ ref }) => ref);
  const notes = [note, readingText(room, subjects, found)].filter(Boolean).join(' ');
  return reply({
    kind: 'answer',
    intent,
    subjects: about.length > 0 ? about : [quote.ref],
    refs: [...new Set([quote.ref, ...(owner ? [owner] : [])])],
    text: [notes, quoteText(quote)].filter(Boolean).join('\n\n'),
    view: {
      kind: 'quote',
      quote,
      more: others.length > 0 ? `more docs about: ${text}` : null,
      ...(notes && { note: notes }),
    },
    facts,
  });
}

/** What of a page is quoted for what was found in it. */
export async function placeOf(
  room: Room,
  hit: DocHit,
  { text, found }: Pick<Told, 'text' | 'found'>,
): Promise<Place> {
  const begun = await beginningOf(room, hit, found);
  const { page, site } = hit;
  const title = new Set(wordsIn(`${page.title} ${site.ref}`).map(({ stem }) => stem));
  // "Scanner offline": a runbook that is named by its title is there for its steps.
  const isNamed =
    page.kind === 'runbook' && found.content.needed.every(({ stem }) => title.has(stem));
  return isNamed || HOW_TO.test(text) ? actingOf(room, begun) : begun;
}

/** Where the title of a page is what was asked for, it is answered from its beginning; a heading that says more is kept to. */
async function beginningOf(room: Room, hit: DocHit, { content }: Found): Promise<DocHit> {
  const { page, section, site } = hit;
  const stemsOf = (text: string) => new Set(wordsIn(text).map(({ stem }) => stem));
  const title = stemsOf(`${page.title} ${site.title} ${site.ref}`);
  const isTitle = content.needed.every(({ stem }) => title.has(stem));
  const more = [...stemsOf(section.path.join(' '))].some(
    (stem) => content.stems.has(stem) && !stemsOf(page.title).has(stem),
  );
  if (section.path.length === 0 || !isTitle || more || page.kind === 'adr') return hit;
  const [first] = await sectionsOf(room.db, page.id);
  return first ? { ...hit, section: first } : hit;
}

/** Who asks what to do is told the steps, and not how it looks that they are for. */
async function actingOf(room: Room, place: Place): Promise<Place> {
  const section = actingBeside(place.section, await sectionsOf(room.db, place.page.id));
  return section ? { ...place, section } : place;
}

/** One section by where it stands, whoever may read it has been asked already. */
export async function tellPlace(
  room: Room,
  place: Place,
  { intent, subjects }: Pick<Answer, 'intent' | 'subjects'>,
): Promise<Answer | null> {
  const passage = await passageAt(room, place);
  if (!passage) return null;
  const { quote, owner, facts } = passage;
  return reply({
    kind: 'answer',
    intent,
    subjects: subjects.length > 0 ? subjects : [quote.ref],
    refs: [quote.ref, ...(owner ? [owner] : [])],
    text: quoteText(quote),
    view: { kind: 'quote', quote, more: null },
    facts,
  });
}

/** The quotation in plain text: where it stands, its words, and where to read on. */
export function quoteText(quote: Quote): string {
  const { title, path, detail, parts, isCut, address, source } = quote;
  const head = `${[title, ...path].join(' › ')} (${detail}):`;
  const rest = isCut ? 'The page says more: ' : 'Page: ';
  const words = textOfParts(parts) || 'This section has no words of its own.';
  return [head, words, `${rest}${address}${source ? ` (${source})` : ''}`].join('\n\n');
}

function tellSeveral(room: Room, { intent }: Told, hits: readonly DocHit[]): Answer {
  const pages = hits.map((hit) => linkTo(room, hit));
  const title = 'More than one page says something about that. Which one do you mean?';
  return reply({
    kind: 'choose',
    intent,
    text: `${title} ${pagesText(pages)}`,
    candidates: [...new Set(pages.map(({ ref }) => ref))],
    view: { kind: 'pages', title, pages, total: pages.length },
  });
}

async function tellNear(
  room: Room,
  { intent, text, subjects, found, note = '' }: Told,
  hits: readonly DocHit[],
): Promise<Answer> {
  const refs = subjects.things.map(({ ref }) => ref);
  const { content, isHidden } = found;
  await missed(room, { text, words: content.text, refs });
  const pages = hits.map((hit) => linkTo(room, hit));
  const of = refs.length > 0 ? ` for ${enumerate(refs.map((ref) => labelOf(room.view, ref)))}` : '';
  const what = content.text ? ` about "${content.text}"` : '';
  const hints = await Promise.all(refs.slice(0, 2).map((ref) => whoKnows(room, ref)));
  const notes = [
    note,
    `I found no page that answers this${of}: nothing${what} is written down.`,
    isHidden ? 'Docs that not everybody may read have something: ask me in a direct message.' : '',
    ...hints,
  ]
    .filter(Boolean)
    .join(' ');
  return reply({
    kind: 'unknown',
    intent,
    subjects: refs,
    text: [notes, pages.length > 0 ? `The nearest pages: ${pagesText(pages)}` : '']
      .filter(Boolean)
      .join(' '),
    candidates: [...new Set(pages.map(({ ref }) => ref))],
    view:
      pages.length > 0
        ? { kind: 'pages', title: 'The nearest pages', pages, total: pages.length, note: notes }
        : { kind: 'text' },
  });
}

/** Counts a question that no page answered, without what may be nobody's business. */
async function missed(
  room: Room,
  { text, words, refs }: { text: string; words: string; refs: readonly string[] },
): Promise<void> {
  const example = exampleText(text, room.view);
  const kept = exampleText(words, room.view);
  if (example && kept) await noteDocMiss(room.db, { words: kept, example, refs, now: room.now });
}

export function pagesText(pages: readonly PageLink[]): string {
  return `${pages.map(({ title, address, detail }) => `${title}${detail ? ` (${detail})` : ''}: ${address}`).join('; ')}.`;
}

function readingText({ view }: Room, { things }: Subjects, { corrected }: Found): string {
  const guessed = things.filter(({ isGuess }) => isGuess);
  const read = [
    ...guessed.map(({ said, ref }) => `"${said}" as ${labelOf(view, ref)}`),
    ...corrected.map(({ said, used }) => `"${said}" as "${used}"`),
  ];
  return read.length > 0 ? `I read ${enumerate(read)}.` : '';
}
