import { labelOf } from '../../catalog/labels.ts';
import { isAmong } from '../../operations/rights.ts';
import { digestText, tellDigest } from '../../scorecards/digest/told.ts';
import type { Answer, Fact } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { reply } from '../reply.ts';

const intent = 'digest.request';
const DIGEST = '(digest|report|weekly report|weekly summary|summary of the week|score report)';

/** What moved and why, for everybody. */
export const digestRequest: Intention = {
  intent,
  examples: ['weekly digest', 'show me the weekly digest', "this week's digest"],
  patterns: [
    `[the|a|show|weekly|this week|this weeks|daily|last|latest] [weekly|latest|last] ${DIGEST}`,
    `[show|send|give] [me] [the|a] [weekly|latest|last|monthly] ${DIGEST}`,
    `(what is|what's|whats) in [the|this week's|this weeks] [weekly|latest] ${DIGEST}`,
  ],
  bare: 'nothing',
  answer: ({ room }) => digestFor('*', room),
};

/** The same for one team and the teams inside it. */
export const digestOfTeam: Intention = {
  intent,
  examples: ['weekly digest of payments platform', 'our digest', "my team's weekly digest"],
  patterns: [
    `[the|a|show|show me|give me] [weekly|latest|last] ${DIGEST} (of|for|about) {team}`,
    `[show|show me|give me] {team} [weekly|latest|last] (digest|weekly report)`,
  ],
  answer: ({ mentions: [team], room }) => (team ? digestFor(team.ref, room) : null),
};

export const ownDigest: Intention = {
  intent,
  examples: ['our weekly digest', 'digest of my team'],
  patterns: [
    `[show|show me|give me] (our|my|my team's|my teams|our team's) [weekly|latest|last] ${DIGEST}`,
    `[the|a|show|show me|give me] [weekly|latest|last] ${DIGEST} (of|for|about) (us|my team|our team)`,
  ],
  bare: 'nothing',
  isExact: true,
  answer: ownTeam,
};

/** That of their team; of somebody without one, that of everybody. */
function ownTeam({ room }: Case): Promise<Answer> {
  const { talk, view } = room;
  const [team] = talk.asker ? view.out(talk.asker, 'memberOf') : [];
  return digestFor(team ?? '*', room);
}

async function digestFor(audience: string, room: Room): Promise<Answer> {
  const { view, zone, now, standards } = room;
  const made = await standards.digest(audience, now);
  const digest = mayReadQuestions(room) ? made : withoutQuestions(made);
  const told = tellDigest(digest, { label: (ref) => labelOf(view, ref), zone });
  const scored: Fact[] = digest.movements.map(({ title, after }) => ({
    name: title,
    value: after === null ? 'not scored' : `${(after * 100).toFixed(1)} %`,
    source: 'scorecards',
    observedAt: now.toISOString(),
  }));
  const week: Fact = {
    name: 'week',
    value: told.headline,
    source: 'Callboard',
    observedAt: now.toISOString(),
  };
  return reply({
    kind: 'answer',
    intent,
    subjects: audience === '*' ? [] : [audience],
    text: digestText(told),
    view: { kind: 'digest', digest, told },
    facts: [week, ...scored],
  });
}

/** What people asked is for those who run the platform to read; others see how much it was. */
function mayReadQuestions({ view, talk, admins }: Room): boolean {
  return talk.asker !== null && isAmong(view, talk.asker, admins);
}

function withoutQuestions<Made extends { questions: { unanswered: number } }>(made: Made) {
  return { ...made, questions: { ...made.questions, examples: [] } };
}
