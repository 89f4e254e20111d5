import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../catalog/search.ts';
import { applySnapshots } from '../catalog/sync.ts';
import { openTestDb } from '../db/test-db.ts';
import type { Ask } from './answer.ts';
import { createAsk } from './ask.ts';

// A Monday in June. Risk had the ledger until 3 March, Money since; the scanner was there from January to April.
const NOW = new Date('2026-06-15T12:00:00Z');
const group = (name: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: ${name}, title: ${name} Team }\nspec: { type: team, children: [] }\n`;
const service = (name: string, owner: string, more = '') =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec: { type: service, lifecycle: production, owner: ${owner}${more} }\n`;

let db: Db;
let ask: (text: string, zone?: string) => ReturnType<Ask>;
beforeAll(async () => {
  db = await openTestDb();
  const read = async (day: string, commit: string, ...documents: string[]) => {
    const teams = [group('Risk'), group('Money')];
    const file = {
      location: 'url:https://github.com/acme/all/blob/main/catalog-info.yaml',
      path: 'catalog-info.yaml',
      text: [...teams, ...documents].join('---\n'),
      commit,
    };
    const snapshot = { source: 'github:all', files: [file], derived: [] };
    await applySnapshots(db, { snapshots: [snapshot], now: () => new Date(day) });
  };
  await read(
    '2026-01-10T09:00:00Z',
    'aaaaaaa1',
    service('ledger', 'risk'),
    service('scanner', 'risk'),
  );
  await read(
    '2026-03-03T23:30:00Z',
    'bbbbbbb2',
    service('ledger', 'money'),
    service('scanner', 'risk'),
  );
  await read('2026-04-04T09:00:00Z', 'ccccccc3', service('ledger', 'money'));
  await read(
    '2026-06-12T09:00:00Z',
    'ddddddd4',
    service('ledger', 'money', ', dependsOn: [component:vault]'),
    service('vault', 'nobody'),
  );
  const index = createCatalogIndex(db);
  const asking = createAsk({ db, index, now: () => NOW });
  ask = (text, zone) => asking({ text, asker: null, thread: null, zone: async () => zone ?? null });
});
afterAll(() => db.close());

describe('who owned a thing', () => {
  it.each([
    [
      'who owned ledger in February',
      ['group:default/risk'],
      'In February 2026 ledger was owned by Risk Team.',
    ],
    [
      'who owned ledger in April',
      ['group:default/money'],
      'In April 2026 ledger was owned by Money Team.',
    ],
    [
      'who owned ledger in March',
      ['group:default/risk', 'group:default/money'],
      'In March 2026 ledger was owned by Risk Team until 3 March 2026, and by Money Team from 3 March 2026.',
    ],
    [
      'who owned ledger on 2026-03-01',
      ['group:default/risk'],
      'On 1 March 2026 ledger was owned by Risk Team.',
    ],
    [
      'who owned ledger before March',
      ['group:default/risk'],
      'Before March 2026 ledger was owned by Risk Team.',
    ],
    ['who owned the ledger service two weeks ago', ['group:default/money'], 'by Money Team'],
    ['who owned legder in April', ['group:default/money'], 'I read "legder" as ledger.'],
    [
      'who owned scanner in May',
      [],
      'by nobody, because it was not in the catalog (its file does not define it any more)',
    ],
    [
      'who owned ledger this year',
      ['group:default/risk', 'group:default/money'],
      'I know the catalog since 10 January 2026, so I cannot say what was before.',
    ],
  ])('answers "%s"', async (text, refs, part) => {
    const answer = await ask(text);
    expect(answer.intent).toBe('own.lookup');
    expect(answer.refs).toEqual(refs);
    expect(answer.text).toContain(part);
  });

  it('never guesses before the catalog began', async () => {
    const answer = await ask('who owned ledger last year');
    expect(answer).toMatchObject({ kind: 'unknown', refs: [] });
    expect(answer.text).toBe(
      'I know the catalog since 10 January 2026, so I cannot say who owned ledger last year. On that day it was owned by Risk Team.',
    );
  });

  it('tells the commit that says so, and its time', async () => {
    expect((await ask('who owned ledger in April')).facts).toEqual([
      {
        name: 'owner',
        value: 'group:default/money',
        source: 'catalog-info.yaml at bbbbbbb',
        url: 'https://github.com/acme/all/commit/bbbbbbb2',
        observedAt: '2026-03-03T23:30:00.000Z',
      },
    ]);
  });

  it('counts days where the asker is', async () => {
    expect((await ask('who owned ledger on 3 March', 'UTC')).refs).toHaveLength(2);
    expect((await ask('who owned ledger on 3 March', 'Europe/Berlin')).refs).toEqual([
      'group:default/risk',
    ]);
  });

  it('does not know what has no name', async () => {
    expect(await ask('who owned quetzal in March')).toMatchObject({
      kind: 'unknown',
      text: expect.stringContaining('I do not know "quetzal"'),
    });
  });

  it('goes on where the git history of the file ends, and says how far back that was read', async () => {
    const told = { commit: '1234567890', at: new Date('2025-11-05T09:00:00Z') };
    const begun = { commit: '7654321000', at: new Date('2025-02-01T09:00:00Z') };
    const asking = createAsk({
      db,
      index: createCatalogIndex(db),
      now: () => NOW,
      readPast: async (location, until) => {
        expect(location).toBe('url:https://github.com/acme/all/blob/main/catalog-info.yaml');
        expect(until).toEqual(new Date('2026-01-10T09:00:00Z'));
        const versions = [
          { ...begun, text: service('ledger', 'money') },
          { ...told, text: service('ledger', 'risk') },
        ];
        return { kind: 'read', versions, isCut: true };
      },
    });
    const { text, facts } = await asking({
      text: 'who owned ledger since 2025',
      asker: null,
      thread: null,
    });
    expect(text).toBe(
      'Since 2025 ledger was owned by Money Team from 1 February 2025 until 5 November 2025, by Risk Team from 5 November 2025 until 3 March 2026, and by Money Team from 3 March 2026. So says the git history of catalog-info.yaml (commits 7654321, 1234567). I read the last commits of catalog-info.yaml only, back to 1 February 2025, so I cannot say what was before.',
    );
    expect(facts.map(({ source }) => source)).toEqual([
      'git history of catalog-info.yaml at 7654321',
      'git history of catalog-info.yaml at 1234567',
      'catalog-info.yaml at bbbbbbb',
    ]);
  });

  it('leaves the present alone', async () => {
    expect((await ask('who owns ledger')).text).toContain('ledger is owned by Money Team');
  });
});

it('tells when a thing changed hands', async () => {
  expect((await ask('when did ledger change owner')).text).toBe(
    'ledger changed owner once: on 3 March 2026 from Risk Team to Money Team. I know it since 10 January 2026.',
  );
  expect((await ask('who owned vault before')).text).toBe(
    'vault has not changed owner as far as I know: nobody (not in the catalog now) has owned it all along. I know it since 12 June 2026.',
  );
});

describe('what changed', () => {
  it.each([
    [
      'what changed in the catalog in the last 7 days',
      '2 entries changed in the catalog in the last 7 days. 12 June 2026: ledger – dependsOn: component:vault added. 12 June 2026: vault – came into the catalog.',
    ],
    [
      'what services were added this month',
      '1 service added this month. 12 June 2026: vault – came into the catalog.',
    ],
    [
      'what services were removed in April',
      '1 service removed in April 2026. 4 April 2026: scanner – was removed, because its file does not define it any more.',
    ],
    [
      'which owners changed this year',
      '1 change of owner this year. 3 March 2026: ledger – owner from Risk Team to Money Team.',
    ],
    ['what changed in the catalog today', 'No entry changed in the catalog today.'],
  ])('answers "%s"', async (text, told) => {
    const answer = await ask(text);
    expect(answer.intent).toBe('changes.recent');
    expect(answer.text.startsWith(told)).toBe(true);
  });

  it('is told of one entity, with its commits', async () => {
    const answer = await ask("what changed in ledger's descriptor since March");
    expect(answer.text).toBe(
      'Descriptor of ledger: 2 changes since March 2026. 12 June 2026: dependsOn: component:vault added. 3 March 2026: owner from Risk Team to Money Team. I know ledger since 10 January 2026.',
    );
    expect(answer.view).toMatchObject({
      groups: [
        { label: '12 June 2026', lines: [{ place: { label: 'ddddddd' } }] },
        { label: '3 March 2026', lines: [{ place: { label: 'bbbbbbb' } }] },
      ],
    });
  });

  it('leaves nothing out of the history', async () => {
    expect((await ask('history of ledger')).text).toContain('Descriptor of ledger: 3 changes.');
  });
});

it('says why something is gone, and when it went', async () => {
  const answer = await ask('why is scanner gone');
  expect(answer.subjects).toEqual(['component:default/scanner']);
  expect(answer.text).toContain(
    'was removed on 4 April 2026, because its file does not define it any more.',
  );
  expect((await ask('what happened to ledger')).text).toBe('ledger is in the catalog.');
  expect((await ask('why is quetzal gone')).kind).toBe('unknown');
});
