import { enumerate, labelOf } from '../../catalog/labels.ts';
import { readBook } from '../../operations/cover.ts';
import { refOfPerson } from '../../operations/people.ts';
import type { Answer, Fact } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { strangers, understood } from '../labels.ts';
import { coverAt, nextOnLevel, onLevel, type RotaAt } from '../on-call/gather.ts';
import { levelText, shiftFact, titleOf } from '../on-call/tell.ts';
import { noRotaText, unreadAnswer } from '../on-call/unknown.ts';
import { ageText, momentText, personText } from '../on-call/words.ts';
import { reply } from '../reply.ts';
import { ABOUT_ON_CALL, answerOnCall, levelIn } from './on-call-now.ts';

/** Who is on call at a time that is named. */
export const onCallThen: Intention = {
  intent: 'oncall.next',
  shape: ABOUT_ON_CALL,
  when: 'needed',
  examples: [
    'who is on call for ledger tomorrow',
    'who is on call saturday night for ledger',
    'who was on call last friday 3am when ledger broke',
    'ledger on call next week',
    'who covers Security over christmas',
  ],
  patterns: [
    'who (is|was|will be|goes|are|were) [the] (on call|on duty|primary|secondary|backup|the primary|the secondary) [engineer|person] (for|of|at|in|on|from|with|when) {any} [broke|failed|went down|was down|was broken|crashed|died|happened|breaks]',
    'who (is|was|will be|goes) [the] (on call|on duty|primary|secondary|backup)',
    'who (has|had|will have|gets|holds|carries) the pager [for|of|at|on] {any}',
    'who (covers|is covering|covered|will cover) {any}',
    '[the] (on call|primary|secondary|backup) [engineer|person|rota|schedule] (for|of|at|in|on) {any}',
    '{any} (on call|primary|secondary|backup|pager)',
    'who (do|should|can|would) (i|we) (page|wake|wake up|call) (for|about|if|on) {any} [breaks|is down|fails|goes down]',
  ],
  bare: 'talk',
  answer: (question) =>
    answerOnCall(
      question,
      question.mentions.map(({ ref }) => ref),
      'oncall.next',
    ),
};

/** Who comes after whoever is on call, and what happens when nobody answers. */
export const onCallNext: Intention = {
  intent: 'oncall.next',
  shape: ABOUT_ON_CALL,
  examples: [
    "who's next on call for Security",
    'when is the next handover for ledger',
    'escalation policy of ledger',
    "who's next if the ledger on call doesn't answer",
    'who do I escalate ledger to',
  ],
  patterns: [
    'who is [next on|on] (on call|call) next [for|at|in|of] {any}',
    'who is (next|up next) [on] [on call|call] (for|at|in|of|on) {any}',
    'who is next [on] (on call|call)',
    'who (takes over|is after|comes after|comes next|follows|relieves) [on call|from|after] {any} [on call]',
    'when (is|does) the [next] (handover|hand-over|handoff|hand over|rotation|shift change|shift) (for|of|at|in|on|end for|change for|end|happen for|start for) {any}',
    'when does [the] {any} (on call|rota|shift|rotation) (change|end|rotate|hand over)',
    '[next|the next] [on call] (handover|hand-over|handoff|hand over|rotation|shift change) (for|of|at|in|on) {any}',
    '[the|what is the] (escalation|escalation policy|escalation path|escalations|escalation chain) (for|of|at|in|on) {any}',
    '{any} (escalation|escalation policy|escalation path|escalation chain|handover)',
    'who (do|should|can) (i|we) escalate {any} to',
    'who (do|should|can) (i|we) escalate to (for|about|on|if) {any} [does not answer|is not answering|breaks|is down]',
    'who is next if [the] {any} (on call|primary) (does not answer|is not answering|does not respond|is not responding|sleeps)',
    'who is next if {any} (does not answer|is not answering|does not respond|is not responding|is asleep|sleeps|is out|is away)',
    '(what|who) (if|happens if|is called if|gets paged if) [the] {any} [on call|primary] (does not answer|is not answering|does not respond|is not responding)',
    'who is the escalation (for|of|on) {any}',
  ],
  bare: 'talk',
  answer,
};

const ESCALATION = /escalat|\bif\b|does not|is not/i;

async function answer(question: Case): Promise<Answer> {
  const { mentions, room, strange, text } = question;
  const refs = mentions.map(({ ref }) => ref);
  const book = await readBook(room.db);
  const intent = 'oncall.next';
  const unread = await unreadAnswer(room, book, { intent, what: 'who is on call', refs });
  if (unread) return unread;
  const isChain = ESCALATION.test(text);
  const told = await Promise.all(
    refs.map(async (ref) => {
      const found = await coverAt(room, book, ref);
      if (!found) return { text: await noRotaText(room, ref), refs: [], facts: [], isKnown: false };
      // A team is asked after by the name of who has its pager, too.
      const name = labelOf(room.view, found.cover.via === 'team' ? found.cover.of : ref);
      const rotas = found.rotas.map((rota) =>
        isChain ? chainOf(room, rota, name) : handoverOf(room, rota, name, levelIn(text)),
      );
      const ages = found.rotas.map(({ standing }) => ageText(standing, room));
      return {
        text: [...new Set([...rotas.map((one) => one.text), ...ages])].filter(Boolean).join(' '),
        refs: rotas.flatMap((one) => one.refs),
        facts: rotas.flatMap((one) => one.facts),
        isKnown: rotas.some(({ isKnown }) => isKnown),
      };
    }),
  );
  const notes = mentions.map((mention) => understood(room.view, mention).trim());
  return reply({
    kind: told.some(({ isKnown }) => isKnown) ? 'answer' : 'unknown',
    intent,
    subjects: refs,
    refs: [...new Set(told.flatMap((one) => one.refs))],
    text: [...notes, ...told.map((one) => one.text), ...strangers(strange)]
      .filter(Boolean)
      .join(' '),
    facts: told.flatMap((one) => one.facts),
  });
}

type Told = { text: string; refs: string[]; facts: Fact[]; isKnown: boolean };

function handoverOf(room: Case['room'], rota: RotaAt, name: string, level: number): Told {
  const { view, now } = room;
  const current = onLevel(rota, level, now);
  const next = nextOnLevel(rota, level, now);
  const on = current.map((shift) => personText(view, shift));
  if (!next)
    return {
      text: `${titleOf(rota)} knows no hand-over of ${name} in the coming months${on.length > 0 ? `: ${enumerate(on)} stays ${levelText(level)}` : ''}.`,
      refs: [],
      facts: current.map((shift) => shiftFact(view, rota, shift, 'on call')),
      isKnown: on.length > 0,
    };
  const after = nextOnLevel(rota, level, next.since);
  return {
    text: `${personText(view, next)} is next ${level === 1 ? 'on call' : levelText(level)} for ${name}, from ${momentText(next.since, room)}${next.until ? ` to ${momentText(next.until, room)}` : ''}${after ? `; then ${personText(view, after)}` : ''}.${on.length > 0 ? ` Until then it is ${enumerate(on)}.` : ''}`,
    refs: [refOfPerson(view, next)].filter((ref) => ref !== null),
    facts: [shiftFact(view, rota, next, 'next on call')],
    isKnown: true,
  };
}

/** Who is called in which order, with who that is right now. */
function chainOf(room: Case['room'], rota: RotaAt, name: string): Told {
  const { view, now } = room;
  const steps = rota.rota.levels.map(({ level, afterMinutes, names }) => {
    const shifts = onLevel(rota, level, now);
    const people = [...new Set(shifts.map((shift) => personText(view, shift)))];
    const who =
      people.length > 0 ? enumerate(people) : `nobody (${enumerate(names) || 'no target'})`;
    const at = afterMinutes === 0 ? 'at once' : `after ${afterMinutes} minutes`;
    return { text: `level ${level}: ${who} ${at}`, shifts, level };
  });
  if (steps.length === 0) {
    return { text: `No escalation is stated for ${name}.`, refs: [], facts: [], isKnown: false };
  }
  const shifts = steps.flatMap((step) => step.shifts);
  return {
    text: `Escalation of ${name}: ${steps.map((step) => step.text).join('; ')}.`,
    refs: shifts.flatMap((shift) => refOfPerson(view, shift) ?? []),
    facts: steps.flatMap((step) =>
      step.shifts.map((shift) => shiftFact(view, rota, shift, `level ${step.level}`)),
    ),
    isKnown: true,
  };
}
