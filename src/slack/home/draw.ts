import type { HomeView, KnownBlock } from '@slack/types';
import {
  type HomeDuty,
  type HomeLock,
  type HomeService,
  type HomeShift,
  type HomeState,
  type HomeTeam,
  needsSomebody,
} from '../../questions/home/state.ts';
import { askFormButton } from '../ask-modal.ts';
import {
  actions,
  bold,
  channelLink,
  context,
  divider,
  link,
  moment,
  name,
  plain,
  section,
  sections,
  truncate,
} from '../blocks.ts';
import { askButton } from '../controls.ts';
import { linkButton } from '../link-me.ts';
import { settingsButton } from '../nudges/controls.ts';
import { newButton } from '../scaffold/controls.ts';
import { sourceLine } from '../sources.ts';

export type HomeDrawing = {
  now: Date;
  pageOf: (ref: string) => string | null;
  /** Whether data say who this is, and not only the person. */
  isCertain: boolean;
  /** Whether there are templates to make something from. */
  canCreate?: boolean;
  /** Whether there are reminders to mute. */
  canMute?: boolean;
};

const OTHER_TEAMS = 12;
const LABEL = 80;

/** A person's Home: when they are on call, how their services stand, what is asked about them, what to press. */
export function drawHome(state: HomeState, drawing: HomeDrawing): HomeView {
  const { person, freeze } = state;
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain(person ? `Hello, ${person.label}` : 'Welcome', 150) },
      ...(freeze ? [section(`:lock: *All deployments are locked* ${lockText(freeze)}`)] : []),
      ...(person ? drawShifts(state) : drawStranger(state)),
      drawDeeds(state, drawing),
      ...drawTeams(state, drawing),
      ...drawAsked(state, drawing),
      divider,
      ...drawFoot(state, drawing),
    ],
  };
}

function drawStranger({ entries }: HomeState): KnownBlock[] {
  return entries === 0
    ? [section(NOTHING_READ)]
    : [
        section(
          "I don't know yet who you are in the catalog. Tell me, and this page shows your teams, their services and when you are on call.",
        ),
      ];
}

const NOTHING_READ =
  'I have read no catalog yet. As soon as I have, this page shows your teams and their services. What is connected, `/callboard sync status` says.';

function drawShifts({ shifts }: HomeState): KnownBlock[] {
  if (!shifts) return [];
  const [next, then] = shifts.first;
  const others = [
    ...(then ? [`Then ${name(then.rota, LABEL)} ${spanText(then)}`] : []),
    ...shifts.behind.map((shift) => `${name(shift.role, 20)} for ${shiftText(shift)}`),
  ];
  if (!next && others.length === 0)
    return [
      context([
        `No rota has a shift of yours until ${moment(shifts.knownUntil, '{date_short_pretty}')}`,
      ]),
    ];
  return [
    ...(next ? [section(next.isNow ? onNow(next) : `*Next on call*  ·  ${shiftText(next)}`)] : []),
    ...(others.length > 0 ? [context(others)] : []),
  ];
}

function onNow({ rota, until }: HomeShift): string {
  const end = until ? ` until ${moment(until)}` : '';
  return `:pager: *You are on call*${end}  ·  ${name(rota, LABEL)}`;
}

function shiftText(shift: HomeShift): string {
  return `${name(shift.rota, LABEL)} ${shift.isNow ? endText(shift) : spanText(shift)}`;
}

function endText({ until }: HomeShift): string {
  return until ? `until ${moment(until)}` : 'always';
}

function spanText({ since, until }: HomeShift): string {
  return `from ${moment(since)}${until ? ` to ${moment(until)}` : ' on'}`;
}

/** What one wants most often, a press away. */
function drawDeeds(
  { person, teams, otherTeams, entries }: HomeState,
  { canCreate = false, canMute = false }: HomeDrawing,
): KnownBlock {
  const problems = teams.reduce((sum, team) => sum + team.problems, 0);
  // Of teams that are not shown nothing is counted.
  const count = otherTeams.length === 0 ? ` (${problems})` : '';
  const questions: [label: string, question: string][] =
    teams.length > 0
      ? [
          ['Who is on call for us?', 'who is on call for my teams'],
          [`Descriptor problems${count}`, 'what is wrong with my descriptors'],
          ['All that we own', 'what do I own'],
        ]
      : [['What can you do?', 'help']];
  const isStranger = !person && entries > 0;
  return actions([
    ...(isStranger ? [linkButton.element({ text: 'This is me…', style: 'primary' }, {})] : []),
    askFormButton.element(
      { text: 'Ask a question…', ...(!isStranger && { style: 'primary' as const }) },
      {},
    ),
    ...(canCreate && person ? [newButton.element({ text: 'New service…' }, {})] : []),
    ...questions.map(([text, question], index) => askButton.element({ text, index }, { question })),
    ...(canMute && person ? [settingsButton.element({ text: 'Reminders…' }, {})] : []),
  ]);
}

function drawTeams({ person, teams, otherTeams }: HomeState, drawing: HomeDrawing): KnownBlock[] {
  if (!person) return [];
  if (teams.length === 0)
    return [
      section(
        'You are in no team of the catalog. Teams are read from GitHub and from Group entities: who looks after the catalog can add you, or tell me if I took you for somebody else.',
      ),
    ];
  const names = otherTeams.slice(0, OTHER_TEAMS).map(({ label }) => name(label, LABEL));
  const more = otherTeams.length - names.length;
  return [
    ...teams.flatMap((team) => [divider, ...drawTeam(team, drawing)]),
    ...(names.length > 0
      ? [context([`Also yours: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`])]
      : []),
  ];
}

function drawTeam(team: HomeTeam, drawing: HomeDrawing): KnownBlock[] {
  const { ref, label, channel, onCall, lock, services, total } = team;
  const head = [
    `*${titled(ref, label, drawing)}*`,
    channel ? channelLink(channel) : '',
    onCall ? `on call: ${dutyText(onCall)}` : '',
  ];
  const urgent = services.filter(needsSomebody);
  const lines = [
    head.filter(Boolean).join('  ·  '),
    lock ? `:lock: Everything of theirs is locked ${lockText(lock)}` : '',
    ...urgent.map((service) => drawService(service, drawing)),
    drawOthers(
      services.filter((service) => !needsSomebody(service)),
      { hidden: total - services.length, isAll: urgent.length === 0 },
    ),
  ];
  const [first, ...rest] = sections(lines.filter(Boolean));
  const question = `what does ${ref} own`;
  const button =
    total > services.length && askButton.fits({ question })
      ? { accessory: askButton.element({ text: `All ${total}` }, { question }) }
      : {};
  return first ? [{ ...first, ...button, expand: true }, ...rest] : [];
}

/** `:red_circle: *payments-api* (tier 1) — INC-1042 Checkout 500s · on call Felix Braun` */
function drawService(service: HomeService, drawing: HomeDrawing): string {
  const { ref, label, tier, incident, lock, onCall, problems } = service;
  const mark = incident ? ':red_circle:' : lock ? ':lock:' : ':warning:';
  const states = [
    incident ? incidentText(incident) : '',
    lock ? `locked ${lockText(lock)}` : '',
    problems > 0 ? `${problems} ${problems === 1 ? 'problem' : 'problems'} in its descriptor` : '',
    onCall ? `on call: ${dutyText(onCall)}` : '',
  ];
  return `${mark} *${titled(ref, label, drawing)}*${tierText(tier)} — ${states.filter(Boolean).join('  ·  ')}`;
}

/** What needs nobody, in a line. */
function drawOthers(
  calm: readonly HomeService[],
  { hidden, isAll }: { hidden: number; isAll: boolean },
): string {
  const names = calm.map(
    ({ label, tier, onCall }) =>
      `${name(label, LABEL)}${tierText(tier)}${onCall ? `, on call ${name(onCall.who, LABEL)}` : ''}`,
  );
  if (hidden > 0) names.push(`${hidden} more`);
  if (names.length === 0) return isAll ? 'Owns nothing in the catalog.' : '';
  return `${isAll ? 'All quiet: ' : 'All quiet else: '}${names.join(', ')}`;
}

function tierText(tier: string | null): string {
  return tier ? ` (tier ${name(tier, 20)})` : '';
}

function incidentText({ name: id, title, url }: NonNullable<HomeService['incident']>): string {
  const words = `${id} ${truncate(title, 100)}`;
  return url ? link(url, words) : name(words);
}

function lockText({ by, until, reason }: HomeLock): string {
  const end = until ? ` until ${moment(until)}` : '';
  return `by ${name(by, LABEL)}${end}${reason ? `: ${name(reason)}` : ''}`;
}

function dutyText({ who, until }: HomeDuty): string {
  return `${bold(who, LABEL)}${until ? ` until ${moment(until)}` : ''}`;
}

function titled(ref: string, label: string, { pageOf }: HomeDrawing): string {
  const url = pageOf(ref);
  const shown = truncate(label, LABEL);
  return (url ? link(url, shown) : name(shown)).replaceAll('*', '∗');
}

/** What others want to know of what one looks after. */
function drawAsked({ asked }: HomeState, drawing: HomeDrawing): KnownBlock[] {
  if (!asked || asked.about.length === 0) return [];
  const times = (count: number) => (count === 1 ? 'once' : `${count} times`);
  const items = asked.about.map(
    ({ ref, label, count }) => `${titled(ref, label, drawing)} ${times(count)}`,
  );
  return [
    divider,
    section(`*What others asked me about* in the last ${asked.days} days\n${items.join('  ·  ')}`),
  ];
}

function drawFoot({ person, facts, entries }: HomeState, drawing: HomeDrawing): KnownBlock[] {
  const sources = entries > 0 ? sourceLine(facts, drawing.now) : null;
  const how = 'Mention me in a channel, write to me in Messages, or use /callboard anywhere.';
  return [
    context([...(sources ? [sources] : []), how]),
    ...(person && !drawing.isCertain
      ? [actions([linkButton.element({ text: 'Not me…' }, {})])]
      : []),
  ];
}
