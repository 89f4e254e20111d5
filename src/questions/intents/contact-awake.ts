import { enumerate, labelOf } from '../../catalog/labels.ts';
import { homeZone } from '../../catalog/zones.ts';
import { readBook } from '../../operations/cover.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { strangers, understood } from '../labels.ts';
import { coverAt } from '../on-call/gather.ts';
import { tellNow } from '../on-call/tell.ts';
import { reply } from '../reply.ts';
import { workingHours } from '../zones.ts';

const AWAKE =
  '(awake|online|available|around|on call|up|there|working|at work|reachable|in the office)';

/** Whom of a team one can reach at this hour: who is on call, and whether it is a time to work where they are. */
export const contactAwake: Intention = {
  intent: 'contact.route',
  examples: ['is there someone from Security awake right now', 'is anyone from Money around'],
  patterns: [
    `is (anyone|anybody|someone|somebody) [on call|around|awake|online|available|there] (from|for|in|of|at|on) {any} [awake|online|available|around|up|there|working|reachable]`,
    `is there (anyone|anybody|someone|somebody) (from|in|of|at|on) {any} ${AWAKE}`,
    `is there (anyone|anybody|someone|somebody) ${AWAKE} (from|in|of|at|on) {any}`,
    `who (from|in|of|at|on) {any} is ${AWAKE}`,
    `who is ${AWAKE.replace('on call|', '')} [right now|now|at the moment|today] (from|in|at|on) {any}`,
    `[i need|we need|get me|get|find me|find|give me|looking for] (someone|somebody|anyone|anybody|a person|a human|people) (from|in|of|at|on) {any} [who is|that is|who are] ${AWAKE}`,
    'is {team} (awake|online|available|around|working|at work|reachable|in the office)',
  ],
  bare: 'talk',
  answer,
};

async function answer({ mentions, strange, room }: Case): Promise<Answer | null> {
  const { view } = room;
  const told = await Promise.all(mentions.map(({ ref }) => awake(room, ref)));
  const known = told.filter((one) => one !== null);
  if (known.length === 0) return null;
  return reply({
    kind: known.some(({ isKnown }) => isKnown) ? 'answer' : 'unknown',
    intent: 'contact.route',
    subjects: known.map(({ team }) => team),
    refs: [...new Set(known.flatMap(({ refs }) => refs))],
    text: [
      ...mentions.map((mention) => understood(view, mention).trim()),
      ...known.map(({ text }) => text),
      ...strangers(strange),
    ]
      .filter(Boolean)
      .join(' '),
    facts: known.flatMap(({ facts }) => facts),
  });
}

const NAMED = 8;

async function awake(room: Case['room'], ref: string) {
  const { view, db, now } = room;
  const kind = view.get(ref)?.kind;
  const team = kind === 'group' ? ref : view.out(ref, 'ownedBy').find((one) => view.get(one));
  if (!team || kind === 'user') return null;
  const name = labelOf(view, team);
  const found = await coverAt(room, await readBook(db), team);
  const duty = found ? tellNow(room, found) : null;
  const members = view.out(team, 'hasMember').filter((one) => view.get(one));
  const zones = await Promise.all(
    members.map(async (one) => (await homeZone(db, view, one)) ?? (await homeZone(db, view, team))),
  );
  const working = members.filter((_, at) => {
    const zone = zones[at];
    return zone && workingHours(now, zone).isWorking;
  });
  const others = working.filter((one) => !duty?.refs.includes(one));
  const zone = await homeZone(db, view, team);
  const facts = await room.facts(team);
  const channel = facts?.owner?.channel ?? null;
  const hours = zone && workingHours(now, zone);
  const sentences = [
    duty?.text ?? '',
    hours
      ? `It is ${hours.clock} at home for ${name} (${zone}), ${hours.isWorking ? 'within' : 'outside'} working hours.`
      : `Where ${name} works is not in the catalog (annotation …/timezone).`,
    others.length > 0
      ? `${duty && duty.refs.length > 0 ? 'Others who' : 'Who'} should be at work: ${enumerate(
          others.map((one) => labelOf(view, one)),
          NAMED,
        )}. Whether they are away I do not see.`
      : duty && duty.refs.length > 0
        ? ''
        : `I know nobody of ${name} to be at work now.`,
    channel ? `Channel: ${channel}.` : '',
  ];
  return {
    team,
    text: sentences.filter(Boolean).join(' '),
    // Who is on call is there by duty; the others only by the clock.
    refs: duty && duty.refs.length > 0 ? duty.refs : others,
    facts: duty?.facts ?? [],
    isKnown: (duty?.refs.length ?? 0) > 0 || hours !== null,
  };
}
