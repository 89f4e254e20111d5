import { labelOf } from '../../catalog/labels.ts';
import { docAddress, editAddressOf, sourceAddressOf } from '../../docs/address.ts';
import { linksOf } from '../../docs/open-page.ts';
import { type DocPart, quoteOf } from '../../docs/quote.ts';
import { excerptOf, sentenceWith } from '../../docs/quote-cut.ts';
import type { DocHit } from '../../docs/search/search.ts';
import { type SectionRow, type SiteRow, sectionsOf, siteById } from '../../docs/store.ts';
import type { Fact, PageLink, Quote } from '../answer.ts';
import type { Room } from '../intention.ts';
import { changeOf, editedText } from './age.ts';

/** A section that was found, and what an answer says of it. */
export type Passage = { quote: Quote; facts: readonly Fact[]; owner: string | null };

/** Where a section stands: what search and store both know. */
export type Place = {
  site: Pick<SiteRow, 'id' | 'ref' | 'repository'>;
  page: DocHit['page'];
  section: SectionRow;
};

const LENGTH = 2_400;

/** Reads a section for an answer: its words, those of the sections below it, its age and whose it is. */
export async function passageAt(
  room: Room,
  place: Place,
  stems: ReadonlySet<string> = new Set(),
): Promise<Passage | null> {
  const { page, section } = place;
  const site = await siteById(room.db, place.site.id);
  if (!site) return null;
  const resolve = await linksOf(room.db, {
    site,
    page,
    addressOf: ({ ref }, path) => docAddress(ref, path),
  });
  const here = docAddress(site.ref, page.path);
  const linkOf = (href: string) => {
    const to = resolve(href, { isImage: false })?.href ?? null;
    return to?.startsWith('#') ? `${here}${to}` : to;
  };
  const below = await sectionsBelow(room, section);
  const own = quoteOf(section.markdown, linkOf);
  const parts = [
    ...own,
    ...below.flatMap((one): DocPart[] => [
      { kind: 'text', runs: [{ text: one.path.at(-1) ?? '', bold: true }] },
      ...quoteOf(one.markdown, linkOf),
    ]),
  ];
  const { parts: shown, isCut, isLater } = excerptOf(parts, { stems, most: LENGTH });
  const facts = await room.facts(site.ref);
  const owner = facts?.owner?.exists ? facts.owner : null;
  const whose = owner && [labelOf(room.view, owner.ref), owner.channel].filter(Boolean).join(' ');
  const link = linkTo(room, { site, page, section });
  const quote: Quote = {
    ...link,
    source: sourceAddressOf(site, page.file, section.anchor),
    title: page.title,
    path: section.path,
    detail: [
      site.repository ?? labelOf(room.view, site.ref),
      editedText(page, room),
      whose && `owned by ${whose}`,
    ]
      .filter(Boolean)
      .join(' · '),
    parts: shown,
    isCut: isCut || isLater,
    edit: editAddressOf(site, page.file),
  };
  return {
    quote,
    owner: owner?.ref ?? null,
    facts: factsOf(quote, { site, page, section, stems }),
  };
}

/** What stands below a heading belongs to it. */
async function sectionsBelow(
  room: Room,
  { page, position, path }: SectionRow,
): Promise<SectionRow[]> {
  const after = (await sectionsOf(room.db, page)).filter((one) => one.position > position);
  const end = after.findIndex(
    (one) => one.path.length <= path.length || path.some((heading, at) => one.path[at] !== heading),
  );
  return end < 0 ? after : after.slice(0, end);
}

/** A page or section to go to. */
export function linkTo(
  room: Room,
  {
    site,
    page,
    section,
  }: {
    site: Place['site'];
    page: Pick<DocHit['page'], 'path' | 'title'>;
    section?: Pick<SectionRow, 'anchor' | 'path'>;
  },
): PageLink {
  const address = docAddress(site.ref, page.path, section?.anchor ?? '');
  return {
    title: [page.title, ...(section?.path ?? [])].join(' › '),
    ref: site.ref,
    address,
    source: null,
    detail: site.repository ?? labelOf(room.view, site.ref),
    question: `quote ${address}`,
  };
}

function factsOf(
  { address, source }: Quote,
  {
    site,
    page,
    section,
    stems,
  }: { site: SiteRow; page: DocHit['page']; section: SectionRow; stems: ReadonlySet<string> },
): Fact[] {
  const where = {
    source: page.file,
    ...(source && { url: source }),
    observedAt: site.readAt.toISOString(),
  };
  const sentence = sentenceWith(section.text, stems);
  const change = changeOf(page);
  return [
    { name: 'page', value: address, ...where },
    ...(sentence ? [{ name: 'says', value: sentence, ...where }] : []),
    ...(change ? [{ name: 'edited', value: change.at.toISOString(), ...where }] : []),
  ];
}
