import { labelOf } from '../../catalog/labels.ts';
import { readBook } from '../../operations/cover.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { readingNote, strangers, understood } from '../labels.ts';
import { coverAt } from '../on-call/gather.ts';
import { onCallCard, tellAt, tellNow } from '../on-call/tell.ts';
import { noRotaText, unreadAnswer } from '../on-call/unknown.ts';
import { reply } from '../reply.ts';

export const ABOUT_ON_CALL =
  /\b(?:on[ -]?call|pager|pagerduty|on duty|page|wake|cover|covers|covering|stands? in|fills? in|escalat|escalation|rota|rotation|shift|shifts|backup|secondary|primary|hand-?over)/i;

const ROLE =
  '(on call|on duty|on pager|on support|on pager duty|on shift|the primary|primary|secondary|the secondary|the backup|backup|level 2|level 3|the primary on call|the secondary on call|primary on call|secondary on call|backup on call)';

/** Who has the pager, for each thing or team that is named; at another time where one is. */
export const onCallNow: Intention = {
  intent: 'oncall.now',
  shape: ABOUT_ON_CALL,
  when: 'welcome',
  examples: [
    'whos oncal Security rn',
    'who has the pager for ledger',
    'ledger on-call',
    'who is on call for ledger and token-vault, need both asap',
    'who is the secondary for Security',
    '@ana is out, who covers?',
  ],
  patterns: [
    'who is [the|currently] on call {any}',
    `who (is|was|are|were) [the|currently] ${ROLE} [engineer|person|on call] (for|of|at|in|on|from|with) {any} [need both|both|i need both|need them|need all]`,
    'who (is|are) {any} (on call|primary|secondary|backup) [person|engineer]',
    'who (has|holds|carries|is carrying|is holding|got|had) [the] (pager|phone|duty) (for|of|at|on) {any}',
    '[the|current] (on call|primary|secondary|backup) [engineer|person|rota|rotation|schedule] (for|of|at|in|on) {any}',
    '{any} (on call|primary|secondary|pager|rota) [rota|rotation|schedule|person|engineer|for {extra}]',
    'who (do|should|can|could) (i|we) (page|wake|wake up|get out of bed) (for|about|at|if|on) {any} [breaks|is down|fails|goes down]',
    'who (gets|would get|is) (paged|woken|woken up|called) (for|if|when) {any} [breaks|is down|fails|goes down]',
    'who (covers|is covering|covers for|is covering for|stands in for|fills in for|is standing in for) {any}',
    '{any} is (out|away|on vacation|on holiday|off|sick|ooo|on leave|not around|gone) who (covers|is covering|stands in|fills in|do i ask|can i ask|instead)',
    'who was on call (for|of|at|in|on|when) {any} [broke|failed|went down|was down|was broken|crashed|died|happened]',
    '(is|was) (anyone|anybody|someone|somebody) on call (for|at|in|from) {any}',
    'i need the on call (for|of|from) {any}',
  ],
  answer: (question) =>
    answerOnCall(
      question,
      question.mentions.map(({ ref }) => ref),
    ),
};

/** "on call?": about what is talked of, else about the asker's teams. */
export const onCallBare: Intention = {
  intent: 'oncall.now',
  shape: ABOUT_ON_CALL,
  when: 'welcome',
  examples: ['oncall?', "and who's on call?", "who's on call"],
  patterns: [
    `who (is|was) [the|currently] ${ROLE} [for|engineer|person]`,
    '(on call|pager|who is on duty|on duty|whos on duty)',
    'who (has|holds|carries|had|got) the pager',
    'who (covers|is covering)',
    'is (anyone|anybody|someone) on call',
    'who (do|should|can|could) (i|we) (page|wake|wake up|get out of bed)',
  ],
  bare: 'talk',
  isNameOptional: true,
  answer(question) {
    const { mentions, room } = question;
    const { asker } = room.talk;
    const teams = asker ? room.view.out(asker, 'memberOf').filter((ref) => room.view.get(ref)) : [];
    const refs = mentions.length > 0 ? mentions.map(({ ref }) => ref) : teams;
    return refs.length > 0 ? answerOnCall(question, refs) : whoseOnCall();
  },
};

function whoseOnCall(): Answer {
  return reply({
    kind: 'unknown',
    intent: 'oncall.now',
    text: 'On call for what? Name a service or a team; I do not know which team you are in.',
  });
}

/** The level that a question is about: 1 unless it says otherwise. */
export function levelIn(text: string): number {
  const stated = /\b(?:level|l|tier) ?([1-9])\b/i.exec(text)?.[1];
  if (stated) return Number(stated);
  return /\b(?:secondary|backup|back-up|second line|standby)\b/i.test(text) ? 2 : 1;
}

/** Who is on call for each of these, now or at the time that was named. */
export async function answerOnCall(
  question: Case,
  refs: readonly string[],
  asked: Answer['intent'] = 'oncall.now',
): Promise<Answer> {
  const { room, when, mentions, strange, text } = question;
  const book = await readBook(room.db);
  const isNow =
    !when || (when.isMoment && Math.abs(when.since.getTime() - room.now.getTime()) < 1000);
  const intent = isNow ? 'oncall.now' : asked;
  const unread = await unreadAnswer(room, book, { intent, what: 'who is on call', refs });
  if (unread) return unread;
  const level = levelIn(text);
  const told = await Promise.all(
    refs.map(async (ref) => {
      const found = await coverAt(room, book, ref, isNow ? undefined : when);
      if (!found) return { ref, told: null, text: await noRotaText(room, ref) };
      const one = isNow ? tellNow(room, found, level) : tellAt(room, found, when, level);
      // Whoever is out covers for nobody.
      const isAway = room.view.get(ref)?.kind === 'user' && one.refs.includes(ref);
      return {
        ref,
        told: one,
        text: isAway ? `${one.text} That is ${labelOf(room.view, ref)}.` : one.text,
      };
    }),
  );
  const known = told.flatMap(({ ref, told: one }) => (one?.isKnown ? [{ ref, ...one }] : []));
  const notes = mentions.map((mention) => understood(room.view, mention).trim());
  const sentences = [...notes, ...told.map((one) => one.text), ...strangers(strange)];
  return reply({
    kind: known.length > 0 ? 'answer' : 'unknown',
    intent,
    subjects: refs,
    refs: [...new Set(known.flatMap((one) => one.refs))],
    text: [...new Set(sentences.filter(Boolean))].join(' '),
    facts: known.flatMap((one) => one.facts),
    ...(isNow && known.length === refs.length && known.length > 1
      ? {
          view: {
            kind: 'card',
            cards: known.map(({ ref, fields }) => onCallCard(room.view, ref, fields)),
            note: readingNote(room.view, mentions, strange),
          },
        }
      : {}),
  });
}
