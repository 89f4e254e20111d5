import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../../catalog/search.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { docMisses } from '../../db/docs-tables.ts';
import { openTestDb } from '../../db/test-db.ts';
import { createDocSearch } from '../../docs/search/search.ts';
import { saveTestDocs } from '../../docs/search/test-docs.ts';
import { saveDocEntities } from '../../docs/store.ts';
import { mayRead } from '../../docs/viewer.ts';
import type { Answer, Ask, Question } from '../answer.ts';
import { createAsk } from '../ask.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const CATALOG = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: money, title: Money, annotations: { slack.com/channel: '#money' } }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana }
spec: { memberOf: [money] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: bo }
spec: { memberOf: [] }
${['ledger', 'vault', 'bus', 'lab']
  .map(
    (name) => `---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service, lifecycle: production, owner: money }
`,
  )
  .join('')}`;

let db: Db;
let ask: Ask;

beforeAll(async () => {
  db = await openTestDb();
  const file = { location: 'file:/c/all.yaml', path: 'all.yaml', text: CATALOG, commit: null };
  const snapshot = { source: 'folder:/c', files: [file], derived: [] };
  await applySnapshots(db, { snapshots: [snapshot], now: () => NOW });
  const refs = ['ledger', 'vault', 'bus'].map((name) => `component:default/${name}`);
  const [ledger, vault, bus] = refs as [string, string, string];
  const lab = 'component:default/lab';
  await saveTestDocs(
    db,
    [
      {
        ref: ledger,
        pages: [
          {
            path: 'runbook',
            title: 'Ledger runbook',
            kind: 'runbook',
            sections: [
              [
                'Stuck in reconciling',
                'A batch waits for a lock: release it with ledgerctl recon unlock.',
              ],
              ['Restart', 'Drain, restart, then verify the trial balance.'],
            ],
          },
          {
            path: 'posting',
            title: 'Posting entries',
            sections: [['Idempotency', 'Every POST must carry the header Idempotency-Key.']],
          },
        ],
      },
      {
        ref: vault,
        readers: ['group:default/money'],
        pages: [
          {
            path: 'rotate',
            title: 'Rotating master keys',
            sections: [['Ceremony', 'Two card holders rotate the master keys of the vault.']],
          },
        ],
      },
      {
        ref: bus,
        pages: [
          {
            path: 'adr/0007',
            title: 'ADR 0007: Kafka',
            kind: 'adr',
            sections: [
              ['Context', 'Kafka and RabbitMQ were left.'],
              ['Decision', 'Kafka, for replay.'],
            ],
          },
          {
            path: 'runbook',
            title: 'Bus runbook',
            kind: 'runbook',
            sections: [['Restart', 'Replace one broker after the other.']],
          },
        ],
      },
      {
        ref: lab,
        pages: [
          {
            path: 'scanner',
            title: 'Scanner is offline',
            kind: 'runbook',
            sections: [
              ['Symptoms', 'The hatch shows a red lamp.'],
              ['Steps', 'Unplug the scanner for ten seconds.'],
              ['Undo a release', 'Run `labctl deploy --previous`.'],
            ],
          },
          {
            path: 'pickups',
            title: 'Pick-ups',
            sections: [
              ['Times', 'Outpatients: 08:30 and 13:00.'],
              ['A new ward', 'Write its code and floor. It takes two working days.'],
              ['Errors', 'SP-101: the barcode is not known. The port is 8087.'],
              ['Certificate of the mail gateway', 'Check it with labctl.'],
            ],
          },
        ],
      },
    ],
    { now: NOW },
  );
  await saveDocEntities(
    db,
    [...refs, lab].map((ref) => ({ ref, site: `github:test:${ref}`, path: '' })),
  );
  const teams: Record<string, string[]> = { 'user:default/ana': ['group:default/money'] };
  const teamsOf = (person: string) => new Set(teams[person] ?? []);
  ask = createAsk({
    db,
    index: createCatalogIndex(db),
    now: () => NOW,
    docs: {
      search: createDocSearch({ db, now: () => NOW, teamsOf }),
      mayRead: async (viewer, readers) => mayRead(viewer, readers, teamsOf),
    },
  });
});
afterAll(() => db.close());

const asked = (text: string, more: Partial<Question> = {}): Promise<Answer> =>
  ask({ text, asker: 'user:default/bo', thread: null, ...more });

describe('what docs say', () => {
  it.each([
    ['how do i restart ledger', 'runbook', 'Drain, restart'],
    ['what do i do when ledger is stuck in reconciling', 'runbook', 'ledgerctl recon unlock'],
    ['a batch is stuck in reconciling, what now', 'runbook', 'ledgerctl recon unlock'],
    ["what's the idempotency header of ledger", 'docs.howto', 'Idempotency-Key'],
    ['why did we choose kafka', 'docs.find', 'replay'],
    ['adr about kafka', 'docs.find', 'replay'],
    ['runbook for ledger', 'runbook', '/docs/default/component/ledger/runbook/'],
    ['docs for ledger', 'docs.find', '/docs/default/component/ledger/posting/'],
    ['quote /docs/default/component/ledger/runbook/#restart', 'docs.find', 'Drain, restart'],
    ['the hatch shows a red lamp what do i do', 'runbook', 'Unplug the scanner'],
    ['scanner is offline what now', 'runbook', 'Unplug the scanner'],
    ['runbook for lab', 'runbook', 'Unplug the scanner'],
    ['when are outpatients picked up', 'docs.howto', '08:30'],
    ['which adrs does bus have', 'docs.find', '1 decision record of bus: ADR 0007'],
    ['list all adrs', 'docs.find', 'ADR 0007: Kafka'],
  ])('%s', async (text, intent, words) => {
    const answer = await asked(text);
    expect(answer).toMatchObject({ kind: 'answer', intent });
    expect(answer.text).toContain(words);
    expect(answer.facts.length).toBeGreaterThan(0);
  });

  it('quotes the sentence with its source', async () => {
    const { facts, refs } = await asked('what is the idempotency header of ledger');
    expect(facts).toContainEqual({
      name: 'says',
      value: 'Every POST must carry the header Idempotency-Key.',
      source: 'docs/posting.md',
      observedAt: NOW.toISOString(),
    });
    expect(refs).toEqual(['component:default/ledger', 'group:default/money']);
  });

  it.each([
    'how do i delete the ledger accounts',
    'adr about mongodb',
    'how do i get a parking permit',
    'how many wards are there',
    'how do i rotate the certificate of the mail gateway',
    'what does SP-999 mean',
    'which error is SP_101_PORT',
  ])('does not know "%s", and says what stands nearest at most', async (text) => {
    const answer = await asked(text);
    expect(answer.kind).not.toBe('answer');
    expect(answer.text).not.toMatch(/Drain|two working days|Check it|barcode/);
  });

  it('takes no command for what it is called', async () => {
    expect((await asked('how do i deploy lab')).text).not.toContain('--previous');
  });

  it('knows no age where none was read', async () => {
    const { text } = await asked('is the runbook of lab up to date');
    expect(text).toContain('is not known');
    expect(text).not.toContain('since the runbook was edited');
  });

  it.each(['how do i restart ledger 10k times a minute', 'rollback steps ledger'])(
    'names the runbook for "%s", and says that it was not found in it',
    async (text) => {
      const answer = await asked(text);
      expect(answer.text).toContain('I found nothing written about');
      expect(answer.text).toContain('/docs/default/component/ledger/runbook/');
      expect(answer.text).not.toContain('Drain');
    },
  );

  it('counts what no page answers, without people and secrets', async () => {
    await asked('how do i delete the ledger accounts of ana@money.example');
    const rows = await db.select().from(docMisses);
    const row = rows.find(({ example }) => example.includes('accounts of'));
    expect(row).toMatchObject({ refs: ['component:default/ledger'], count: 1 });
    expect(row?.example).toBe('how do i delete the ledger accounts of someone');
  });

  it('asks back where two things say it', async () => {
    const answer = await asked('how do i restart');
    expect(answer.kind).not.toBe('answer');
  });
});

describe('docs that not everybody may read', () => {
  const text = 'how do i rotate the vault master keys';
  const ana = { asker: 'user:default/ana' };

  it('are quoted to those who may, and to nobody else', async () => {
    expect((await asked(text, ana)).text).toContain('Two card holders');
    expect((await asked(text)).text).not.toContain('card holders');
    expect((await asked('docs for vault')).text).not.toContain('/rotate/');
    expect((await asked('quote /docs/default/component/vault/rotate/')).text).not.toContain(
      'holders',
    );
  });

  it('are not quoted where others read along, and whoever may read them is told where to ask', async () => {
    const from = { person: 'slack:U1', place: 'channel' as const };
    const answer = await asked(text, { ...ana, from });
    expect(answer.kind).toBe('unknown');
    expect(answer.text).not.toContain('card holders');
    expect(answer.text).toContain('ask me in a direct message');
    expect((await asked(text, { from })).text).not.toContain('direct message');
  });

  it('are not read by a person of Slack that nobody knows', async () => {
    const from = { person: 'slack:U2', place: 'direct' as const };
    expect((await asked(text, { asker: null, from })).kind).toBe('unknown');
  });
});

describe('in a conversation', () => {
  it.each([
    [['how do i restart ledger', 'and for bus?'], 'Replace one broker'],
    [["what's the idempotency header of ledger", 'link?'], '/posting/#idempotency'],
    [["what's the idempotency header of ledger", 'where does it say so'], 'docs'],
  ])('%j', async ([first, second], words) => {
    await asked(first as string, { thread: `t:${first}:${second}` });
    const answer = await asked(second as string, { thread: `t:${first}:${second}` });
    expect(answer.text).toContain(words);
  });
});
