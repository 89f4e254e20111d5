import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { isAmong } from '../../operations/rights.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { reply } from '../reply.ts';
import { type UnknownName, unknownNames } from '../unknown/list.ts';

const PEOPLE = '(people|we|users|engineers|teams|others|everyone|they|folks|colleagues)';
const NOT_KNOWN =
  '(do not know|did not know|cannot answer|can not answer|could not answer|did not find|could not find|do not understand|did not understand|have no answer to|had no answer to)';

/** What people asked for and nobody knew: for platform admins, because it tells what others asked. */
export const unknownNamesAsked: Intention = {
  intent: 'admin',
  examples: [
    "what do people ask that you don't know",
    'unknown names',
    "what can't you answer",
    'which names did you not know this week',
    'show me the unanswered questions',
    "what don't you know",
    'which names are unknown',
  ],
  patterns: [
    `what (do|did|are|were) ${PEOPLE} (ask|asking|asked|ask for|asking for|ask you|asking you|look for|looking for|search for|searching for) [you|for|about] that you ${NOT_KNOWN} [this week|lately|yet]`,
    `(what|which) (names|questions|words|terms|aliases|services) (do|did|could|can) you not (know|answer|understand|recognise|recognize|find) [this week|lately|yet]`,
    "what (can't|cannot|can not|couldn't|could not) you (answer|understand|find) [this week|lately|yet]",
    'what (do not|did not|can not|could not) you (answer|understand|know|find) [this week|lately|yet]',
    '(what|which) (names|questions|words|terms) (are|were|is) (unknown|unanswered|not known|not understood) [this week|lately]',
    'what (can|could|do|did) you not (answer|understand|know|find) [this week|lately|yet]',
    '[show|list|give me|show me|list me] [the|all|all the|your|top] (unknown|unanswered|unrecognised|unrecognized|not understood) (names|name|questions|words|terms|log) [log|list|report] [this week|lately]',
    '(what|which|what are the|which are the) (unknown names|unanswered questions|unknown words|unknown terms) [are there|do you have|do we have|this week]',
    `(what|which) (names|questions|words|terms) (do|did|are) ${PEOPLE} (ask|asking|use|using|asked) [that|which] you ${NOT_KNOWN}`,
  ],
  bare: 'nothing',
  answer,
};

const SHOWN = 15;

async function answer({ room }: Case): Promise<Answer> {
  const { db, view, now, admins, talk } = room;
  if (!talk.asker || !isAmong(view, talk.asker, admins)) return forAdmins(room);
  const names = await unknownNames(db, view, { limit: SHOWN });
  // Callboard's own log: said here, and known for sure.
  const source = { source: 'Callboard', observedAt: now.toISOString() };
  if (names.length === 0)
    return reply({
      kind: 'answer',
      intent: 'admin',
      text: 'Everything people asked me for by name is known.',
      facts: [{ name: 'unknown names', value: 'none', ...source }],
    });
  const facts = names.map(({ text, count }) => ({
    name: 'unknown name',
    value: `${text} (${count})`,
    ...source,
  }));
  const lines = names.map((one) => ({ text: lineOf(one), place: null }));
  const title = 'Names I did not know';
  return reply({
    kind: 'answer',
    intent: 'admin',
    text: `${title}: ${lines.map(({ text }) => text).join('; ')}. Say what one means, as in "pg means payments-gateway".`,
    view: {
      kind: 'groups',
      title,
      groups: [{ label: 'Most people first', lines }],
      total: names.length,
      note: 'Say what one means, as in "pg means payments-gateway".',
    },
    facts,
  });
}

function lineOf({ text, count, people, near }: UnknownName): string {
  const by = people > 0 ? ` by ${counted(people, 'person')}` : '';
  const nearest = near.map(({ label }) => label);
  const hint = nearest.length > 0 ? `, nearest ${enumerate(nearest)}` : '';
  return `"${text}" (asked ${count === 1 ? 'once' : `${count} times`}${by}${hint})`;
}

function forAdmins({ view, admins }: Room): Answer {
  const names = admins.map((ref) => labelOf(view, ref));
  const who = names.length > 0 ? ` (${enumerate(names)})` : '; CALLBOARD_ADMINS names them';
  return reply({
    kind: 'declined',
    intent: 'admin',
    text: `I keep the names I did not know for the platform admins${who}. If you miss one, say what it means, as in "pg means payments-gateway".`,
  });
}
