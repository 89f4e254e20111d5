import type { KnownBlock } from '@slack/types';
import { shortRef } from '../catalog/ref.ts';
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
  sections,
  truncate,
} from './blocks.ts';
import { drawCard } from './card.ts';
import { askButton, chooseButton, showSelect } from './controls.ts';
import type { Content } from './message.ts';
import { sourceLine } from './sources.ts';

export type Drawing = {
  now: Date;
  /** The page about an entity, for what does not fit into a message; null where there is none. */
  pageOf: (ref: string) => string | null;
};

const CARDS = 3;
const ITEMS = 20;
const CHOICES = 5;
const EXAMPLES = 3;
/** Half of what Slack takes, so that escaping and blocks have room. */
const TEXT_LENGTH = 3_500;

/** The answer as a message. */
export function contentOf(answer: Answer, drawing: Drawing): Content {
  const text = escaped(answer.text, TEXT_LENGTH) || 'I have nothing to say about that.';
  return { text, blocks: drawAnswer(answer, drawing) };
}

/** The answer as Block Kit: the same for Slack, and for programs that ask over HTTP. */
export function drawAnswer(answer: Answer, drawing: Drawing): KnownBlock[] {
  if (answer.kind === 'silent') return [];
  const line = sourceLine(answer.facts, drawing.now);
  return [...drawView(answer, drawing), ...(line ? [context([line])] : [])];
}

function drawView(answer: Answer, drawing: Drawing): KnownBlock[] {
  const { view } = answer;
  switch (view.kind) {
    case 'text':
      return [...drawText(answer.text), ...drawNearest(answer)];
    case 'card':
      return drawCards(answer, view);
    case 'list':
      return drawList(answer, view, drawing);
    case 'choice':
      return drawChoice(answer, view);
    case 'help':
      return drawHelp(answer, view);
  }
}

function drawText(text: string): KnownBlock[] {
  const lines = truncate(text, TEXT_LENGTH).split('\n');
  return sections(lines.map((line) => escaped(line, LIMITS.sectionText)));
}

/** The card answers by itself when it is what was asked for; else the sentence comes first. */
function drawCards(answer: Answer, view: View & { kind: 'card' }): KnownBlock[] {
  const isAsked = ['service.card', 'team.card', 'own.lookup', 'person.who'].includes(answer.intent);
  const cards = view.cards.slice(0, CARDS).map(drawCard);
  const blocks = cards.flatMap((card, index) => (index === 0 ? card : [divider, ...card]));
  const sentence = isAsked && cards.length > 0 ? [] : drawText(answer.text);
  const hidden = view.cards.length - cards.length;
  return [...sentence, ...blocks, ...(hidden > 0 ? sections([`… and ${hidden} more`]) : [])];
}

function drawList(answer: Answer, view: View & { kind: 'list' }, drawing: Drawing): KnownBlock[] {
  const shown = view.items.slice(0, ITEMS);
  const hidden = Math.max(view.total, view.items.length) - shown.length;
  const page = answer.subjects[0] ? drawing.pageOf(answer.subjects[0]) : null;
  const rest = page ? link(page, `${hidden} more`) : `${hidden} more`;
  const picker = showSelect.element(
    'Show one of them…',
    view.items.map(({ ref, label, detail }) => ({ label, value: ref, detail })),
  );
  return [
    ...sections([bold(view.title, 300), ...shown.map(drawItem)]),
    ...(hidden > 0 ? sections([`… and ${rest}`]) : []),
    ...(picker ? [actions([picker])] : []),
  ];
}

function drawItem({ label, detail }: Pick<ListItem, 'label' | 'detail'>): string {
  return `•  ${bold(label)}${detail ? ` — ${name(detail, 200)}` : ''}`;
}

function drawChoice(answer: Answer, view: View & { kind: 'choice' }): KnownBlock[] {
  const options = view.options
    .filter(({ question }) => chooseButton.fits({ question }))
    .slice(0, CHOICES);
  const details = options.filter(({ detail }) => detail).map(drawItem);
  const buttons = options.map(({ label, question }, index) =>
    chooseButton.element({ text: label, index }, { question }),
  );
  return [
    ...drawText(answer.text),
    ...sections(details),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ];
}

/** An answer that names candidates without a question of its own: pressing one asks for its card. */
function drawNearest(answer: Answer): KnownBlock[] {
  const isOpen = answer.kind === 'unknown' || answer.kind === 'choose';
  const refs = isOpen ? answer.candidates.slice(0, CHOICES) : [];
  if (refs.length === 0) return [];
  return [
    actions(
      refs.map((ref, index) =>
        chooseButton.element({ text: shortRef(ref), index }, { question: ref }),
      ),
    ),
  ];
}

function drawHelp(answer: Answer, view: View & { kind: 'help' }): KnownBlock[] {
  const examples = view.examples
    .filter(({ question }) => askButton.fits({ question }))
    .slice(0, EXAMPLES);
  const lines = examples.map(
    ({ question, about }) => `•  ${name(question, 200)}${about ? ` — ${name(about, 200)}` : ''}`,
  );
  const buttons = examples.map(({ question }, index) =>
    askButton.element({ text: question, index }, { question }),
  );
  return [
    ...drawText(answer.text),
    ...(lines.length > 0 ? sections(['*Three things to try*', ...lines]) : []),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ];
}
