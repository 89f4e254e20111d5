import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { Initiative } from '../../scorecards/initiatives/initiative.ts';
import { type Progress, progressOf } from '../../scorecards/initiatives/progress.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { listItem, reply } from '../reply.ts';
import { initiativesIn } from '../standards/initiatives.ts';
import { recipientsOf } from '../standards/recipients.ts';
import { lastDayOf } from '../standards/words.ts';

const intent = 'campaign.status';
const SORT = 'migration|campaign|initiative|rollout|upgrade|move|project|effort|push|thing|cleanup';

/** How initiatives are going, what is left of them, and when they are due. */
export const campaignStatus: Intention = {
  intent,
  examples: [
    'hows the node 22 migration going',
    'when is the runbook thing due',
    'what is left for the node 22 migration',
    'what do we still have to do for node 22',
    'which campaigns are running',
    'who is behind on the node 22 migration',
  ],
  patterns: [
    `(how is|hows|how are|how did) [the|our] {rest} (${SORT}) (going|doing|coming along|coming|progressing|go)`,
    '(how is|hows) [the|our] {rest} (going|progressing|coming along)',
    `how far (is|are) [the|our|we with|we with the] {rest} (${SORT}) [along]`,
    'how far (is|are) (the|our|we with|we with the|we on|we on the) {rest}',
    'when (is|was) [the|our] {rest} (due|over|finished|done|deadline)',
    '(what is|which is) the (deadline|due date) (of|for|on) [the|our] {rest}',
    '(what is|who is|which services are|what are|which teams are) [still] (left|missing|still missing|remaining|not done|behind|open|late) (for|on|in|with) [the] {rest}',
    '(what|which services) (do|does|must|should) {who} [still] (have to do|need to do|have left|do|migrate|have to migrate) (for|on|in) [the] {rest}',
    `[the|our] (status|progress|deadline|pace) (of|for|on) [the|our] {rest} (${SORT})`,
    '[the|our] (status|progress|deadline|pace) (of|for|on) [the|our] {rest}',
    `{rest} (campaign|initiative|migration|rollout) (status|progress|deadline)`,
    '[what|which|list|show|show me] [the|any|our|are the|are our] [open|current|active|running|all] (campaigns|initiatives|deadlines) [are] [running|open|active|there|do we have|are there|are running|are open]',
    '(is|are) (we|{who}) done (with|on) [the] {rest}',
    '(will|are) (we|{who}) (make|finish|going to make|going to finish) [the] {rest} [in time|on time|by the deadline]',
  ],
  bare: 'nothing',
  answer: tell,
};

async function tell({ text, slots, room }: Case): Promise<Answer | null> {
  const all = await room.standards.initiatives();
  const said = slots['rest'];
  if (said === undefined) return tellAll(room, all);
  const found = initiativesIn(all, said);
  if (found.length === 0) {
    const isNamed = /\b(?:campaign|initiative|migration|rollout)s?\b/i.test(text);
    if (!isNamed) return null;
    return reply({
      kind: 'unknown',
      intent,
      text: `I know no initiative "${said}". ${all.length > 0 ? `There are: ${enumerate(all.map(({ title }) => title))}.` : 'None is set up here.'}`,
    });
  }
  const [only, ...others] = found;
  if (!only) return null;
  if (others.length > 0) return tellAll(room, found);
  const progress = await progressOf(room.db, only, room.now);
  return tellOne(room, progress, { text, who: slots['who'] });
}

async function tellAll(room: Room, initiatives: readonly Initiative[]): Promise<Answer> {
  if (initiatives.length === 0)
    return reply({ kind: 'unknown', intent, text: 'No initiatives are set up here.' });
  const each = await Promise.all(
    initiatives.map((initiative) => progressOf(room.db, initiative, room.now)),
  );
  const running = each.filter(({ state }) => state !== 'closed' && state !== 'standing');
  const shown = running.length > 0 ? running : each;
  return reply({
    kind: 'answer',
    intent,
    refs: [],
    text: shown.map((one) => summary(one, room)).join(' '),
    facts: shown.map((one) => factOf(one, room)),
  });
}

const PACE = {
  done: 'It is done.',
  'on-track': 'At this pace it ends in time.',
  behind: 'At this pace it does not end in time.',
  late: 'Its day has passed.',
  unknown: 'How fast it goes is not known yet.',
} as const;

function summary(progress: Progress, { zone }: Pick<Room, 'zone'>): string {
  const { initiative, done, exempt, left, unknown, total, daysLeft, pace, state } = progress;
  const when =
    state === 'standing' || state === 'closed'
      ? `It was due on ${lastDayOf(initiative.due, zone)} and is ${state === 'standing' ? 'a standing rule now' : 'closed'}.`
      : daysLeft < 0
        ? `It was due on ${lastDayOf(initiative.due, zone)}, ${counted(-daysLeft, 'day')} ago.`
        : `It is due on ${lastDayOf(initiative.due, zone)}, in ${counted(daysLeft, 'day')}.`;
  const counts = [
    `${done} of ${total} done`,
    exempt > 0 ? `${exempt} exempt` : '',
    left > 0 ? `${left} left` : '',
    unknown > 0 ? `of ${unknown} it is not known` : '',
  ].filter(Boolean);
  return `${initiative.title}: ${counts.join(', ')}. ${when} ${state === 'announced' ? 'It is announced and has not begun.' : PACE[pace.verdict]}`;
}

function factOf({ initiative, done, total }: Progress, { now }: Pick<Room, 'now'>) {
  return {
    name: initiative.name,
    value: `${done} of ${total}, due ${initiative.due.toISOString().slice(0, 10)}`,
    source: 'scorecards',
    observedAt: now.toISOString(),
  };
}

function tellOne(
  room: Room,
  progress: Progress,
  { text, who }: { text: string; who: string | undefined },
): Answer {
  const { view } = room;
  const linked = who ? room.link(who, 'owner') : null;
  const owner = linked?.kind === 'linked' ? (linked.mentions[0]?.ref ?? null) : null;
  const mine = /\b(?:we|us|our|i)\b/i.test(text) && !owner ? new Set(recipientsOf(room)) : null;
  const left = progress.entities.filter(({ status }) => status === 'left');
  const isOurs = (of: string | null) =>
    owner !== null ? of === owner : mine !== null && of !== null && mine.has(of);
  const asksWho =
    /\b(?:still|left|behind|have to|need to|missing|remaining|done (?:with|on))\b/i.test(text);
  const ours = left.filter(({ owner: of }) => isOurs(of));
  const narrowed = (owner !== null || mine !== null) && asksWho;
  const shown = narrowed && (owner !== null || ours.length > 0) ? ours : left;
  const names = enumerate(
    shown.map(({ ref }) => labelOf(view, ref)),
    20,
  );
  const whose = owner ? labelOf(view, owner) : 'you';
  const rest = narrowed
    ? ours.length > 0
      ? ` Left for ${whose}: ${names}.`
      : ` Nothing is left for ${whose}.`
    : names
      ? ` Left: ${names}.`
      : '';
  const exempt = progress.entities.filter(({ status }) => status === 'exempt');
  const excused =
    exempt.length > 0 ? ` Exempt: ${enumerate(exempt.map(({ ref }) => labelOf(view, ref)))}.` : '';
  const teams = progress.teams.filter(({ left: open }) => open > 0);
  const byTeam =
    teams.length > 1 && !narrowed
      ? ` By team: ${enumerate(
          teams.map((team) => `${team.owner ? labelOf(view, team.owner) : 'nobody'} ${team.left}`),
          8,
        )}.`
      : '';
  return reply({
    kind: 'answer',
    intent,
    refs: shown.map(({ ref }) => ref),
    text: `${summary(progress, room)}${rest}${excused}${byTeam}`,
    facts: [factOf(progress, room)],
    view: {
      kind: 'list',
      title: progress.initiative.title,
      items: [
        ...shown.map(({ ref, missing }) => ({
          ...listItem(
            view,
            ref,
            `lacks ${enumerate(
              missing.map(({ check }) => check),
              3,
            )}`,
          ),
          under: 'Left',
        })),
        ...(narrowed ? [] : exempt.map(({ ref }) => ({ ...listItem(view, ref), under: 'Exempt' }))),
      ].slice(0, 25),
      total: shown.length + (narrowed ? 0 : exempt.length),
      note: summary(progress, room),
    },
  });
}
