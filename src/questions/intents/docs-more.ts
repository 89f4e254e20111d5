import { readDocAddress } from '../../docs/address.ts';
import { pageAt, sectionsOf, siteOfEntity } from '../../docs/store.ts';
import type { Answer } from '../answer.ts';
import { linkTo, passageAt } from '../docs/passage.ts';
import { seek } from '../docs/seek.ts';
import { subjectsOf } from '../docs/subjects.ts';
import { pagesText, placeOf, tellDocs, tellPlace } from '../docs/tell.ts';
import type { Case, Intention } from '../intention.ts';
import { reply } from '../reply.ts';

/** What else the docs say: the next best of the same search. */
export const docsMore: Intention = {
  intent: 'docs.find',
  examples: ['more docs about: rotating keys'],
  patterns: ['more (docs|pages) about {rest}'],
  bare: 'nothing',
  isExact: true,
  isNameOptional: true,
  answer: answerMore,
};

async function answerMore({ slots, room }: Case): Promise<Answer | null> {
  const text = slots['rest'] ?? '';
  const subjects = subjectsOf(room.view, text);
  const { verdict } = await seek(room, { text, subjects });
  const hits = verdict.kind === 'says' ? verdict.others : verdict.hits;
  const pages = hits.slice(0, 3).map((hit) => linkTo(room, hit));
  const refs = subjects.things.map(({ ref }) => ref);
  if (pages.length === 0)
    return reply({
      kind: 'unknown',
      intent: 'docs.find',
      subjects: refs,
      text: 'The docs say nothing more about that.',
    });
  const title = 'What else the docs say about that';
  return reply({
    kind: 'answer',
    intent: 'docs.find',
    subjects: refs,
    refs: [...new Set(pages.map(({ ref }) => ref))],
    text: `${title}: ${pagesText(pages)}`,
    view: { kind: 'pages', title, pages, total: pages.length },
    facts: hits.slice(0, 3).map(({ page }, at) => ({
      name: 'page',
      value: pages[at]?.address ?? '',
      source: page.file,
      observedAt: page.foundAt.toISOString(),
    })),
  });
}

/** Where what the docs say is written: its page and its file. */
export const docsWhere: Intention = {
  intent: 'docs.find',
  examples: ['which page says: how keys are rotated'],
  patterns: ['which page says {rest}'],
  bare: 'nothing',
  isExact: true,
  isNameOptional: true,
  answer: answerWhere,
};

async function answerWhere({ slots, room }: Case): Promise<Answer | null> {
  const text = slots['rest'] ?? '';
  const subjects = subjectsOf(room.view, text);
  const found = await seek(room, { text, subjects });
  const { verdict, content } = found;
  const [hit] = verdict.kind === 'says' ? [verdict.hit] : verdict.hits;
  const place = hit && (await placeOf(room, hit, { text, found }));
  const passage = place && (await passageAt(room, place, content.stems));
  if (!passage) return tellDocs(room, { intent: 'docs.find', text, subjects, found });
  const { quote, owner, facts } = passage;
  const title = [quote.title, ...quote.path].join(' › ');
  const about = subjects.things.map(({ ref }) => ref);
  return reply({
    kind: 'answer',
    intent: 'docs.find',
    subjects: about.length > 0 ? about : [quote.ref],
    refs: [quote.ref, ...(owner ? [owner] : [])],
    text: `${title} (${quote.detail}): ${quote.address}${quote.source ? `, in ${quote.source}` : ''}`,
    view: { kind: 'pages', title, pages: [{ ...quote, title, question: '' }], total: 1 },
    facts,
  });
}

/** One section by its address: what a button of an answer, or a pasted link, asks for. */
export const docsQuote: Intention = {
  intent: 'docs.find',
  examples: [],
  patterns: ['(quote|read|open|show|what does) {address} [say|says]', '{address}'],
  shape: /\/docs\/[^\s/]+\/[^\s/]+\/[^\s/]+/,
  bare: 'nothing',
  isExact: true,
  isNameOptional: true,
  answer: answerQuote,
};

async function answerQuote({ slots, room }: Case): Promise<Answer | null> {
  const address = readDocAddress(slots['address'] ?? '');
  const shown = address && (await siteOfEntity(room.db, address.ref));
  if (!address || !shown || !(await room.docs.mayRead(shown.site.readers))) return null;
  const page = await pageAt(room.db, shown.site.id, address.path || shown.path);
  if (!page) return null;
  const sections = await sectionsOf(room.db, page.id);
  const section = sections.find(({ anchor }) => anchor === address.anchor) ?? sections[0];
  if (!section) return null;
  return tellPlace(
    room,
    { site: shown.site, page, section },
    { intent: 'docs.find', subjects: [] },
  );
}
