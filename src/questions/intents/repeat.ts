import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { momentName } from '../../day-words.ts';
import { repeatsBy } from '../../operations/repeats.ts';
import { runningSchedules } from '../../scorecards/digest/schedule/store.ts';
import { cronOf, nextTurn, type Turn, turnName, turnOf } from '../../turn.ts';
import type { Answer, Fact } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { splitTurn } from '../repeats/turn.ts';
import { reply } from '../reply.ts';

const intent = 'digest.request';

/** What is sent as long as nothing else was asked: it is said on the card, and can be changed there. */
const NEWS = 'what changed in the catalog last week';

/** "Send this to #leads every monday at 9": a card to press; nothing is scheduled by asking. */
export const repeatRequest: Intention = {
  intent,
  examples: [
    'send this to #eng-leads every monday 9am',
    'send me this every monday at 9',
    'post the answer here every weekday',
    'schedule the digest for #leads every friday at 16:00',
    'post this in #general',
    'every monday send the services without an owner to #leads',
  ],
  patterns: [
    '(send|post|share|forward|deliver|mail|email|schedule|repeat|publish|report|give|tell) {what} (every|each|daily|weekly|mondays|tuesdays|wednesdays|thursdays|fridays|weekdays) {when}',
    '(send|post|share|forward|deliver|mail|email|schedule|repeat|publish|report) {what} (daily|weekly)',
    '(every|each|on) {when} (send|post|share|forward|repeat) {what}',
    '(send|post|share|forward|mail|email|schedule) (this|that|it|these|them|a digest|the digest|the report|the list|a report|a summary) {what}',
    '(remind|subscribe) (me|us|them|everyone|the team|my team) {what}',
    '(subscribe|subscribe us|subscribe me) to {what}',
  ],
  bare: 'nothing',
  answer: proposeRepeat,
};

/** "What do you send me", "stop sending". */
export const repeatList: Intention = {
  intent,
  examples: ['what do you send me', 'list my schedules', 'what is scheduled'],
  patterns: [
    'what (do|will) you (send|post) [me|us|for me] [regularly|every week|every day]',
    '(list|show|what are|which are) [all] (my|our|the) (schedules|subscriptions|scheduled questions|scheduled answers|scheduled reports|digests|reminders)',
    '(my|our) (schedules|subscriptions|scheduled questions|scheduled reports)',
    'what is scheduled [for me]',
    'what (have|did) i (schedule|scheduled|subscribe to|subscribed to)',
  ],
  bare: 'nothing',
  answer: listRepeats,
};

export const repeatEnd: Intention = {
  intent,
  examples: ['stop sending', 'stop sending this', 'stop the weekly digest', 'unsubscribe me'],
  patterns: [
    '(stop|quit|cancel|end) (sending|posting|repeating) [me|us] [this|that|it|these|them|anything|everything|the digest|the report]',
    '(stop|cancel|end|remove|delete) (the|my|our|this|that|all|all my) [weekly|daily|monday] (digest|digests|schedule|schedules|subscription|subscriptions|report|reports|reminder|reminders)',
    '(unsubscribe|unsubscribe me|unsubscribe us) [from] [this|that|it|everything|all]',
    '(do not|never) (send|post) [me|us] (this|that|it|these|them) [again]',
  ],
  bare: 'nothing',
  answer: proposeEnd,
};

const PLACE = /\s*\b(?:to|in|into|for|on)\s+(?<channel>#[\w-]+|<#[A-Z0-9]+>)/i;
const HERE = /\s*\b(?:in|to|into) (?:here|this channel|the channel|this thread)\b|\s+here\b/i;
const TALKED =
  /^(?:(?:this|that|it|these|them|the|an?|one|answer|answers|list|result|results|card|table|of)\s*)*$/i;
const WEEKLY = /\b(?:digest|weekly (?:report|summary))\b/i;
const DIGESTED = /\b(?:digest|report|summary|news)\b/i;

async function proposeRepeat({ text, room }: Case): Promise<Answer> {
  const read = splitTurn(text);
  if (!read)
    return reply({
      kind: 'declined',
      intent,
      text: 'I sent and scheduled nothing. I answer where I am asked; to have it again and again, say when: "send this to #leads every monday at 9".',
    });
  const { turn, rest } = read;
  const channel = PLACE.exec(rest)?.groups?.['channel'] ?? null;
  const isHere = !channel && HERE.test(rest);
  const place = channel ?? (isHere ? null : room.talk.asker);
  const wanted = wantedIn(rest.replace(PLACE, '').replace(HERE, ''), room);
  const next = momentName(nextTurn(turn, room.zone, room.now), room.zone);
  const where = channel ?? (place ? `your direct messages` : 'this channel');
  if (wanted.kind === 'digest') return proposeDigest(wanted, { turn, place, where, next, room });
  const { question, isAssumed } = wanted;
  const note = isAssumed
    ? 'Nothing was asked before in this conversation: "Change the text…" takes another question.'
    : '';
  return reply({
    kind: 'confirm',
    intent,
    text: `Answer "${question}" in ${where} ${turnName(turn)} (${room.zone})? ${note} Nothing is scheduled yet.`.replace(
      /\s+/g,
      ' ',
    ),
    view: {
      kind: 'confirm',
      title: `Send this ${turnName(turn)}?`,
      details: [
        { name: 'Question', text: question },
        { name: 'Where', text: where },
        { name: 'First', text: next },
      ],
      verb: 'Schedule',
      deed: { kind: 'repeat', question, place, cron: cronOf(turn), zone: room.zone },
      ...(note && { note }),
    },
  });
}

function proposeDigest(
  { audience }: Extract<Wanted, { kind: 'digest' }>,
  {
    turn,
    place,
    where,
    next,
    room,
  }: { turn: Turn; place: string | null; where: string; next: string; room: Room },
): Answer {
  const { zone, view } = room;
  const what = audience === '*' ? 'the digest' : `the digest of ${labelOf(view, audience)}`;
  const said = `Send ${what} to ${where} ${turnName(turn)} (${zone})?`;
  const preview = 'You see a preview first; nothing goes out before you let it.';
  return reply({
    kind: 'confirm',
    intent,
    subjects: audience === '*' ? [] : [audience],
    text: `${said} ${preview}`,
    view: {
      kind: 'confirm',
      title: `Send ${what} ${turnName(turn)}?`,
      details: [
        { name: 'Where', text: where },
        { name: 'First', text: next },
        { name: 'Before that', text: preview },
      ],
      verb: 'Schedule',
      deed: { kind: 'digest-schedule', audience, place, cron: cronOf(turn), zone },
    },
  });
}

type Wanted =
  | { kind: 'question'; question: string; isAssumed: boolean }
  | { kind: 'digest'; audience: string };

/** The question in the words, else the one that was answered before, else what changed lately; the digest where one is meant. */
function wantedIn(rest: string, { talk, view }: Room): Wanted {
  const said = rest
    .replace(
      /^(?:please )?(?:send|post|share|forward|deliver|mail|email|schedule|repeat|publish|report|give|tell|remind|subscribe)\s*/i,
      '',
    )
    .replace(
      /^(?:(?:me|us|everyone|the team|my team|them)\b\s*)?(?:(?:to|about|of|with|that)\b\s*)?/i,
      '',
    )
    .trim();
  if (said && !TALKED.test(said) && !DIGESTED.test(said))
    return { kind: 'question', question: said, isAssumed: false };
  const isDigest = DIGESTED.test(said) || WEEKLY.test(talk.asked ?? '');
  if (!isDigest) return { kind: 'question', question: talk.asked ?? NEWS, isAssumed: !talk.asked };
  // "Send this" below the digest of a team.
  const [team] = WEEKLY.test(talk.asked ?? '') ? talk.subjects : [];
  const isTeam = team !== undefined && view.get(team)?.kind === 'group';
  return { kind: 'digest', audience: isTeam ? team : '*' };
}

async function listRepeats({ room }: Case): Promise<Answer> {
  const own = await scheduled(room);
  if ('kind' in own) return own;
  return reply({
    kind: 'answer',
    intent,
    text:
      own.lines.length === 0
        ? 'You have scheduled nothing with me.'
        : `${own.lines.join(' ')} Say "stop sending" to end that.`,
    facts: own.facts,
  });
}

async function proposeEnd({ room }: Case): Promise<Answer> {
  const own = await scheduled(room);
  if ('kind' in own) return own;
  if (own.lines.length === 0 || !room.talk.asker)
    return reply({
      kind: 'answer',
      intent,
      text: 'You have scheduled nothing with me, so there is nothing to stop.',
      facts: own.facts,
    });
  return reply({
    kind: 'confirm',
    intent,
    text: `Stop sending? ${own.lines.join(' ')} It is still going.`,
    view: {
      kind: 'confirm',
      title: 'Stop sending?',
      details: own.lines.map((text, at) => ({ name: `${at + 1}`, text })),
      verb: 'Stop',
      deed: { kind: 'unrepeat', ids: own.ids, by: room.talk.asker },
    },
    facts: own.facts,
  });
}

/** What the asker has scheduled, in sentences. */
async function scheduled(
  room: Room,
): Promise<Answer | { ids: string[]; lines: string[]; facts: Fact[] }> {
  const { db, view, talk, now } = room;
  if (!talk.asker)
    return reply({ kind: 'unknown', intent, text: 'I do not know who you are in the catalog.' });
  const own = await repeatsBy(db, talk.asker);
  const digests = await runningSchedules(db, talk.asker);
  const lines = own.map(({ question, channel, cron, zone, nextAt, lastError }) => {
    const where = placeName(view, channel);
    const failed = lastError ? ` The last time I could not: ${lastError}.` : '';
    return `"${question}" ${where} ${turnName(turnOf(cron))}, next on ${momentName(nextAt, zone)}.${failed}`;
  });
  for (const { audience, place, cron, zone, nextAt, approvedAt } of digests) {
    const what = audience === '*' ? 'The digest' : `The digest of ${labelOf(view, audience)}`;
    const waits = approvedAt ? '' : ' It waits for you to let its preview go.';
    lines.push(
      `${what} ${isSlackId(place) ? 'in its channel' : placeName(view, place)} ${turnName(turnOf(cron))}, next on ${momentName(nextAt, zone)}.${waits}`,
    );
  }
  const observedAt = now.toISOString();
  const asked = [...own.map(({ question }) => question), ...digests.map(() => 'the digest')];
  const value = enumerate(asked) || 'nothing';
  return {
    ids: [...own, ...digests].map(({ id }) => id),
    lines,
    facts: [{ name: 'scheduled', value, source: 'Callboard', observedAt }],
  };
}

function placeName(view: CatalogView, place: string): string {
  if (place.startsWith('user:')) return `for ${labelOf(view, place)}`;
  // Slack's own ids say nothing to people.
  return isSlackId(place) ? 'where you asked for it' : `in ${place}`;
}

function isSlackId(place: string): boolean {
  return /^[CGD][A-Z0-9]{6,}$/.test(place);
}
