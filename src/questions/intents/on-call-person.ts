import { enumerate, labelOf } from '../../catalog/labels.ts';
import { entityByRef } from '../../catalog/store.ts';
import { emailOf } from '../../catalog/summary.ts';
import { readBook } from '../../operations/cover.ts';
import type { Standing } from '../../operations/standing.ts';
import { type StoredShift, shiftsOfPerson } from '../../operations/store.ts';
import type { Answer, Fact } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { understood } from '../labels.ts';
import {
  isUnknownTime,
  knownWindow,
  type ShiftQuestion,
  shiftSentence,
  windowOf,
} from '../on-call/person.ts';
import { levelText } from '../on-call/tell.ts';
import { unreadAnswer } from '../on-call/unknown.ts';
import { ageText } from '../on-call/words.ts';
import { reply } from '../reply.ts';
import { ABOUT_ON_CALL } from './on-call-now.ts';

/** When somebody is on call. */
export const onCallPerson: Intention = {
  intent: 'oncall.person',
  shape: ABOUT_ON_CALL,
  when: 'welcome',
  examples: [
    'when am i on call next',
    'am i oncall over christmas??',
    'is Ana Lima on call',
    'am I on call this weekend',
    'my on call shifts',
  ],
  patterns: [
    'when (am|are|is|was|were|will) {person} [be] [next|last] on call [next|again]',
    '(am|are|is|was|were|will) {person} [be] [currently|the] (on call|primary|secondary|backup)',
    '(do|does|did|will) {person} have (the pager|on call|a shift|on call duty|pager duty)',
    'when (is|are|was) {person} (next|last|upcoming) [on call] (shift|shifts|rota|turn)',
    '(what|which) (is|are) {person} [next|upcoming] (on call|on call shifts|shifts|rota|on call schedule)',
    '{person} [next|upcoming] on call (shifts|shift|schedule|calendar|weeks|times)',
    '{person} (shifts|shift|rota)',
    'on call (shifts|shift|schedule|calendar) (of|for) {person}',
  ],
  answer,
};

/** Shifts are swapped where they are kept. */
export const onCallSwap: Intention = {
  intent: 'oncall.person',
  shape: ABOUT_ON_CALL,
  examples: ['swap my on call shift with Ana Lima', 'can someone take my shift tomorrow'],
  patterns: [
    '(swap|change|take|cover|override|trade|move|switch) {rest} (shift|shifts|on call|rota)',
    '(swap|change|take|cover|override|trade|move|switch) {rest} (shift|shifts|on call|rota) {more}',
    '(can|could|would|will) (you|i|we|someone|somebody|anyone|anybody) [please] (swap|change|take|cover|override|trade|move|switch) {rest} (shift|shifts|on call|rota)',
    '(can|could|would|will) (you|i|we|someone|somebody|anyone|anybody) [please] (swap|change|take|cover|override|trade|move|switch) {rest} (shift|shifts|on call|rota) {more}',
  ],
  bare: 'nothing',
  isNameOptional: true,
  async answer({ room }) {
    const book = await readBook(room.db);
    const titles = [...book.standings.values()].map(({ title }) => title);
    return reply({
      kind: 'declined',
      intent: 'oncall.person',
      text: `I read shifts and cannot change them. Swap it with an override in ${titles.length > 0 ? enumerate(titles).replace(/ and ([^,]*)$/, ' or $1') : 'your on-call tool'}; a minute later I know it.`,
    });
  },
};

const FACTS = 3;

async function answer(question: Case): Promise<Answer | null> {
  const { mentions, room, when = null, text } = question;
  const [mention] = mentions;
  if (!mention) return null;
  const intent = 'oncall.person';
  const { ref } = mention;
  const book = await readBook(room.db);
  const what = 'when anybody is on call';
  const unread = await unreadAnswer(room, book, { intent, what, refs: [ref] });
  if (unread) return unread;
  const { view, now } = room;
  const standings = [...book.standings.values()];
  const isSelf = ref === room.talk.asker && /\b(?:i|me|my)\b/i.test(text);
  const asked: ShiftQuestion = {
    name: isSelf ? null : labelOf(view, ref),
    when,
    about: aboutOf(text),
    known: knownWindow(standings, now),
  };
  const stored = await entityByRef(room.db, ref);
  const person = { ref, email: stored ? emailOf(stored.entity) : null };
  const all = await shiftsOfPerson(room.db, person, windowOf(asked, now));
  const shifts = firstLevel(all);
  const rotas = new Map(book.rotas.map((rota) => [`${rota.source} ${rota.id}`, rota]));
  const rotaOf = (shift: StoredShift) => rotas.get(`${shift.source} ${shift.rota}`);
  const sentence = shiftSentence(asked, {
    shifts,
    rotaOf: (shift) => rotaOf(shift)?.name ?? shift.rota,
    here: room,
  });
  const ages = new Set(standings.map((one) => ageText(one, room)));
  const told = shifts.slice(0, FACTS).map((shift): Fact => {
    const url = rotaOf(shift)?.url;
    const read = readFact(book.standings.get(shift.source), levelText(shift.level), ref);
    return { ...read, ...(url && { url }) };
  });
  // That nobody planned a shift was read as well.
  const facts =
    told.length > 0 ? told : standings.map((standing) => readFact(standing, 'on call', 'none'));
  return reply({
    kind: isUnknownTime(asked) ? 'unknown' : 'answer',
    intent,
    subjects: [ref],
    refs: shifts.length > 0 ? [ref] : [],
    text: [understood(view, mention).trim(), sentence, ...ages].filter(Boolean).join(' '),
    facts,
  });
}

function readFact(standing: Standing | undefined, name: string, value: string): Fact {
  return {
    name,
    value,
    source: standing?.title ?? 'rota',
    ...(standing?.readAt && { observedAt: standing.readAt.toISOString() }),
  };
}

function aboutOf(text: string): ShiftQuestion['about'] {
  if (/\b(?:was|were|last|did)\b/i.test(text)) return 'last';
  return /\b(?:when|next|shifts?|schedule|calendar|rota|upcoming)\b/i.test(text) ? 'next' : 'now';
}

/** Backup counts where somebody is nothing else. */
function firstLevel(shifts: readonly StoredShift[]): StoredShift[] {
  const first = shifts.filter(({ level }) => level === 1);
  return first.length > 0 ? first : shifts.filter(({ level }) => level === 2);
}
