import type { KnownBlock } from '@slack/types';
import { cutParts } from '../docs/quote-cut.ts';
import type { Answer, Quote, View } from '../questions/answer.ts';
import { actions, bold, context, escaped, LIMITS, link, name, section } from './blocks.ts';
import { askButton, openLink } from './controls.ts';
import { drawParts } from './rich-text.ts';

type Page = { room: number; pageOf: (ref: string) => string | null };

/** What a thread has room for; the rest is on the page. */
const LENGTH = 2_200;
const PAGES = 12;
const BUTTONS = 3;

/** A section of a page: where it stands, what it says, and where to read on. */
export function drawQuote(view: View & { kind: 'quote' }, { room, pageOf }: Page): KnownBlock[] {
  const { quote, more, note } = view;
  const url = urlOf(quote, pageOf);
  const { parts, isCut } = cutParts(quote.parts, Math.max(300, LENGTH * room));
  const head = url ? `*${link(url, quote.title)}*` : bold(quote.title);
  const path = quote.path.map((heading) => name(heading, 120)).join('  ›  ');
  const rest = url ? link(url, 'the rest is on the page') : 'the page says more';
  const buttons = [
    ...(more && askButton.fits({ question: more })
      ? [askButton.element({ text: 'More' }, { question: more })]
      : []),
    ...(url ? [openLink.element({ text: 'Open the page', index: 0 }, url) ?? []].flat() : []),
    ...(quote.edit
      ? [openLink.element({ text: 'Wrong? Fix it', index: 1 }, quote.edit) ?? []].flat()
      : []),
  ];
  return [
    ...drawNote(note),
    section(
      [`${head}${path ? `  ›  ${path}` : ''}`, name(quote.detail ?? '', 400)]
        .filter(Boolean)
        .join('\n'),
    ),
    ...drawParts(parts, pageOf(quote.ref)),
    ...(isCut || quote.isCut ? [context([`… ${rest}`])] : []),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ];
}

/** Pages to go to, with a press for the words of the first ones. */
export function drawPages(
  { text }: Answer,
  { title, pages, total, note }: View & { kind: 'pages' },
  { room, pageOf }: Page,
): KnownBlock[] {
  if (pages.length === 0) return [section(escaped(text, LIMITS.sectionText))];
  const shown = pages.slice(0, Math.max(1, Math.floor(PAGES * room)));
  const lines = shown.map((page) => {
    const url = urlOf(page, pageOf);
    const label = url ? link(url, page.title) : name(page.title);
    return `•  ${label}${page.detail ? ` — ${name(page.detail, 200)}` : ''}`;
  });
  const hidden = Math.max(total, pages.length) - shown.length;
  const buttons = shown
    .filter(({ question }) => question && askButton.fits({ question }))
    .slice(0, BUTTONS)
    .map((page, index) => askButton.element({ text: page.title, index }, page));
  return [
    ...drawNote(note),
    section(
      [bold(title, 300), ...lines, ...(hidden > 0 ? [`… and ${hidden} more`] : [])].join('\n'),
    ),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ];
}

/** The page here, or its file where no page can be reached. */
function urlOf(
  { ref, address, source }: Pick<Quote, 'ref' | 'address' | 'source'>,
  pageOf: Page['pageOf'],
): string | null {
  const here = pageOf(ref);
  return (here && URL.parse(address, here)?.href) || source;
}

function drawNote(note: string | undefined): KnownBlock[] {
  return note ? [section(escaped(note, 1_000))] : [];
}
