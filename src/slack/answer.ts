import type { KnownBlock, SectionBlock } from '@slack/types';
import { shortRef } from '../catalog/ref.ts';
import type { Proposal } from '../deeds/proposal.ts';
import type { GraphModel } from '../pictures/graph-model.ts';
import type { Answer, ListItem, View } from '../questions/answer.ts';
import {
  actions,
  bold,
  context,
  divider,
  escaped,
  LIMITS,
  link,
  name,
  section,
  sections,
} from './blocks.ts';
import { drawBriefs } from './briefs.ts';
import { BUTTONS, drawCard } from './card.ts';
import { askButton, chooseButton, showSelect } from './controls.ts';
import { drawCsv } from './csv.ts';
import { contentOfDigest, drawDigestBlocks } from './digest/draw.ts';
import { fixButtonFor } from './fix/controls.ts';
import { drawGraphView } from './graph.ts';
import { drawGroups } from './groups.ts';
import type { Content } from './message.ts';
import { pendingPicture } from './picture.ts';
import { drawButtons, drawProposed, NO_BUTTONS } from './proposal.ts';
import { drawPages, drawQuote } from './quote.ts';
import { openScaffold } from './scaffold/open-button.ts';
import { drawStatus } from './scaffold/runs/draw.ts';
import { sourceLine } from './sources.ts';

export type Drawing = {
  now: Date;
  /** The page about an entity, for what does not fit into a message; null where there is none. */
  pageOf: (ref: string) => string | null;
  /** The block that shows a picture; left out where only words can be shown. */
  picture?: (model: GraphModel) => KnownBlock;
  /** Whether what is wrong can be corrected from the message. */
  canFix?: boolean;
  /** The row behind the buttons of a confirm card, and whether its words can be changed; without it the card has none. */
  proposal?: { row: Proposal; hasWords: boolean } | null;
};

const CARDS = 3;
const ITEMS = 20;
/** A menu scrolls, so it leads on to more than the lines show. */
const PICKS = 40;
const CHOICES = 5;
const EXAMPLES = 3;
const TEXT_LENGTH = 3_500;
/** Slack takes about 13,000 characters over all blocks; the rest is for buttons that are added below. */
const BUDGET = 9_000;
/** How much of everything is drawn, until it fits. */
const ROOMS = [1, 0.5, 0.2, 0] as const;

/** The answer as a message. */
export function contentOf(answer: Answer, drawing: Drawing): Content {
  const text =
    escaped(answer.text.trim(), TEXT_LENGTH).trim() || 'I have nothing to say about that.';
  const { view } = answer;
  if (view.kind === 'digest') {
    const content = contentOfDigest(view.digest, { told: view.told, page: null });
    return { ...content, blocks: [...content.blocks, ...drawSources(answer, drawing)] };
  }
  if (view.kind !== 'graph') return { text, blocks: drawAnswer(answer, drawing) };
  const blocks = drawAnswer(answer, { ...drawing, picture: pendingPicture });
  return { text, blocks, picture: view.model };
}

/** The answer as Block Kit: the same for Slack, and for programs that ask over HTTP. */
export function drawAnswer(answer: Answer, drawing: Drawing): KnownBlock[] {
  if (answer.kind === 'silent') return [];
  const sources = drawSources(answer, drawing);
  let blocks: KnownBlock[] = [];
  for (const room of ROOMS) {
    const drawn = drawView(answer, { ...drawing, room });
    blocks = [...(drawing.canFix ? withFix(drawn, answer) : drawn), ...sources];
    if (JSON.stringify(blocks).length <= BUDGET) break;
  }
  return blocks;
}

function drawSources({ facts }: Answer, { now }: Drawing): KnownBlock[] {
  const line = sourceLine(facts, now);
  return line ? [context([line])] : [];
}

type Page = Drawing & { room: number };

/** A share of `most`, at least one. */
function share(most: number, room: number): number {
  return Math.max(1, Math.floor(most * room));
}

function drawView(answer: Answer, page: Page): KnownBlock[] {
  const { view } = answer;
  switch (view.kind) {
    case 'text':
      return [...drawSentence(answer, page), ...drawNearest(answer, page)];
    case 'card':
      return drawCards(answer, view, page);
    case 'list':
      return drawList(answer, view, page);
    case 'digest':
      return [
        ...drawText(view.note ?? '', page),
        ...drawDigestBlocks(view.told, { page: null, picture: null }),
      ];
    case 'csv':
      return drawCsv(answer.text, view, page.room);
    case 'briefs':
      return [...drawText(view.note ?? '', page), ...drawBriefs(view.briefs, page)];
    case 'groups':
      return drawGroups(view, page.room);
    case 'quote':
      return drawQuote(view, page);
    case 'pages':
      return drawPages(answer, view, page);
    case 'choice':
      return drawChoice(answer, view, page);
    case 'graph':
      return page.picture
        ? [
            ...drawText(view.note ?? '', page),
            ...drawGraphView(view.model, page.picture(view.model)),
          ]
        : drawText(answer.text, page);
    case 'help':
      return drawHelp(answer, view, page);
    case 'confirm':
      return drawConfirm(view, page);
    case 'form':
      return drawForm(view, page);
    case 'run':
      return drawStatus(answer.text, view.report);
  }
}

/** The button beside the first line of what states facts, so that nothing grows by it. Cards bring their own. */
function withFix(blocks: KnownBlock[], answer: Answer): KnownBlock[] {
  const isStated = answer.kind === 'answer' && answer.facts.length > 0;
  // A run is what it was: nobody corrects it. A page is corrected where it is written.
  if (!isStated || ['card', 'run', 'quote'].includes(answer.view.kind)) return blocks;
  const button = fixButtonFor(answer.subjects, answer);
  const place = blocks.findIndex(
    (block) => block.type === 'section' && !block.accessory && !block.fields,
  );
  if (!button || place < 0) return blocks;
  return blocks.map((block, at) =>
    at === place && block.type === 'section' ? { ...block, accessory: button } : block,
  );
}

function drawText(text: string, { room }: Page): KnownBlock[] {
  const shown = escaped(text.trim(), room === 0 ? 1_000 : LIMITS.sectionText);
  return shown ? [section(shown)] : [];
}

/** The answer's text. Addresses that its facts state are links; others stay words, whoever wrote them. */
function drawSentence({ text, facts }: Answer, page: Page): KnownBlock[] {
  const urls = [...new Set(facts.map(({ value }) => value))]
    .filter((value) => /^https?:\/\//.test(value) && text.includes(value))
    .sort((a, b) => b.length - a.length);
  if (urls.length === 0 || page.room < 1) return drawText(text, page);
  const parts = urls.reduce(
    (pieces: (string | { url: string })[], url) =>
      pieces.flatMap((piece) =>
        typeof piece === 'string'
          ? piece.split(url).flatMap((said, at) => (at === 0 ? [said] : [{ url }, said]))
          : [piece],
      ),
    [text.trim()],
  );
  const shown = parts
    .map((part) => (typeof part === 'string' ? escaped(part) : link(part.url, part.url)))
    .join('');
  return shown.length <= LIMITS.sectionText ? [section(shown)] : drawText(text, page);
}

/** The card answers by itself when it is what was asked for; else the sentence comes first. */
function drawCards(answer: Answer, view: View & { kind: 'card' }, page: Page): KnownBlock[] {
  const isAsked = [
    'service.card',
    'team.card',
    'own.lookup',
    'person.who',
    'oncall.now',
    'incident.card',
  ].includes(answer.intent);
  const shown = view.cards.slice(0, share(CARDS, page.room));
  // One for all of them: its form asks which one is meant.
  const refs = shown.map(({ ref }) => ref);
  const fix = page.canFix ? fixButtonFor(refs, answer) : null;
  const most = Math.max(1, Math.floor((fix ? BUTTONS - 1 : BUTTONS) / shown.length));
  const cards = shown.map((card, at) => drawCard(card, { ...page, most }, at === 0 ? fix : null));
  const blocks = cards.flatMap((card, index) => (index === 0 ? card : [divider, ...card]));
  const sentence =
    isAsked && cards.length > 0 ? drawText(view.note ?? '', page) : drawSentence(answer, page);
  const hidden = view.cards.length - cards.length;
  return [...sentence, ...blocks, ...(hidden > 0 ? sections([`… and ${hidden} more`]) : [])];
}

function drawList(answer: Answer, view: View & { kind: 'list' }, page: Page): KnownBlock[] {
  // A title over nothing says less than the sentence.
  if (view.items.length === 0) return drawText(answer.text, page);
  const shown = view.items.slice(0, share(ITEMS, page.room));
  const hidden = Math.max(view.total, view.items.length) - shown.length;
  const url = answer.subjects[0] ? page.pageOf(answer.subjects[0]) : null;
  const rest = url ? link(url, `${hidden} more`) : `${hidden} more`;
  const picker = showSelect.element(
    'Show one of them…',
    view.items.slice(0, share(PICKS, page.room)).map(({ ref, label }) => ({ label, value: ref })),
  );
  const asks = (view.asks ?? [])
    .filter(({ question }) => askButton.fits({ question }))
    .map(({ label, question }, index) => askButton.element({ text: label, index }, { question }));
  return [
    ...drawText(view.note ?? '', page),
    ...expanded(sections([bold(view.title, 300), ...shown.flatMap(drawBelow)])),
    ...(hidden > 0 ? sections([`… and ${rest}`]) : []),
    ...(asks.length > 0 || picker ? [actions([...asks, ...(picker ? [picker] : [])])] : []),
  ];
}

/** A list is short already: Slack would fold it after a few lines. */
function expanded(lists: readonly SectionBlock[]): SectionBlock[] {
  return lists.map((list) => ({ ...list, expand: true }));
}

/** With its heading where that is another than the one before. */
function drawBelow(item: ListItem, at: number, all: readonly ListItem[]): string[] {
  const isFirst = item.under !== undefined && item.under !== all[at - 1]?.under;
  return [...(isFirst ? [`_${name(item.under ?? '', 80)}_`] : []), drawItem(item)];
}

function drawItem({ label, detail }: Pick<ListItem, 'label' | 'detail'>): string {
  return `•  ${bold(label)}${detail ? ` — ${name(detail, 200)}` : ''}`;
}

function drawChoice(answer: Answer, view: View & { kind: 'choice' }, page: Page): KnownBlock[] {
  const options = view.options
    .filter(({ question }) => chooseButton.fits({ question }))
    .slice(0, share(CHOICES, page.room));
  const details = options.filter(({ detail }) => detail).map(drawItem);
  const buttons = options.map(({ label, question }, index) =>
    chooseButton.element({ text: label, index }, { question }),
  );
  return [
    // The lines name what the sentence enumerates.
    ...drawText(details.length > 0 ? (view.note ?? answer.text) : answer.text, page),
    ...sections(details),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ];
}

/** An answer that names candidates without a question of its own: pressing one asks for its card. */
function drawNearest(answer: Answer, { room }: Page): KnownBlock[] {
  const isOpen = answer.kind === 'unknown' || answer.kind === 'choose';
  const refs = isOpen
    ? answer.candidates.filter((ref) => chooseButton.fits({ question: ref }))
    : [];
  if (refs.length === 0) return [];
  return [
    actions(
      refs
        .slice(0, share(CHOICES, room))
        .map((ref, index) =>
          chooseButton.element({ text: shortRef(ref), index }, { question: ref }),
        ),
    ),
  ];
}

function drawConfirm(view: View & { kind: 'confirm' }, { room, proposal }: Page): KnownBlock[] {
  const buttons = proposal ? drawButtons(proposal.row, proposal.hasWords) : NO_BUTTONS;
  return [...drawProposed(view, room), buttons];
}

function drawForm(view: View & { kind: 'form' }, { room }: Page): KnownBlock[] {
  const { template, values } = view;
  // Values that do not fit into a button are filled in by hand.
  const value = openScaffold.fits({ template, values }) ? { template, values } : { template };
  const button = openScaffold.element({ text: 'Fill in the form…', style: 'primary' }, value);
  return [...drawProposed(view, room), actions([button])];
}

function drawHelp(answer: Answer, view: View & { kind: 'help' }, page: Page): KnownBlock[] {
  const examples = view.examples
    .filter(({ question }) => askButton.fits({ question }))
    .slice(0, share(EXAMPLES, page.room));
  const lines = examples.map(
    ({ question, about }) => `•  ${name(question, 200)}${about ? ` — ${name(about, 200)}` : ''}`,
  );
  const buttons = examples.map(({ question }, index) =>
    askButton.element({ text: question, index }, { question }),
  );
  return [
    ...drawText(lines.length > 0 ? (view.note ?? answer.text) : answer.text, page),
    ...(lines.length > 0 ? sections(['*Three things to try*', ...lines]) : []),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ];
}
