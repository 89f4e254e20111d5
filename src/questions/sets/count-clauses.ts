import { counted } from '../../catalog/labels.ts';
import { type Clause, found, type Place } from './condition.ts';
import { holding, type Measure, measureAt } from './measures.ts';

const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const NUMBER = `\\d+|${NUMBERS.join('|')}|an?`;
const LEAD =
  '(?:(?:that|which|who)\\s+)?(?:(?:with|have|has|having|own|owns|owning|provide|provides|providing|consist\\s+of|contain|contains|containing)\\s+)?';
const SHAPE = new RegExp(
  `^${LEAD}(?:(more\\s+than|over|above|>)|(at\\s+least|>=|minimum)|(less\\s+than|fewer\\s+than|under|below|<)|(at\\s+most|up\\s+to|<=|no\\s+more\\s+than)|(exactly|only|just|precisely))\\s*(${NUMBER})\\s+(?:(?:direct|known|different)\\s+)?`,
  'i',
);
const ONE_OR_NONE =
  /^(?:(?:that|which|who)\s+)?(?:own|owns|owning)\s+(no|nothing|any|something)(?=$|[\s,])\s*/i;

/** How many of something it has: "teams that own more than 5 services", "apis with at least two consumers". */
export const countClauses: readonly Clause[] = [
  (text, place) => {
    const match = SHAPE.exec(text);
    if (!match) return null;
    const said = match[6] ?? '';
    const limit = /^\d+$/.test(said)
      ? Number(said)
      : /^an?$/i.test(said)
        ? 1
        : NUMBERS.indexOf(said.toLowerCase());
    const counting = countedAt(text.slice(match[0].length), place);
    if (!counting) return null;
    const { measure, length } = counting;
    const [fits, words] = match[1]
      ? [(count: number) => count > limit, `more than ${limit}`]
      : match[2]
        ? [(count: number) => count >= limit, `at least ${limit}`]
        : match[3]
          ? [(count: number) => count < limit, `fewer than ${limit}`]
          : match[4]
            ? [(count: number) => count <= limit, `at most ${limit}`]
            : [(count: number) => count === limit, `exactly ${limit}`];
    return found(match[0].length + length, {
      keeps: (entry) => fits(measure.of(entry)),
      says: `with ${words} ${counted(limit === 1 ? 1 : 2, measure.noun).replace(/^\d+ /, '')}`,
      dimension: `count:${measure.noun}`,
    });
  },
  (text, place) => {
    const match = ONE_OR_NONE.exec(text);
    if (!match) return null;
    const isNone = /^no/i.test(match[1] ?? '');
    const isPlain = /^(?:nothing|something)$/i.test(match[1] ?? '');
    const counting = isPlain ? null : countedAt(text.slice(match[0].length), place);
    const measure = counting?.measure ?? holding(place.view, 'thing', () => true);
    const length = counting ? match[0].length + counting.length : match[0].trimEnd().length;
    return found(length, {
      keeps: (entry) => (measure.of(entry) === 0) === isNone,
      says: isNone
        ? `that own ${counting ? `no ${measure.noun}` : 'nothing'}`
        : `that own ${counting ? `a ${measure.noun}` : 'something'}`,
      dimension: `count:${measure.noun}`,
    });
  },
];

/** The longest beginning of a text that says what is counted: "dependents", "deprecated services". */
export function countedAt(text: string, place: Place): { measure: Measure; length: number } | null {
  const measured = measureAt(place.view, text);
  if (measured) return measured;
  const words = [...text.matchAll(/[^\s,;?!]+/g)].slice(0, 6);
  for (let count = words.length; count > 0; count -= 1) {
    const last = words[count - 1];
    if (!last) continue;
    const said = text.slice(0, last.index + last[0].length);
    const inner = place.inner(said);
    if (inner)
      return { measure: holding(place.view, inner.says, inner.keeps), length: said.length };
  }
  return null;
}
