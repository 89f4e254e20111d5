import type { ActionsBlock, Button, KnownBlock, Overflow } from '@slack/types';
import { parseRef } from '../catalog/ref.ts';
import type { Card, CardField, Link } from '../questions/answer.ts';
import {
  actions,
  bold,
  channelLink,
  LIMITS,
  link,
  mrkdwn,
  name,
  oneLine,
  plain,
  safeUrl,
  section,
  truncate,
} from './blocks.ts';
import { askButton, moreLinks, openLink } from './controls.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element: one to five options. */
const OVERFLOW_OPTIONS = 5;
/** Four buttons and a menu: more would wrap, and nobody reads the fifth. */
export const BUTTONS = 4;
/** Two columns of three rows, so that cards are of one height. */
const FIELDS = 6;
const DESCRIPTION_LENGTH = 140;
const TITLE_LENGTH = 80;
const WARNINGS = 2;
const AKA = 3;

/**
 * Name and owner first, then what to do, then links. The context line is drawn by whoever knows the sources.
 * `room` 1: all of it; less: fewer links, because addresses can be long; 0: none. `most`: how many buttons beside `fix` it has,
 * where a message shares them.
 */
export function drawCard(
  card: Card,
  {
    room,
    pageOf,
    most = BUTTONS,
  }: { room: number; pageOf: (ref: string) => string | null; most?: number },
  fix: Button | null = null,
): KnownBlock[] {
  const owner = card.fields.find((field) => field.name.toLowerCase() === 'owner');
  const fields = card.fields.filter((field) => field !== owner).slice(0, FIELDS);
  const buttons = drawButtons(card, room, most);
  return [
    {
      ...section(head(card, owner, room > 0 ? (pageOf(card.ref) ?? card.url) : null)),
      ...(fix && { accessory: fix }),
    },
    ...(fields.length > 0
      ? [{ type: 'section' as const, fields: fields.map((field) => mrkdwn(drawField(field))) }]
      : []),
    ...(card.warnings.length > 0 ? [section(drawWarnings(card.warnings))] : []),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ];
}

/** @param url where the title leads: the page about it, else where its code is */
function head(card: Card, owner: CardField | undefined, url: string | null): string {
  const shown = truncate(oneLine(card.title), TITLE_LENGTH);
  const title = url ? `*${link(url, shown)}*` : bold(shown);
  const description = card.description ? oneLine(card.description) : '';
  const lines = [
    `${title}${calledOtherwise(card)}  ·  ${name(card.kind, 40)}${alsoKnown(card)}`,
    owner ? `Owned by ${bold(owner.text, 80)}${within(owner)}${channelOf(owner)}` : '',
    description ? name(truncate(description, DESCRIPTION_LENGTH), 900) : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** The name in the catalog where the title does not show it: a title may say anything, also the name of something else. */
function calledOtherwise({ ref, title }: Card): string {
  const { kind, name: called } = parseRef(ref, { kind: 'component' });
  if (kind === 'group' || kind === 'user' || called.toLowerCase() === title.toLowerCase())
    return '';
  return ` (${name(called, 63)})`;
}

/** The other names people use, so that nobody asks twice whether this is the one. */
function alsoKnown({ aka = [] }: Card): string {
  const shown = aka.slice(0, AKA).map((other) => name(other, 40));
  return shown.length > 0 ? `  ·  aka ${shown.join(', ')}` : '';
}

function within(field: CardField): string {
  return field.within ? `, part of ${name(field.within, 80)}` : '';
}

function channelOf(field: CardField): string {
  return field.channel ? `  ·  ${channelLink(field.channel)}` : '';
}

function drawField(field: CardField): string {
  const url = field.url && safeUrl(field.url);
  const text = url ? link(url, truncate(oneLine(field.text), 120)) : name(field.text, 120);
  return `${bold(field.name, 60)}\n${text}${channelOf(field)}`;
}

function drawWarnings(warnings: readonly string[]): string {
  const shown = warnings.slice(0, WARNINGS).map((warning) => `:warning: ${name(warning, 400)}`);
  const hidden = warnings.length - shown.length;
  if (hidden > 0) shown.push(`… and ${hidden} more`);
  return shown.join('\n');
}

function drawButtons(card: Card, share: number, most: number): ActionsBlock['elements'] {
  const asks = asksOf(card).slice(0, most);
  const links = card.links
    .filter(({ url }) => safeUrl(url) !== null)
    .slice(0, Math.floor((most + OVERFLOW_OPTIONS) * share));
  const room = most - asks.length;
  const shown = links.slice(0, room);
  const opens = shown.flatMap(
    ({ label, url }, index) => openLink.element({ text: label, index }, url) ?? [],
  );
  const rest = drawOverflow(links.slice(room));
  return [...asks, ...opens, ...(rest ? [rest] : [])];
}

/** Questions worth one press from this card. */
function asksOf(card: Card): Button[] {
  const questions: [label: string, question: string][] = [];
  if (card.upstream > 0) {
    questions.push([`Depends on (${card.upstream})`, `what does ${card.ref} depend on`]);
  }
  if (card.downstream > 0) {
    questions.push([`Used by (${card.downstream})`, `what depends on ${card.ref}`]);
  }
  const { kind } = parseRef(card.ref, { kind: 'component' });
  if (kind === 'group' || kind === 'user') {
    questions.push(['What they own', `what does ${card.ref} own`]);
  }
  return questions
    .filter(([, question]) => askButton.fits({ question }))
    .map(([text, question], index) => askButton.element({ text, index }, { question }));
}

function drawOverflow(links: readonly Link[]): Overflow | null {
  const options = links.slice(0, OVERFLOW_OPTIONS).flatMap(({ label, url }, index) => {
    const safe = safeUrl(url);
    return safe ? [{ text: plain(label, LIMITS.optionText), value: String(index), url: safe }] : [];
  });
  return options.length > 0 ? { type: 'overflow', action_id: moreLinks.id, options } : null;
}
