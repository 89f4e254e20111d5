import { describe, expect, it } from 'vitest';
import { createNameIndex } from '../../catalog/name-index.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { summarize } from '../../catalog/summary.ts';
import { readLoosely } from './read.ts';

const names = createNameIndex();
for (const [kind, name] of [
  ['Component', 'token-vault'],
  ['Component', 'ledger'],
  ['Resource', 'kafka-main'],
  ['Group', 'money'],
  ['User', 'ana-lima'],
  ['Component', 'seat-map'],
  ['Component', 'fare-rules'],
  ['Component', 'gate-board'],
  ['Group', 'cabin'],
] as const)
  names.set(
    summarize({ apiVersion: 'v1', kind, metadata: { name, namespace: 'default' }, spec: {} }),
    {
      handles: [],
      addresses: [],
      things: [],
    },
  );
const view = names as unknown as CatalogView;

describe('words that ask wherever they stand', () => {
  it.each([
    ['ledger belongs to', 'who owns ledger'],
    ['which crew runs token vault', 'who owns token vault'],
    ['who do i have to thank for token-vault', 'who do i talk to about token-vault'],
    ['blast radius if we lose kafka-main', 'blast radius of kafka-main'],
    ['if kafka-main dies what is hit', 'blast radius of kafka-main'],
    ['can we finally switch off ledger', 'can i delete ledger'],
    ['safe to delete ledger', 'can i delete ledger'],
    [
      'ledger and token-vault both throwing errors - shared dependency',
      'what do ledger and token-vault share',
    ],
    ['anything still calling ledger', 'what depends on ledger'],
    ['what does ledger really need', 'what does ledger depend on'],
    ['ledger down', 'ledger is down'],
    ['how many ppl does money have', 'who is in money'],
    ['repo 4 token vault', 'repo of token vault'],
    ['seat map belongs to', 'who owns seat map'],
    ['team behind seat-map', 'who owns seat-map'],
    ['which squad is in charge of the gate-board these days', 'who owns gate-board'],
    ['seat-map and gate-board - whose are they', 'who owns seat-map and gate-board'],
    ['what is cabin responsible for', 'what does cabin own'],
    ['i need a human for fare-rules', 'who do i talk to about fare-rules'],
    ['where can i get help with fare-rules', 'who do i talk to about fare-rules'],
    ['can we switch off fare-rules', 'can i delete fare-rules'],
    ['whom do i warn before restarting seat-map', 'blast radius of seat-map'],
    ['who gets hurt when fare-rules is slow', 'blast radius of fare-rules'],
    ['what would hurt seat-map', 'what does seat-map depend on'],
    ['things seat-map relies on', 'what does seat-map depend on'],
    ['anything using seat-map', 'what depends on seat-map'],
    ['what is seat-map used by', 'what depends on seat-map'],
    ['how does gate-board end up needing seat-map', 'does gate-board depend on seat-map'],
  ])('%s', (said, asked) => expect(readLoosely(said, view)).toBe(asked));

  it.each([
    ['zorblax-api belongs to', 'who owns zorblax-api'],
    ['team behind zorblax-api', 'who owns zorblax-api'],
  ])('also of what nothing is called: %s', (said, asked) =>
    expect(readLoosely(said, view)).toBe(asked),
  );

  it.each([
    'who owns ledger, not the service',
    'who used to own ledger',
    'ledger owner moved to somebody purple',
    'we love ledger and everything about purple',
    'delete ledger',
    'who owns money and ledger',
    'is ledger faster than token-vault',
    'team behind the seat-map importer',
    'who owns seat-map, not gate-board',
    'who does not own seat-map',
    'who owns seat-map and what breaks when it dies',
    'how do i restart seat-map',
    'who removed seat-map',
  ])('and nothing where a word is left that may change it: %s', (said) =>
    expect(readLoosely(said, view)).toBeNull(),
  );
});
