import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../../db/test-db.ts';
import { pageId, saveAges } from '../store.ts';
import { INSIDE, type Viewer } from '../viewer.ts';
import { createDocSearch, type DocQuery, type DocSearch } from './search.ts';
import { saveTestDocs, type TestDocs } from './test-docs.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const LEDGER = 'component:default/ledger';
const VAULT = 'component:default/token-vault';

const DOCS: TestDocs[] = [
  {
    ref: LEDGER,
    title: 'Ledger',
    pages: [
      {
        path: '',
        title: 'Ledger',
        sections: [['', 'Books every movement of money. Written in Go.']],
      },
      {
        path: 'runbook',
        title: 'Ledger runbook',
        kind: 'runbook',
        sections: [
          ['', 'What to do when the ledger misbehaves.'],
          [
            'Stuck in reconciling',
            'A batch stays in RECONCILING when the matcher cannot take its lock. Check recon_locks and release the stale lock with ledgerctl recon unlock.',
          ],
          ['Restart', 'Drain the instance, restart it, verify the trial balance.'],
        ],
      },
      {
        path: 'concepts',
        title: 'Concepts',
        sections: [
          ['Double entry', 'Every entry has a debit and a credit of the same amount.'],
          ['Accounts', 'An account belongs to one customer.'],
        ],
      },
    ],
  },
  {
    ref: VAULT,
    title: 'Token Vault',
    pages: [
      {
        path: 'rotate-keys',
        title: 'Key rotation',
        sections: [
          ['', 'Keys rotate every 90 days by a two-person ceremony.'],
          ['Who may', 'Only members of Identity with an HSM card. Never copy key material.'],
        ],
      },
    ],
  },
  {
    ref: 'resource:default/kafka-main',
    title: 'Kafka',
    pages: [
      {
        path: 'adr/0007-kafka',
        title: 'ADR 0007: Kafka as event backbone',
        kind: 'adr',
        sections: [
          ['Decision', 'Kafka was chosen over RabbitMQ for replay and per-key ordering.'],
          ['Consequences', 'Teams restart consumers when partitions move.'],
        ],
      },
    ],
  },
  {
    ref: 'component:default/payments-api',
    title: 'Payments API',
    pages: [
      {
        path: 'guide',
        title: 'Payments API guide',
        sections: [
          [
            'Idempotency',
            'Every POST must carry the header Idempotency-Key. Keys are kept for 24 hours.',
          ],
          ['Errors', 'A repeat with another body returns 409. See idempotencyKey of the client.'],
        ],
      },
    ],
  },
  {
    ref: 'component:default/fraud-rules',
    title: 'Fraud rules',
    readers: ['group:default/risk', 'user:default/eve'],
    pages: [
      {
        path: 'secret',
        title: 'Thresholds',
        sections: [['Velocity', 'The restart threshold of velocity rules is eleven.']],
      },
    ],
  },
];

const TEAMS: Record<string, readonly string[]> = {
  'user:default/rob': ['group:default/risk'],
  'user:default/ana': ['group:default/payments'],
};

let db: Db;
let search: DocSearch;

beforeAll(async () => {
  db = await openTestDb();
  await saveTestDocs(db, DOCS, { now: NOW });
  search = createDocSearch({
    db,
    now: () => NOW,
    teamsOf: (person) => new Set(TEAMS[person]),
  });
});
afterAll(() => db.close());

async function found(text: string, rest: Partial<DocQuery> = {}): Promise<string[]> {
  const { hits } = await search.find({ text, viewer: INSIDE, ...rest });
  return hits.map(
    ({ site, page, section }) =>
      `${site.ref.split('/')[1]}/${page.path}${section.anchor && `#${section.anchor}`}`,
  );
}

describe('what is found first', () => {
  it.each([
    ['how do i rotate the token-vault keys', 'token-vault/rotate-keys'],
    ['ledger runbook', 'ledger/runbook'],
    ['batch stuck in reconciling', 'ledger/runbook#stuck-in-reconciling'],
    ['adr about why we chose kafka', 'kafka-main/adr/0007-kafka#decision'],
    ["what's the idempotency header", 'payments-api/guide#idempotency'],
    ['explain double entry', 'ledger/concepts#double-entry'],
    ['restart ledger', 'ledger/runbook#restart'],
    ['ledgerctl', 'ledger/runbook#stuck-in-reconciling'],
    ['recon_locks', 'ledger/runbook#stuck-in-reconciling'],
    ['wie rotiere ich die keys von token vault', 'token-vault/rotate-keys'],
  ])('%s', async (text, first) => {
    expect((await found(text))[0]).toBe(first);
  });
});

describe('words', () => {
  it('finds other forms of a word, and the beginning of the last one', async () => {
    expect(await found('rotating key')).toContain('token-vault/rotate-keys');
    expect((await found('ledger concep'))[0]).toMatch(/^ledger\/concepts/);
    expect(await found('rabbi')).toEqual(['kafka-main/adr/0007-kafka#decision']);
  });

  it('looks for the word a mistyped one was meant to be, and says so', async () => {
    const { hits, corrected } = await search.find({ text: 'idempotncy heder ', viewer: INSIDE });
    expect(hits[0]?.section.anchor).toBe('idempotency');
    expect(corrected).toEqual([
      { said: 'idempotncy', used: 'idempotency' },
      { said: 'heder', used: 'header' },
    ]);
  });

  it('does not mend what is another word, short or a number', async () => {
    const { corrected } = await search.find({ text: 'kav 4091 mongodb ', viewer: INSIDE });
    expect(corrected).toEqual([]);
  });

  it('takes the parts of one name for its other spellings', async () => {
    expect(await found('idempotency key')).toContain('payments-api/guide#errors');
    expect(await found('idempotencyKey')).toContain('payments-api/guide#idempotency');
  });

  it('holds what stands in quotes to its order', async () => {
    expect(await found('"trial balance"')).toEqual(['ledger/runbook#restart']);
    expect(await found('"balance trial"')).toEqual([]);
  });

  it.each([
    '',
    '   ',
    '???',
    '"',
    '" OR "',
    "'; drop table doc_sections; --",
    'a*b(c):d^e',
    '\u0000',
  ])('finds nothing wrong with %j', async (text) => {
    await expect(search.find({ text, viewer: INSIDE })).resolves.toBeDefined();
  });
});

describe('coverage', () => {
  it('is whole where every word is there, and small where only a common one is', async () => {
    const whole = await search.find({ text: 'restart ledger', viewer: INSIDE });
    expect(whole.hits[0]?.coverage).toBe(1);
    const part = await search.find({ text: 'restart the quantum teleporter', viewer: INSIDE });
    expect(part.hits[0]?.coverage).toBeLessThan(0.5);
  });
});

describe('filters', () => {
  it('keeps to kinds of pages and to entities', async () => {
    expect(await found('restart', { kinds: ['adr'] })).toEqual([
      'kafka-main/adr/0007-kafka#consequences',
    ]);
    expect(await found('restart', { refs: [LEDGER] })).toEqual(['ledger/runbook#restart']);
    expect(await found('restart', { refs: ['component:default/unknown'] })).toEqual([]);
  });

  it('ranks the docs of what was asked about before others', async () => {
    const near = ['resource:default/kafka-main'];
    expect((await found('restart'))[0]).toBe('ledger/runbook#restart');
    expect((await found('restart', { near }))[0]).toBe('kafka-main/adr/0007-kafka#consequences');
  });

  it('shows pages of the list one after the other', async () => {
    const all = await found('keys');
    const pages = [await found('keys', { limit: 1 }), await found('keys', { limit: 9, offset: 1 })];
    expect(all.length).toBeGreaterThan(2);
    expect(pages.flat()).toEqual(all);
  });
});

describe('who may read', () => {
  const person = (ref: string | null): Viewer => ({ kind: 'person', ref });

  it.each([
    ['somebody of its team', person('user:default/rob'), true],
    ['somebody who was let in', person('user:default/eve'), true],
    ['somebody of another team', person('user:default/ana'), false],
    ['a stranger', person(null), false],
    ['this machine', INSIDE, true],
  ])('%s', async (_, viewer, isFound) => {
    const all = await found('velocity threshold', { viewer });
    expect(all.includes('fraud-rules/secret#velocity')).toBe(isFound);
    const only = await found('velocity', { viewer, refs: ['component:default/fraud-rules'] });
    expect(only.length > 0).toBe(isFound);
    const near = await found('velocity', { viewer, near: ['component:default/fraud-rules'] });
    expect(near.length > 0).toBe(isFound);
  });
});

describe('snippets', () => {
  it('marks what was found', async () => {
    const { hits } = await search.find({ text: 'release locks', viewer: INSIDE });
    const { text, marks } = hits[0]?.snippet ?? { text: '', marks: [] };
    const marked = marks.map(([start, end]) => text.slice(start, end));
    expect(marked).toEqual(['lock', 'locks', 'release', 'lock']);
  });
});

describe('as docs change', () => {
  it('finds what is new, and no more what is gone', async () => {
    const source = 'github:other';
    const page = { path: 'new', title: 'Zebra crossing', sections: [['', 'Stripes.']] } as const;
    const ref = 'component:default/zebra';
    await saveTestDocs(db, [{ ref, pages: [page] }], { source, now: NOW });
    expect(await found('stripes')).toEqual(['zebra/new']);
    await saveTestDocs(db, [], { source, now: NOW });
    expect(await found('stripes')).toEqual([]);
  });

  it('puts the younger of two equal pages first', async () => {
    const source = 'github:twins';
    const sections = [['', 'Walrus feeding times.']] as const;
    const ref = 'component:default/walrus';
    const pages = ['a', 'b'].map((path) => ({ path, title: 'Feeding', sections }));
    await saveTestDocs(db, [{ ref, pages }], { source, now: NOW });
    expect(await found('walrus feeding')).toEqual(['walrus/a', 'walrus/b']);
    await saveAges(db, [
      {
        id: pageId(`${source}:${ref}`, 'a'),
        oid: JSON.stringify(sections),
        changedAt: new Date('2020-01-01'),
        changedBy: null,
      },
    ]);
    expect(await found('walrus feeding')).toEqual(['walrus/b', 'walrus/a']);
  });
});
