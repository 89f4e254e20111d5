import type { ActionsBlock, KnownBlock } from '@slack/types';
import {
  type Blast,
  cardText,
  type RoomCard,
  type RoomService,
} from '../../questions/rooms/card.ts';
import type { OnDuty } from '../../questions/rooms/nearby.ts';
import {
  actions,
  bold,
  channelLink,
  context,
  escaped,
  link,
  moment,
  name,
  section,
  sections,
  truncate,
} from '../blocks.ts';
import { askButton } from '../controls.ts';
import type { Content } from '../message.ts';
import { sourceLine } from '../sources.ts';
import { aboutButton, aboutSelect } from './controls.ts';

export type RoomDrawing = { now: Date; pageOf: (ref: string) => string | null };

const TEXT = 3_500;
const NAMED = 6;
const LINKS = 2;
const TIERS = 6;
/** Slack takes about 13,000 characters over all blocks. */
const BUDGET = 10_000;

/** The card of an incident channel: what, whose, who is awake, what changed, who feels it, what to press. */
export function drawRoom(card: RoomCard, drawing: RoomDrawing): Content {
  const text = escaped(cardText(card), TEXT);
  if (card.services.length === 0) return { text, blocks: drawOpen(card) };
  const blocks = drawKnown(card, drawing);
  // Addresses can be long: then the names go without them.
  if (JSON.stringify(blocks).length <= BUDGET) return { text, blocks };
  return { text, blocks: drawKnown(withoutLinks(card), { ...drawing, pageOf: () => null }) };
}

function withoutLinks(card: RoomCard): RoomCard {
  return {
    ...card,
    services: card.services.map((service) => ({ ...service, runbooks: [] })),
    changes: card.changes?.map((change) => ({ ...change, url: null })) ?? null,
    facts: card.facts.map(({ url: _, ...fact }) => fact),
  };
}

function drawKnown(card: RoomCard, { now, pageOf }: RoomDrawing): KnownBlock[] {
  const { services, named, changes, blast, facts } = card;
  const parts = [
    drawHead(card),
    ...services.map((service) => drawService(service, pageOf)),
    changes ? drawChanges(card) : '',
    drawBlast(blast),
    named.length > 0 ? `*Also named here*\n${named.slice(0, NAMED).map(drawNamed).join('\n')}` : '',
  ].filter(Boolean);
  const sources = sourceLine(
    // Ages on a card that stays would be wrong in a minute: the moments stand in their facts.
    facts.map(({ observedAt: _, ...fact }) => fact),
    now,
  );
  return [
    // What broke it may be the line that Slack would fold away.
    ...parts.flatMap((part) => sections(part.split('\n'))).map((one) => ({ ...one, expand: true })),
    actions(drawButtons(card)),
    context([
      ...(sources ? [sources] : []),
      `as of ${moment(now, '{time}')}, kept up to date here`,
    ]),
  ];
}

/** Nothing is claimed: somebody in the channel says what it is about. */
function drawOpen({ options }: RoomCard): KnownBlock[] {
  const lines = options.map(
    ({ label, detail }) => `•  ${bold(label)}${detail ? ` — ${name(detail, 120)}` : ''}`,
  );
  const buttons = options.map(({ ref, label }, index) =>
    aboutButton.element({ text: label, index }, { ref }),
  );
  return [
    section(`*Which service is this about?*\n${lines.join('\n')}`),
    actions([...buttons, aboutSelect.typeahead('Something else…')]),
    context(['Then I show here whose it is, who is on call, what changed and who feels it.']),
  ];
}

function drawHead({ incident }: RoomCard): string {
  if (!incident) return '';
  const title = `${incident.id} ${incident.title}`;
  const shown = incident.url ? `*${link(incident.url, truncate(title, 150))}*` : bold(title);
  const state =
    incident.isOpen || !incident.resolvedAt
      ? `:red_circle: open since ${moment(incident.openedAt)}`
      : `:white_check_mark: resolved ${moment(incident.resolvedAt)}`;
  return `${shown}  ·  ${state}`;
}

function drawService(service: RoomService, pageOf: (ref: string) => string | null): string {
  const { ref, label, sort, tier, owner, onDuty, runbooks } = service;
  const url = pageOf(ref);
  const title = url ? `*${link(url, label)}*` : bold(label);
  const links = runbooks.slice(0, LINKS).map((one) => link(one.url, one.label));
  const lines = [
    `${title}  ·  ${name(sort, 40)}${tier ? `  ·  tier ${name(tier, 20)}` : ''}`,
    owner
      ? `Owned by ${bold(owner.label, 80)}${owner.channel ? `  ·  ${channelLink(owner.channel)}` : ''}`
      : ':warning: No owner in the catalog',
    onDuty ? drawDuty(onDuty) : '',
    links.join('  ·  '),
  ];
  return lines.filter(Boolean).join('\n');
}

function drawDuty({ name: who, until, backup }: OnDuty): string {
  const end = until ? ` until ${moment(until, '{date_short_pretty} {time}')}` : '';
  const second = backup ? `, then ${name(backup, 80)}` : '';
  return `On call: ${bold(who, 80)}${end}${second}`;
}

function drawNamed({ label, owner, onDuty }: RoomService): string {
  const whose = owner ? ` — ${name(owner.label, 80)}` : '';
  return `•  ${bold(label)}${whose}${onDuty ? `, on call ${name(onDuty.name, 80)}` : ''}`;
}

function drawChanges({ changes, changesSince }: RoomCard): string {
  const since = moment(changesSince, '{time}');
  if (!changes?.length) return `*What changed near them*\nNothing that I know of since ${since}.`;
  const lines = changes.map(({ at, label, text, by, url }) => {
    const what = `${label} ${text}`;
    const shown = url ? link(url, truncate(what, 150)) : name(what);
    return `•  ${moment(at, '{time}')}  ${shown}${by ? ` — ${name(by, 60)}` : ''}`;
  });
  return `*What changed near them since ${since}*\n${lines.join('\n')}`;
}

function drawBlast({ total, tiers, teams }: Blast): string {
  if (total === 0) return '*Who feels it*\nNothing in the catalog depends on this.';
  const lines = tiers.slice(0, TIERS).map(({ tier, labels, total: all }) => {
    const more = all - labels.length;
    const names = `${labels.map((label) => name(label, 80)).join(', ')}${more > 0 ? ` … and ${more} more` : ''}`;
    return `•  ${tier ? `tier ${name(tier, 20)}` : 'no tier'}: ${names}`;
  });
  const told = teams.length > 0 ? `, ${teams.length} ${teams.length === 1 ? 'team' : 'teams'}` : '';
  return `*Who feels it* (${total}${told})\n${lines.join('\n')}`;
}

function drawButtons({ services, incident, channel, blast }: RoomCard): ActionsBlock['elements'] {
  const refs = services.map(({ ref }) => ref);
  const all = refs.join(' and ');
  // Who is told or woken has to find the way here.
  const place = /^[\p{L}\d_-]+$/u.test(channel) ? ` in #${channel}` : '';
  const what = incident?.isOpen ? `${incident.id} is worked on` : 'there is an incident';
  const tell: [string, string] = [
    'Tell them…',
    `tell the owners of what depends on ${refs[0]} that ${what}${place}`,
  ];
  const questions: [label: string, question: string][] = [
    ...(blast.total > 0 ? [tell] : []),
    ['Page…', `page ${refs[0]} because ${what}${place}`],
    ['What changed', `what changed around ${all} in the last 6 hours`],
  ];
  return [
    ...questions
      .filter(([, question]) => askButton.fits({ question }))
      .map(([text, question], index) => askButton.element({ text, index }, { question })),
    aboutSelect.typeahead('This is about…'),
  ];
}
