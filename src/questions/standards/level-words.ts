import type { Scorecard } from '../../scorecards/scorecard.ts';
import { createReader, type Intention } from '../intention.ts';

/** In alternatives of a pattern: whatever the scorecards of the organisation call their levels. */
export const OWN_LEVELS = '%levels%';

/** Names and titles of all levels, as people write them. */
export function levelWords(scorecards: readonly Scorecard[]): string[] {
  const words = scorecards.flatMap(({ levels }) =>
    levels.flatMap(({ name, title }) => [name.toLowerCase(), title.toLowerCase()]),
  );
  return [...new Set(words)].filter((word) => /^[\p{L}\p{N}][\p{L}\p{N} -]*$/u.test(word)).sort();
}

type Reader = ReturnType<typeof createReader>;

/** Readers by the names that levels have; the last is kept, since they hardly ever change. */
export function levelReaders(
  intentions: readonly Intention[],
): (scorecards: readonly Scorecard[]) => Reader {
  let last: { key: string; read: Reader } | null = null;
  return (scorecards) => {
    const words = levelWords(scorecards);
    const key = words.join('|');
    if (last?.key !== key) {
      const filled = intentions.map((intention) => ({
        ...intention,
        patterns: intention.patterns.map((pattern) =>
          pattern.replaceAll(OWN_LEVELS, key || 'gold'),
        ),
      }));
      // Which intention it is, others compare by identity.
      const own = new Map<Intention, Intention>(
        filled.map((one, at) => [one, intentions[at] ?? one]),
      );
      const read = createReader(filled);
      last = {
        key,
        read: (text, here) =>
          read(text, here).map((reading) => ({
            ...reading,
            intention: own.get(reading.intention) ?? reading.intention,
          })),
      };
    }
    return last.read;
  };
}
