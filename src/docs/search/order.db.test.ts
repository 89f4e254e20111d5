import { expect, it } from 'vitest';
import { docSections } from '../../db/docs-tables.ts';
import { openTestDb } from '../../db/test-db.ts';
import { INSIDE } from '../viewer.ts';
import { lookupOf } from './match.ts';
import { readQuery } from './query.ts';
import { type Candidate, rank } from './rank.ts';
import { createDocSearch } from './search.ts';
import { saveTestDocs } from './test-docs.ts';
import { createVocabulary } from './vocabulary.ts';

const NOW = new Date('2026-06-01');
const WORDS =
  'rotate keys drain restart ledger kafka replay lock stale batch retry webhook payout refund header timeout alert queue deploy token'.split(
    ' ',
  );
const SECTIONS = 210;

/** Numbers that look random and are the same in every run. */
function createDice(): (below: number) => number {
  let state = 7;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

// Each database finds with its own index; that neither finds more, less or in another order is held by comparing both with no index at all.
it('finds what looking at every section finds, in the same order', async () => {
  await using db = Object.assign(await openTestDb(), {
    async [Symbol.asyncDispose]() {
      await db.close();
    },
  });
  const dice = createDice();
  const some = (count: number) =>
    Array.from({ length: count }, () => WORDS[dice(WORDS.length)]).join(' ');
  const pages = Array.from({ length: SECTIONS / 3 }, (_, n) => ({
    path: `p${n}`,
    title: `${some(1)} n${n}`,
    sections: Array.from({ length: 3 }, () => [some(1), some(8)] as const),
  }));
  await saveTestDocs(db, [{ ref: 'component:default/zoo', pages }], { now: NOW });
  const sections: Candidate[] = (await db.select().from(docSections)).map((row) => ({
    ...row,
    kind: 'page',
    changedAt: null,
  }));
  const search = createDocSearch({ db, now: () => NOW, teamsOf: () => new Set() });

  const pairs = WORDS.map((word, place) => `${word} ${WORDS[place - 1] ?? 'token'} `);
  for (const text of [...WORDS.slice(0, 10), ...pairs]) {
    const { hits } = await search.find({ text, viewer: INSIDE, limit: 200 });
    const whole = hits.filter(({ coverage }) => coverage === 1).map(({ section }) => section.id);
    expect(whole.length, text).toBeGreaterThan(9);
    expect(whole, text).toEqual(lookingAtAll(text, sections));
  }
});

function lookingAtAll(text: string, sections: readonly Candidate[]): number[] {
  const counts = new Map<string, number>();
  for (const { titleWords, headingWords, bodyWords } of sections)
    for (const word of new Set(`${titleWords} ${headingWords} ${bodyWords}`.split(' ')))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const counted = [...counts].map(([word, count]) => ({ word, sections: count }));
  const query = readQuery(text, createVocabulary(counted, sections.length));
  const ranked = rank(sections, {
    lookup: lookupOf(query),
    around: () => ({ words: 'doc zoo zoo zoo', nearness: 0 }),
    now: NOW,
  });
  return ranked.flatMap(({ candidate, coverage }) => (coverage === 1 ? [candidate.id] : []));
}
