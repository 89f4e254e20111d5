import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../catalog/search.ts';
import { applySnapshots } from '../catalog/sync.ts';
import { repositories } from '../db/schema.ts';
import { openTestDb } from '../db/test-db.ts';
import type { Answer, Ask } from './answer.ts';
import { createAsk } from './ask.ts';
import { topMisses } from './misses.ts';

const NOW = new Date('2026-06-15T12:00:00Z');

const entity = (kind: string, name: string, spec: object, metadata: object = {}) =>
  JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, ...metadata },
    spec: { type: 'service', lifecycle: 'production', children: [], ...spec },
  });
const annotated = (annotations: Record<string, string>, more: object = {}) => ({
  annotations,
  ...more,
});
const api = (type: string, definition: string) => ({ type, owner: 'money', definition });

const CATALOG = [
  entity('Group', 'area', { type: 'area' }, { title: 'Payments Area' }),
  entity('Group', 'money', { type: 'team', parent: 'area' }, { title: 'Money' }),
  entity('Group', 'capture', { type: 'squad', parent: 'money' }, { title: 'Capture' }),
  entity('Group', 'risk', { type: 'team' }, { title: 'Risk' }),
  entity('User', 'ana', { memberOf: ['money'], profile: { displayName: 'Ana Lima' } }),
  entity(
    'Component',
    'ledger',
    { owner: 'money' },
    annotated(
      {
        'github.com/project-slug': 'acme/ledger',
        'acme.com/java-package': 'com.acme.book',
        'pypi.org/project': 'acme_book',
        'acme.com/alerts': 'BookHighErrorRate',
        'acme.com/hostname': 'book.prod.acme.internal',
        'pagerduty.com/service-id': 'PLED01',
        'acme.com/dashboard': 'https://grafana.acme.com/d/abc/ledger',
      },
      { links: [{ url: 'https://runbooks.acme.com/ledger', title: 'Runbook' }] },
    ),
  ),
  entity(
    'Component',
    'search',
    { owner: 'risk' },
    annotated({ 'github.com/project-slug': 'acme/search' }),
  ),
  entity(
    'Component',
    'money-lib',
    { owner: 'money' },
    annotated({
      'backstage.io/source-location': 'url:https://github.com/acme/mono/tree/main/libs/money/',
    }),
  ),
  entity(
    'Component',
    'orphan',
    { owner: 'gone' },
    annotated({ 'github.com/project-slug': 'acme/orphan' }),
  ),
  entity(
    'API',
    'ledger-events',
    api('asyncapi', 'asyncapi: 2.0.0\nchannels:\n  book.entries.v2: {}\n  entries: {}\n'),
  ),
  entity(
    'API',
    'ledger-rest',
    api(
      'openapi',
      'openapi: 3.0.0\nservers:\n  - url: https://api.acme.com\npaths:\n  /v1/accounts:\n    get: { operationId: listAccounts }\n',
    ),
  ),
  entity(
    'API',
    'ledger-graph',
    api('graphql', 'type Query { a: Account }\ntype Account { id: ID! }\n'),
  ),
  entity(
    'API',
    'ledger-grpc',
    api('grpc', 'package acme.book.v1;\nservice Book { rpc Post (A) returns (B); }\n'),
  ),
];

const CODEOWNERS = [
  '* @acme/money',
  '/src/capture/ @acme/capture',
  '/vendor/',
  '/src/fraud/ @acme/risk',
  '*.sql @acme/dba',
].join('\n');

const row = (name: string, more: object = {}) => ({
  id: `R_${name}`,
  slug: `acme/${name}`,
  url: `https://github.com/acme/${name}`,
  visibility: 'private' as const,
  isArchived: false,
  defaultBranch: 'main',
  topics: [],
  files: {},
  codeowners: null,
  codeownersPath: null,
  seenAt: NOW,
  ...more,
});

let db: Db;
let ask: Ask;
beforeAll(async () => {
  db = await openTestDb();
  const file = {
    location: 'file:/c/all.yaml',
    path: 'all.yaml',
    text: CATALOG.join('\n---\n'),
    commit: null,
  };
  await applySnapshots(db, {
    snapshots: [{ source: 'folder:/c', files: [file], derived: [] }],
    now: () => NOW,
  });
  const committers = [
    { login: 'ana', name: 'Ana Lima', commits: 7, lastAt: '2026-05-02T08:00:00Z' },
  ];
  await db.insert(repositories).values([
    row('ledger', {
      codeowners: CODEOWNERS,
      codeownersPath: '.github/CODEOWNERS',
      adminTeams: ['risk'],
    }),
    row('mono', { codeowners: '/libs/money/ @acme/money\n', codeownersPath: 'CODEOWNERS' }),
    row('bare', { adminTeams: ['risk'], committers }),
    row('owned', { codeowners: '* @acme/capture @acme/gone', codeownersPath: 'CODEOWNERS' }),
    row('lonely', { committers }),
    row('My_old_repo', { adminTeams: ['risk'] }),
    row('my-old-repo', { adminTeams: ['money'] }),
    row('orphan', { adminTeams: ['risk'], committers }),
  ]);
  ask = createAsk({ db, index: createCatalogIndex(db), now: () => NOW });
});
afterAll(() => db.close());

const one = (text: string): Promise<Answer> =>
  ask({ text, asker: 'user:default/ana', thread: null });
const short = (refs: readonly string[]) => refs.map((ref) => ref.replace(/^.*\//, '')).join(' ');

describe('a place in a repository', () => {
  it.each([
    [
      'who owns src/capture in ledger',
      'capture',
      /"\/src\/capture\/" in .github\/CODEOWNERS, line 2/,
    ],
    ['who owns src/capture/ in the ledger repo', 'capture', /part of Money/],
    ['who owns acme/ledger/src/capture/index.ts', 'capture', /line 2/],
    ['who owns ledger/src/capture/index.ts:12:3', 'capture', /line 2/],
    ['who owns https://github.com/acme/ledger/blob/main/src/capture/x.ts#L10', 'capture', /line 2/],
    ['who owns <https://github.com/acme/ledger/tree/main/src/capture|here>', 'capture', /line 2/],
    ['https://github.com/acme/ledger/blob/feature/x/src/capture/x.ts?plain=1', 'capture', /line 2/],
    [
      'who owns https://raw.githubusercontent.com/acme/ledger/main/src/capture/x.ts',
      'capture',
      /line 2/,
    ],
    ['who owns github.com/acme/ledger/v2/src/capture', 'capture', /line 2/],
    ['who reviews changes to infra/terraform in ledger', 'money', /"\*" in/],
    ['codeowner of *.sql in ledger', '', /@acme\/dba/],
    ['code owners for *.ts in ledger', 'money', /"\/src\/capture\/" \(line 2\) to Capture/],
    ['who owns the vendor folder in ledger', '', /Nobody owns vendor in acme\/ledger, on purpose/],
    ['who should review my PR https://github.com/acme/ledger/pull/7', 'money', /"\*" in/],
    ['who owns src/a.ts in money-lib', 'money', /libs\/money\/src\/a\.ts in acme\/mono/],
    ['who do i ask about acme/ledger/src/capture/x.ts', 'capture', /line 2/],
  ])('%s', async (text, owners, says) => {
    const answer = await one(text);
    expect([answer.kind, answer.intent, short(answer.refs)]).toEqual([
      'answer',
      'own.path',
      owners,
    ]);
    expect(answer.text).toMatch(says);
  });

  it('shows the rule as a fact with its line, and the descriptor beside it', async () => {
    const { facts, text } = await one('who owns src/fraud/x.ts in ledger');
    expect(facts).toContainEqual({
      name: 'rule',
      value: '/src/fraud/',
      source: 'CODEOWNERS',
      url: 'https://github.com/acme/ledger/blob/main/.github/CODEOWNERS#L4',
      observedAt: NOW.toISOString(),
    });
    expect(text).toContain('The sources disagree: all.yaml gives ledger as a whole to Money.');
  });

  it('is answered from the descriptor where the files are not read', async () => {
    const answer = await one('who owns src/x.ts in search');
    expect([answer.kind, short(answer.refs)]).toEqual(['answer', 'risk']);
    expect(answer.text).toContain('are not read here');
  });
});

it('answers for each of several places', async () => {
  const answer = await one(
    'who owns acme/ledger/src/capture/x.ts and https://github.com/acme/ledger/blob/main/src/fraud/y.ts',
  );
  expect([answer.kind, short(answer.refs)]).toEqual(['answer', 'capture risk']);
});

describe('a repository that no descriptor describes', () => {
  it.each([
    ['who owns owned', 'capture', '', /CODEOWNERS names Capture .* and @acme\/gone/],
    [
      'who owns bare',
      'risk',
      'ana',
      /GitHub gives admin rights to Risk\. Who may know, .*Ana Lima \(2026-05-02\)/,
    ],
    ['who owns https://github.com/acme/lonely', '', 'ana', /none of it confirmed: Ana Lima/],
    ['who owns src/x.ts in bare', 'risk', 'ana', /has no CODEOWNERS.* admin rights to Risk/],
  ])('%s', async (text, owners, candidates, says) => {
    const answer = await one(text);
    expect([answer.kind, short(answer.refs), short(answer.candidates)]).toEqual([
      'answer',
      owners,
      candidates,
    ]);
    expect(answer.text).toMatch(/No descriptor in the catalog describes/);
    expect(answer.text).toMatch(says);
  });
});

it('shows what the weaker sources hold against an owner', async () => {
  const answer = await one('who owns ledger');
  expect(short(answer.refs)).toBe('money');
  expect(answer.text).toContain('owned by Money, part of Payments Area.');
  expect(answer.text).toContain('On GitHub it is administered by Risk, not by Money.');
  expect(answer.facts).toContainEqual(
    expect.objectContaining({ name: 'evidence', value: 'admin team: disagrees', source: 'GitHub' }),
  );
});

it('offers who may know where the owner does not exist, and calls nobody the owner', async () => {
  const answer = await one('who owns orphan');
  expect([short(answer.refs), short(answer.candidates)]).toEqual(['', 'risk ana']);
  expect(answer.text).toMatch(
    /nobody owns it\..*none of it confirmed: Risk administers the repository; Ana Lima/,
  );
});

const FRAMES = `Exception in thread "main" java.lang.IllegalStateException: no
\tat java.base/java.util.concurrent.FutureTask.run(FutureTask.java:264)
\tat org.springframework.web.Servlet.go(Servlet.java:1)
\tat com.acme.book.api.Entry$1.post(Entry.java:42)`;

describe('anything that the catalog knows something by', () => {
  it.each([
    ['who owns com.acme.book.api.Foo', 'ledger', 'its annotation acme.com/java-package'],
    ['com.acme.book.api.Foo', 'ledger', 'its annotation acme.com/java-package'],
    ['who owns acme_book.models', 'ledger', 'its annotation pypi.org/project'],
    ['who owns acme_book::models::load', 'ledger', 'its annotation pypi.org/project'],
    ['who owns @acme/search', 'search', 'its repository acme/search'],
    [
      'who owns book.prod.acme.internal:8443/v1/accounts',
      'ledger',
      'its annotation acme.com/hostname',
    ],
    [
      'who owns https://grafana.acme.com/d/abc/ledger?orgId=1',
      'ledger',
      'an address in its annotations',
    ],
    ['who owns https://runbooks.acme.com/ledger/restart', 'ledger', 'its link Runbook'],
    [
      'whose is https://acme.pagerduty.com/service-directory/PLED01',
      'ledger',
      'its annotation pagerduty.com/service-id',
    ],
    ['who owns api.acme.com', 'ledger-rest', 'a server in its definition'],
    ['who owns topic book.entries.v2', 'ledger-events', 'a topic in its definition'],
    ['who owns the entries topic', 'ledger-events', 'a topic in its definition'],
    ['who owns operation listAccounts', 'ledger-rest', 'an operation in its definition'],
    ['who owns graphql type Account', 'ledger-graph', 'a type in its definition'],
    ['who owns acme.book.v1.Book.Post', 'ledger-grpc', 'a service in its definition'],
    ['alert BookHighErrorRate who gets it', 'ledger', 'its annotation acme.com/alerts'],
    ['[FIRING:1] BookHighErrorRate (prod)', 'ledger', 'its annotation acme.com/alerts'],
    ['Labels:\n - alertname = Watchdog\n - service = ledger', 'ledger', ''],
    [FRAMES, 'ledger', 'its annotation acme.com/java-package'],
    [
      'who broke this?\n```\nTraceback (most recent call last):\n  File "/usr/lib/python3.12/runpy.py", line 1, in x\n  File "/app/lib/python3.12/site-packages/acme_book/models.py", line 9, in load\n```',
      'ledger',
      'its annotation pypi.org/project',
    ],
  ])('%s', async (text, subject, how) => {
    const answer = await one(text);
    expect([answer.kind, short(answer.subjects)]).toEqual(['answer', subject]);
    expect(answer.text).toContain(how);
    expect(answer.intent).toMatch(/^own\./);
  });

  it('resolves frames of Go and of Node to the place in their repository or package', async () => {
    const go =
      'goroutine 1 [running]:\ngithub.com/acme/ledger/v3/src/capture.(*T).Run(0xc0)\n\t/go/src/x.go:1 +0x1d';
    expect(short((await one(go)).refs)).toBe('capture');
    const node =
      'Error: x\n    at f (/app/node_modules/express/lib/router.js:1:1)\n    at g (/app/node_modules/@acme/search/dist/i.js:10:5)';
    expect(short((await one(node)).subjects)).toBe('search');
  });
});

describe('what only looks like something of the catalog is a question back', () => {
  it.each([
    ['who owns com.acme.ledger.Foo', 'ledger'],
    ['who owns acme_ledger.models', 'ledger'],
    ['who owns ledger.prod.acme.internal:8443/v1/accounts', 'ledger'],
    ['who owns LedgerLatencyHigh', 'ledger'],
    ['[FIRING:2] ledger-latency-p99 (prod)', 'ledger'],
    ['Error\n    at f (/srv/ledger/src/x.js:1:1)', 'ledger'],
    ['http://search.default.svc.cluster.local:8080', 'search'],
  ])('%s', async (text, candidate) => {
    const answer = await one(text);
    expect([answer.kind, short(answer.candidates), answer.refs]).toEqual(['choose', candidate, []]);
  });
});

describe('what the catalog does not know is unknown', () => {
  it.each([
    'who owns acme/nowhere/src/index.ts',
    'who owns https://github.com/other/ledger/blob/main/src/x.ts',
    'who owns https://github.com/other/ledger',
    'who owns https://github.com/acme',
    'who owns https://github.com/orgs/acme/teams/money',
    'who owns https://git.acme.com/acme/ledger/blob/main/x.ts',
    'who owns https://github.evil.com/acme/ledger/blob/main/x.ts',
    'who owns git@github.com:other/ledger.git',
    'who owns github.com/other/ledger/pkg/x',
    'who owns github.com/sirupsen/logrus',
    'who owns java.util.concurrent.ThreadPoolExecutor',
    'who owns com.google.common.collect.Lists',
    'who owns @types/node',
    'who owns @other/search',
    'who owns lodash.debounce',
    'who owns std::collections::HashMap',
    'who owns System.Collections.Generic.List',
    'who owns node:internal/process/task_queues',
    'who owns api.stripe.com/v1/charges',
    'who owns https://search.google.com/x',
    'who owns https://status.acme.com/incident/7',
    'who owns https://grafana.acme.com/d/other',
    'who owns https://acme.pagerduty.com/incidents/Q2ABC',
    'who owns 10.1.2.3:8080',
    'who owns src/x.ts in nowhere',
    'who owns topic nothing.like.this.v9',
    'who owns operation deleteEverything',
    '[FIRING:1] Watchdog (prod)',
    'Error: x\n    at node:internal/process/task_queues:95:5',
    'thread panicked\n   3: core::ops::function::FnOnce::call_once\n   4: std::rt::lang_start',
    'Traceback\n  File "/usr/lib/python3.12/json/decoder.py", line 355, in raw_decode',
    'java.lang.NullPointerException\n\tat java.util.ArrayList.get(ArrayList.java:1)\n\tat org.apache.Foo.bar(Foo.java:2)',
  ])('%s', async (text) => {
    const answer = await one(text);
    expect(answer.kind).not.toBe('answer');
    expect(answer.refs).toEqual([]);
  });

  it('is counted as a miss', async () => {
    await one('who owns acme/nowhere/else/y.ts');
    expect((await topMisses(db, 1000)).map(({ text }) => text)).toContain('acme/nowhere/else/y.ts');
  });
});

it.each([
  ['who owns ledger and search', 'ledger search'],
  ['who owns the api in ledger', 'ledger'],
  ['who owns https://github.com/acme/ledger and https://github.com/acme/search', 'ledger search'],
])('leaves plain names to where names are read: %s', async (text, subjects) => {
  const answer = await one(text);
  expect([answer.kind, short(answer.subjects)]).toEqual(['answer', subjects]);
});
