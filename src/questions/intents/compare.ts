import { labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { listItem, reply } from '../reply.ts';
import { countedAt } from '../sets/count-clauses.ts';
import { readSet } from '../sets/read-set.ts';
import { setRoom } from '../sets/written.ts';
import { answerCard } from './service-card.ts';

/** Two things side by side. */
export const compareThings: Intention = {
  intent: 'service.card',
  examples: ['compare ledger and token-vault', 'difference between ledger and token-vault'],
  patterns: [
    '(compare|contrast) {any}',
    '[what is|what are] [the] (difference|differences|diff) between {any}',
    'how (do|does|is|are) {any} (differ|compare|different)',
  ],
  async answer(question) {
    return question.mentions.length > 1 ? answerCard(question) : null;
  },
};

/** Which of two has more of something: "who owns more services, Security or Money". */
export const compareCounts: Intention = {
  intent: 'catalog.query',
  examples: [
    'which has more dependents, ledger or token-vault',
    'who owns more services, Security or Money',
    'does Security own more than Money',
  ],
  patterns: [
    '(which|who|which one|which team|which service|which of them|what) (has|have|owns|own|runs|got|maintains|is responsible for) [the] (more|most|fewer|fewest|less) {counted} {any}',
    '(does|do|has|have) {any} (own|have|run|maintain) (more|fewer|less) {counted} than {any2}',
    '(does|do|has|have) {any} (own|have|run|maintain) (more|fewer) than {any2}',
    '(is|are) {any} (more critical|more important|less critical|less important|of a higher tier|bigger|larger|smaller) than {any2}',
    '(which|who|which one|which team) (is|are) (more critical|more important|less critical|less important|bigger|larger|smaller|older|newer) {any}',
  ],
  answer,
};

const MOST_COMPARED = 5;

async function answer(question: Case): Promise<Answer | null> {
  const { text, mentions, slots, room } = question;
  const { view } = room;
  const other = slots['any2'] ? room.link(slots['any2'], 'any') : null;
  if (other && (other.kind !== 'linked' || other.rest)) return null;
  const refs = [...mentions, ...(other?.kind === 'linked' ? other.mentions : [])].map(
    ({ ref }) => ref,
  );
  if (refs.length < 2 || refs.length > MOST_COMPARED) return null;
  if (/\b(?:critical|important|tier)\b/i.test(text)) return byTier(question, refs);
  const isSize = /\b(?:bigger|larger|smaller)\b/i.test(text);
  const noun =
    (isSize ? 'people' : (slots['counted'] ?? '').replace(/[,:]+\s*$/, '').trim()) || 'things';
  const here = await setRoom(room, text);
  const place = {
    ...here,
    noun: null,
    inner(part: string) {
      const reading = readSet(part, here, 1);
      if (reading.kind !== 'set' || reading.set.noun === null) return null;
      return { keeps: reading.set.keeps, says: [reading.set.noun, ...reading.set.says].join(' ') };
    },
  };
  const counting = countedAt(noun, place);
  if (!counting || counting.length < noun.length) return null;
  const placed = refs
    .flatMap((ref) => view.get(ref) ?? [])
    .map((entry) => ({ ref: entry.ref, value: counting.measure.of(entry) }))
    .sort((a, b) => b.value - a.value);
  const isMore = !/\b(?:fewer|less|fewest|smaller)\b/i.test(text);
  const [first, second] = isMore ? placed : placed.toReversed();
  if (!first || !second) return null;
  const told = placed.map(({ ref, value }) => `${labelOf(view, ref)} has ${value}`).join(', ');
  const isEven = first.value === second.value;
  const claim = other ? refs[0] === first.ref && !isEven : null;
  const verdict =
    claim === null
      ? isEven
        ? 'Neither: '
        : `${labelOf(view, first.ref)}: `
      : `${claim ? 'Yes' : 'No'}: `;
  return sideBySide(room, refs, {
    text: `${verdict}counting each ${counting.measure.noun}, ${told}.`,
    winner: isEven ? null : first.ref,
  });
}

/** Tiers are in the order of their numbers; of other words nothing says which is higher. */
async function byTier(
  { text, slots, room }: Case,
  refs: readonly string[],
): Promise<Answer | null> {
  const { view } = room;
  const tiers = refs.map((ref) => ({ ref, tier: view.get(ref)?.tier ?? null }));
  const told = tiers
    .map(({ ref, tier }) => `${labelOf(view, ref)} is ${tier ? `of tier ${tier}` : 'of no tier'}`)
    .join(', ');
  const ranks = tiers.map(({ tier }) => Number(/\d+/.exec(tier ?? '')?.[0] ?? Number.NaN));
  const [one = Number.NaN, two = Number.NaN] = ranks;
  const isKnown = !ranks.some(Number.isNaN);
  const isMore = !/\bless\b/i.test(text);
  const isSo = isMore ? one < two : one > two;
  const best = isKnown && one !== two ? (isSo ? refs[0] : refs[1]) : null;
  const verdict = !isKnown
    ? ''
    : slots['any2']
      ? `${isSo ? 'Yes' : 'No'}: `
      : best
        ? `${labelOf(view, best)}: `
        : 'Neither: ';
  return {
    ...(await sideBySide(room, refs, { text: `${verdict}${told}.`, winner: best ?? null })),
    intent: 'service.card',
  };
}

async function sideBySide(
  { view, stated }: Room,
  refs: readonly string[],
  { text, winner }: { text: string; winner: string | null },
): Promise<Answer> {
  const facts = await stated('compared', refs);
  return reply({
    kind: 'answer',
    intent: 'catalog.query',
    subjects: refs,
    refs: winner ? [winner] : [...refs],
    text: text.charAt(0).toUpperCase() + text.slice(1),
    view: {
      kind: 'list',
      title: 'Side by side',
      items: refs.map((ref) => listItem(view, ref)),
      total: refs.length,
      note: text,
    },
    facts,
  });
}
