import { describe, expect, it } from 'vitest';
import { indexed } from './analyse.ts';
import { lookupOf } from './match.ts';
import { readQuery } from './query.ts';
import { type Candidate, rank } from './rank.ts';
import { createVocabulary } from './vocabulary.ts';

const NOW = new Date('2026-06-01');

type Written = Partial<Candidate> & { title?: string; heading?: string; body?: string };

function section({ title = 'Page', heading = '', body = 'Text.', ...rest }: Written): Candidate {
  return {
    id: 1,
    page: title,
    site: 's',
    position: 0,
    titleWords: indexed(title),
    headingWords: indexed(heading),
    bodyWords: indexed(body),
    kind: 'page',
    changedAt: null,
    ...rest,
  };
}

function ranked(text: string, sections: readonly Candidate[], nearness = (_: Candidate) => 0) {
  const words = sections.flatMap(({ titleWords, headingWords, bodyWords }) =>
    `${titleWords} ${headingWords} ${bodyWords}`.split(' '),
  );
  const counted = [...new Set(words)].map((word) => ({ word, sections: 1 }));
  const lookup = lookupOf(readQuery(text, createVocabulary(counted, 10)));
  const around = (one: Candidate) => ({ words: indexed(one.site), nearness: nearness(one) });
  return rank(sections, { lookup, around, now: NOW });
}
const order = (...given: Parameters<typeof ranked>) =>
  ranked(...given).map(({ candidate }) => candidate.page);

describe('the order', () => {
  it.each<[string, string, Written[]]>([
    [
      'title before heading before text',
      'restart ',
      [{ body: 'How to restart.' }, { heading: 'Restart' }, { title: 'Restart' }],
    ],
    [
      'every word before one of them often',
      'stale lock ',
      [{ body: 'lock lock lock lock lock' }, { body: 'A stale lock.' }],
    ],
    [
      'words side by side before words apart',
      'trial balance ',
      [
        {
          body: 'A trial is on while all of the long sheet is in good order and balance.',
        },
        { body: 'While all of the long sheet is in good order it is a trial balance.' },
      ],
    ],
    [
      'the word as it was typed before another form',
      'rotation ',
      [{ body: 'They rotate.' }, { body: 'The rotation.' }],
    ],
    [
      'text before a heading with nothing below it',
      'failover ',
      [
        { heading: 'Failover', body: '' },
        { heading: 'Failover', body: 'Do this.' },
      ],
    ],
    [
      'the younger of two',
      'drain ',
      [
        { body: 'Drain.', changedAt: new Date('2021-01-01') },
        { body: 'Drain.', changedAt: new Date('2026-01-01') },
      ],
    ],
    [
      'a guide before the record of a decision, and of that what was decided',
      'kafka ',
      [
        { heading: 'Context', body: 'Kafka.', kind: 'adr' },
        { heading: 'Decision', body: 'Kafka.', kind: 'adr' },
        { heading: 'Use', body: 'Kafka.' },
      ],
    ],
  ])('%s', (_, text, worstFirst) => {
    // What is equal comes in the order of names, which is the other way round.
    const named = worstFirst.map((one, place) => section({ ...one, page: 'abc'.charAt(place) }));
    expect(order(text, named).join('')).toBe('cba'.slice(3 - named.length));
  });

  it('does not depend on how they come', () => {
    const all = ['c', 'a', 'b'].map((page) => section({ page, body: 'Same words.' }));
    expect(order('same words ', all)).toEqual(['a', 'b', 'c']);
    expect(order('same words ', all.toReversed())).toEqual(['a', 'b', 'c']);
  });

  it('puts what is near before what is not', () => {
    const all = [
      section({ page: 'b', heading: 'Lock', body: 'x' }),
      section({ page: 'a', body: 'Lock.' }),
    ];
    expect(order('lock ', all)).toEqual(['b', 'a']);
    expect(order('lock ', all, ({ page }) => (page === 'a' ? 1 : 0))).toEqual(['a', 'b']);
  });
});

it('knows a page by the words that do not name its site', () => {
  const all = [
    section({
      page: 'b',
      site: 'token-vault',
      title: 'Token Vault',
      body: 'Ask for the allow list.',
    }),
    section({ page: 'a', site: 'token-vault', title: 'Getting on the allow list', body: 'Ask.' }),
  ];
  expect(order('token vault allow list ', all)).toEqual(['a', 'b']);
  expect(order('token vault ', all)).toEqual(['b', 'a']);
});

it('shows a page once where only its title was found, by its beginning', () => {
  const of = (position: number, body: string) => section({ title: 'Vault', position, body });
  const all = [of(2, 'Nothing.'), of(1, 'The vault opens.'), of(0, 'Welcome.')];
  expect(ranked('vault ', all).map(({ candidate }) => candidate.position)).toEqual([0, 1]);
});

describe('coverage', () => {
  const coverage = (text: string, written: Written) =>
    ranked(text, [section(written)])[0]?.coverage ?? 0;

  it('counts words wherever they stand, in the name of the site too', () => {
    const written = {
      title: 'Key rotation',
      heading: 'Who may',
      body: 'Two people.',
      site: 'token-vault',
    };
    expect(coverage('who may rotate token vault keys ', written)).toBe(1);
  });

  it('is less for what is missing, and for what was not typed so', () => {
    expect(coverage('rotate zebra ', { body: 'Rotate.' })).toBeLessThan(0.5);
    const mended = coverage('idempotncy ', { body: 'Idempotency.' });
    expect(mended).toBeGreaterThan(0.5);
    expect(mended).toBeLessThan(1);
  });
});
