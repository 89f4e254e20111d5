import { labelOf } from '../../catalog/labels.ts';
import { alarmPath, createOnCallNow } from '../../operations/paging.ts';
import { allStandings } from '../../operations/standing.ts';
import { planWaking, type Waking } from '../../operations/waking.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import type { Linked } from '../link.ts';
import { CONNECT } from '../on-call/unknown.ts';
import { choose, reply, unknownName } from '../reply.ts';
import { splitReason } from '../slots/reason.ts';

const WAKE =
  '(page|ping|wake up|wake|call|alert|notify|summon|escalate to|escalate|phone|buzz|beep|ring|get)';

/** Waking somebody: a card that says whom, how and why, for a person to press. */
export const pageRequest: Intention = {
  intent: 'page.request',
  examples: [
    'page Security',
    'ping the on call of ledger',
    'wake up Ana Lima',
    'page Security because payments fail',
    'page the ledger oncall: trial balance is off',
    'can you page Security',
    'open an incident for ledger',
  ],
  patterns: [
    '(page|ping|wake up|wake|call|alert|notify|summon|escalate to|escalate|phone|buzz|beep|ring) {whom}',
    'wake {whom} up',
    'wake {whom} up (because|for|about|as|since) {reason}',
    `(can|could|would|will) (you|someone|somebody|we) [please] ${WAKE.replace('|get', '')} {whom}`,
    '(we|i) need to (page|wake up|wake|call|alert|escalate to|summon) {whom}',
    'get (the|whoever is) on call (for|of) {whom}',
    '(trigger|open|create|start|declare|raise) (an|a|the|new|an new) [new|high urgency|major] (incident|page|alert|sev1|sev 1|pagerduty incident) (for|on|about|against|with|at) {whom}',
  ],
  bare: 'nothing',
  answer,
};

async function answer({ text, slots, room }: Case): Promise<Answer | null> {
  const said = slots['whom'] ?? '';
  const { whom, reason, linked } = read(said, slots['reason'] ?? null, room);
  const intent = 'page.request';
  const again = (ref: string) => text.replace(whom, () => ref);
  switch (linked.kind) {
    case 'linked': {
      const refs = [...new Set(linked.mentions.map(({ ref }) => ref))];
      const targets = onlyTargets(whom, refs);
      if (targets.length > 1) {
        const note = 'Whom first? Each gets a card of their own.';
        return choose(room.view, { intent, said: whom, options: targets, question: again, note });
      }
      const [target] = targets;
      if (!target || linked.strange.length > 0) return null;
      return confirm(room, target, reason);
    }
    case 'unclear':
      return choose(room.view, {
        intent,
        said: linked.said,
        options: linked.options,
        question: again,
      });
    case 'other':
      return confirm(room, linked.ref, reason);
    case 'dangling':
      return reply({
        kind: 'unknown',
        intent,
        text: 'Whom? Name the team, the person or the service.',
      });
    case 'unknown':
      // "alert X fired, whose is it" tells of an alert.
      if (/\b(?:fired|firing|triggered|went off|resolved)\b/i.test(said)) return null;
      await room.miss(linked.said);
      return unknownName(room.view, {
        intent,
        said: linked.said,
        near: linked.near,
        question: again,
      });
  }
}

/** The whole text may be a name; else what follows "because" or a colon is the reason. */
function read(
  said: string,
  given: string | null,
  room: Case['room'],
): { whom: string; reason: string | null; linked: Linked } {
  const whole = withoutDuty(said);
  const linked = room.link(whole, 'any');
  if (linked.kind === 'linked' && !linked.rest) return { whom: whole, reason: given, linked };
  const parts = splitReason(said);
  if (!parts) return { whom: whole, reason: given, linked };
  const whom = withoutDuty(parts.before);
  return { whom, reason: given ?? parts.reason, linked: room.link(whom, 'any') };
}

/** "the ledger on call", "whoever is on call for ledger", "someone from risk": ledger, risk. */
function withoutDuty(said: string): string {
  const bare = said
    .replace(
      /^(?:the |whoever is |who is |our |their |an? )?(?:primary )?on call(?: engineer| person)?(?: (?:of|for|at|in|from))? /i,
      '',
    )
    .replace(
      /^(?:someone|somebody|anyone|anybody|whoever|people|everyone) (?:is )?(?:in|from|of|at|on|for|who owns|owns|runs|maintains|is behind|is responsible for|responsible for|looks after) /i,
      '',
    )
    .replace(/^(?:the )?(?:owners?|owning team|team) (?:of|behind|that owns|which owns) /i, '')
    .replace(
      /['’]?s?\s+(?:primary )?(?:on call|pager|oncaller)(?: engineer| person| rotation| rota)?$/i,
      '',
    )
    .replace(/\s+(?:again|now|immediately|asap|already|right now)$/i, '')
    .trim();
  return bare || said;
}

/** "them" after an answer about a team and who is on call for it means one of them, not each. */
function onlyTargets(said: string, refs: readonly string[]): readonly string[] {
  const isTalk = /^(?:them|they|him|her|it|that|these|those|the team|that team)\b/i.test(said);
  if (!isTalk) return refs;
  const people = refs.filter((ref) => ref.startsWith('user:'));
  return people.length === 1 && !/team$/i.test(said) ? people : refs.slice(0, 1);
}

async function confirm(room: Case['room'], target: string, reason: string | null): Promise<Answer> {
  const { db, view } = room;
  const index = { current: async () => view };
  const onCallNow = createOnCallNow({ db, index, now: () => room.now });
  const plan = await planWaking({ db, view, onCallNow }, target);
  const alarm = await alarmPath(db, view, target, plan.team);
  const name = labelOf(view, target);
  const unconnected = await unconnectedNote(room);
  const whom = whomSentence(room, plan, alarm);
  if (!plan.person && !plan.channel && !alarm) {
    return reply({
      kind: 'declined',
      intent: 'page.request',
      subjects: [target],
      text: [
        `I did nothing: nobody is known to be on call for ${name}, and no lead and no channel is registered${plan.team && plan.team !== target ? ` for ${labelOf(view, plan.team)}, who own it` : ''}.`,
        unconnected,
      ]
        .filter(Boolean)
        .join(' '),
    });
  }
  const notes = [
    unconnected,
    reason
      ? ''
      : 'No reason is given: whoever is called reads it, so say it with "Change the text…".',
  ].filter(Boolean);
  return reply({
    kind: 'confirm',
    intent: 'page.request',
    subjects: [target],
    refs: [
      ...new Set([plan.person?.ref, plan.team].filter((ref) => ref !== null && ref !== undefined)),
    ],
    text: `Page ${name}? ${whom.text}${reason ? ` Reason: ${reason}.` : ''} ${[...notes, 'Nothing has been done yet.'].join(' ')}`,
    view: {
      kind: 'confirm',
      title: `Page ${name}?`,
      details: [
        { name: 'Whom', text: whom.whom },
        { name: 'How', text: whom.how },
        { name: 'Reason', text: reason ?? '–' },
      ],
      verb: 'Page',
      isDangerous: true,
      deed: { kind: 'page', target, reason },
      ...(notes.length > 0 && { note: notes.join(' ') }),
    },
  });
}

/** Without a rota nobody is woken but by message: says what would change that. */
async function unconnectedNote({ db }: Case['room']): Promise<string> {
  const standings = [...(await allStandings(db)).values()];
  if (standings.length === 0) return `No on-call source is connected. ${CONNECT}`;
  if (standings.some(({ readAt }) => readAt !== null)) return '';
  return standings
    .map(({ title, reason }) => `${title} was not read yet. ${reason ?? ''}`)
    .join(' ');
}

function whomSentence(
  { view }: Case['room'],
  { target, person, team, channel }: Waking,
  alarm: { vendor: string; service: string } | null,
) {
  const who = person && labelOf(view, person.ref);
  const of = team ? ` of ${labelOf(view, team)}` : '';
  const why =
    person?.because === 'on-call'
      ? `on call${team ? ` for ${labelOf(view, team)}` : ''}`
      : `leads ${team ? labelOf(view, team) : 'the team'}; who is on call is not known`;
  const whom = who
    ? person.because === 'named'
      ? who
      : `${who} (${why})`
    : `nobody by name: who is on call${of} is not known`;
  const ways = [who ? 'direct message' : '', channel ? `a message in ${channel}` : ''];
  // A vendor knows no teams: what it will say to be broken is said before.
  const under = alarm?.service === labelOf(view, target) ? ' for' : ', filed under';
  const how = alarm
    ? `a ${alarm.vendor} incident${under} ${alarm.service}`
    : ways.filter(Boolean).join(' and ');
  return {
    whom,
    how,
    text: who || alarm ? `That reaches ${whom} by ${how}.` : `That writes in ${channel}: ${whom}.`,
  };
}
