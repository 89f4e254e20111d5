import { Hono } from 'hono';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogQueries } from '../../../catalog/query/queries.ts';
import { createCatalogIndex } from '../../../catalog/search.ts';
import { applySnapshots } from '../../../catalog/sync.ts';
import { drafts } from '../../../db/scaffolder-tables.ts';
import { openTestDb } from '../../../db/test-db.ts';
import { createTestScaffolder, type TestScaffolder } from '../../scaffolder/test-scaffolder.ts';
import { readAssets } from '../assets.ts';
import { createFormLinks, type FormLinks } from './form-links.ts';
import { templatePages } from './routes.ts';
import { TEAMS, WIDE } from './test-template.ts';

const HERE = 'http://localhost';
const NOW = new Date('2026-06-15T12:00:00Z');
let db: Db;
let scaffolder: TestScaffolder;
let links: FormLinks;
let app: Hono;
let now: Date;

beforeEach(async () => {
  now = NOW;
  db = await openTestDb();
  const file = { location: 'file:/teams.yaml', path: 'teams.yaml', text: TEAMS, commit: null };
  const snapshots = [{ source: 'folder:/', files: [file], derived: [] }];
  await applySnapshots(db, { snapshots, now: () => now });
  scaffolder = createTestScaffolder(WIDE);
  links = createFormLinks({ db, now: () => now, hereOf: (path) => HERE + path });
  app = pages();
});
afterEach(() => db.close());

function pages(over: { areWritesOpen?: boolean; isSignInNeeded?: boolean } = {}) {
  const signIn = {
    providers: [],
    url: HERE,
    sessions: { personOf: async () => null } as never,
  };
  const pages = templatePages(readAssets('/assets'), {
    db,
    scaffolder,
    links,
    index: createCatalogIndex(db),
    queries: createCatalogQueries(db),
    places: [{ host: 'github.com', owner: 'acme' }],
    now: () => now,
    log: pino({ level: 'silent' }),
    signIn: over.isSignInNeeded ? signIn : null,
    actorOf: async () => null,
    areWritesOpen: over.areWritesOpen ?? true,
  });
  return new Hono().route('/templates', pages);
}

const FORM = '/default/go-service';
/** An address of ours as the part below `/templates`. */
const below = (url: string) => url.replace(HERE, '').replace(/^\/templates/, '');

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await app.request(`${HERE}/templates${below(path)}`, { headers });
  return { status: response.status, text: await response.text(), response };
}
async function post(
  path: string,
  fields: readonly (readonly [string, string])[],
  headers: Record<string, string> = {},
) {
  const response = await app.request(`${HERE}/templates${below(path)}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
    body: new URLSearchParams(
      fields.map(([name, value]): [string, string] => [name, value]),
    ).toString(),
  });
  const to = below(response.headers.get('location') ?? '');
  return { status: response.status, text: await response.text(), to };
}

const FIRST = [
  ['page', '0'],
  ['has', 'line name'],
  ['v/name', 'refunds'],
  ['has', 'entity owner'],
  ['v/owner', 'platform'],
  ['has', 'flag database'],
  ['has', 'line region'],
  ['v/region', ''],
] as const;
const SECOND = [
  ['page', '1'],
  ['has', 'repository repoUrl'],
  ['v/repoUrl#host', 'github.com'],
  ['v/repoUrl#owner', 'acme'],
  ['v/repoUrl#repo', 'refunds'],
  ['has', 'structure labels'],
  ['v/labels', 'tier: 1'],
] as const;

/** Fills in both pages; the address of the review. */
async function filledIn(): Promise<{ review: string; draft: string }> {
  const { to } = await post(FORM, FIRST);
  const draft = new URLSearchParams(to.split('?')[1]).get('draft') ?? '';
  const { to: review } = await post(FORM, [['draft', draft], ...SECOND]);
  return { review, draft };
}

it('lists what can be made', async () => {
  const { text } = await get('');
  expect(text).toContain('href="/templates/default/go-service"');
  expect(text).toContain('A service &lt;in&gt; Go');
  expect(text).toContain('Used 3 times, takes about 1 min 35 s');
  expect((await get('/go-service')).response.headers.get('location')).toBe(
    '/templates/default/go-service',
  );
  expect((await get('/nope')).status).toBe(404);
  expect((await get('/default/nope')).status).toBe(404);
});

describe('the form', () => {
  it('asks page by page, keeps what was said, and makes it once', async () => {
    const first = await get(FORM);
    expect(first.text).toContain('value="eu"');
    expect(first.text).not.toContain('Engine');
    const { review, draft } = await filledIn();
    const shown = await get(review);
    expect(shown.text).toContain('acme/refunds on github.com');
    expect(shown.text).toContain('type="password"');
    const create = () =>
      post(FORM, [
        ['do', 'create'],
        ['draft', draft],
        ['s/token', 'hush-hush'],
      ]);
    expect((await create()).to).toBe('/runs/run-1');
    expect((await create()).to).toBe('/runs/run-1');
    expect(scaffolder.started).toEqual([
      expect.objectContaining({
        by: null,
        secrets: { token: 'hush-hush' },
        values: {
          name: 'refunds',
          owner: 'group:default/platform',
          database: false,
          region: null,
          repoUrl: 'github.com?owner=acme&repo=refunds',
          labels: { tier: 1 },
        },
      }),
    ]);
    expect(JSON.stringify(await db.select().from(drafts))).not.toContain('hush');
  });

  it('says what is wrong at the field and in a list that leads there', async () => {
    const { status, text } = await post(FORM, [
      ['page', '0'],
      ['has', 'line name'],
      ['v/name', '<script>Refunds!'],
      ['has', 'entity owner'],
      ['v/owner', ''],
    ]);
    expect(status).toBe(422);
    expect(text).toContain('2 things are to be put right');
    expect(text).toContain('href="#f-0"');
    expect(text).toMatch(/<p class="field-wrong" id="f-1-wrong">/);
    expect(text).toContain('value="&lt;script&gt;Refunds!"');
  });

  it('draws a field that another brings, and lets go of it again', async () => {
    const { text } = await post(FORM, [['do', 'redraw'], ...FIRST, ['v/database', 'true']]);
    expect(text).toContain('Engine');
    expect(text).toContain('value="refunds"');
    const chosen = [...FIRST, ['has', 'choice engine'], ['v/engine', '"mysql"']] as const;
    await post(FORM, chosen);
    const [draft] = await db.select().from(drafts);
    expect(draft?.values).not.toHaveProperty('engine');
  });

  it('keeps what cannot be read, to be put right', async () => {
    const { to } = await post(FORM, FIRST);
    const draft = new URLSearchParams(to.split('?')[1]).get('draft') ?? '';
    const wrong = SECOND.map(([name, value]) =>
      name === 'v/labels' ? ([name, 'a: [1'] as const) : ([name, value] as const),
    );
    const { status, text } = await post(FORM, [['draft', draft], ...wrong]);
    expect(status).toBe(422);
    expect(text).toContain('It is not YAML');
    expect(text).toContain('a: [1');
  });

  it('asks for secrets at the end, and tries without making anything', async () => {
    const { draft } = await filledIn();
    const without = await post(FORM, [
      ['do', 'create'],
      ['draft', draft],
    ]);
    expect(without.status).toBe(422);
    expect(without.text).toContain('Token: This is required.');
    const tried = await post(FORM, [
      ['do', 'try'],
      ['draft', draft],
      ['s/token', 'hush-hush'],
    ]);
    expect(tried.text).toContain('Dry run of Go service');
    expect(tried.text).not.toContain('hush-hush');
    // What it would make is not there to be looked at.
    expect(tried.text).toContain('https://git.example/refunds');
    expect(tried.text).not.toContain('href="https://git.example');
    expect(scaffolder.started).toEqual([]);
  });

  it('offers the entities of a picker while somebody types', async () => {
    const { text } = await post(FORM, [
      ['do', 'options'],
      ['field', 'owner'],
      ['q', 'boo'],
      ...FIRST,
    ]);
    expect(JSON.parse(text)).toMatchObject([{ ref: 'group:default/books' }]);
  });

  it('takes no form of another site, and nothing where nobody signs in', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await post(FORM, FIRST, foreign)).status).toBe(403);
    app = pages({ areWritesOpen: false });
    const { draft } = await filledIn();
    const refused = await post(FORM, [
      ['do', 'create'],
      ['draft', draft],
      ['s/token', 'x'],
    ]);
    expect(refused.status).toBe(403);
    expect((await get(`${FORM}?draft=nope`)).status).toBe(404);
  });

  it.each([
    [
      [
        ['has', 'line __proto__/x'],
        ['v/__proto__/x', '1'],
      ],
    ],
    [
      [
        ['has', 'line constructor'],
        ['v/constructor', '1'],
      ],
    ],
    [
      [
        ['has', 'evil name'],
        ['v/name', '1'],
      ],
    ],
    [
      [
        ['has', 'line %E0%A4'],
        ['page', '99999'],
      ],
    ],
    [
      [
        ['has', 'structure labels'],
        ['v/labels', '&a [*a, *a]'],
        ['page', '1'],
      ],
    ],
    [
      [
        ['draft', '\0'],
        ['has', 'line name'],
        ['v/name', 'a\0b'],
      ],
    ],
    [[['draft', 'x'.repeat(101)]]],
    [
      [
        ['page', '-1'],
        ['do', 'nothing'],
      ],
    ],
  ] as [string, string][][][])(
    'is not broken by what no form of ours sends (%#)',
    async (fields) => {
      expect((await post(FORM, fields)).status).toBeLessThan(500);
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    },
  );
});

describe('an address from Slack', () => {
  const make = () =>
    links.make({
      template: WIDE.ref,
      by: 'user:default/ana',
      slackPerson: 'U1',
      draft: null,
    });

  it('leads one browser to one form, once, and to nothing else', async () => {
    app = pages({ isSignInNeeded: true });
    const url = (await make()) ?? '';
    expect((await get(url, { 'user-agent': 'Slackbot-LinkExpanding 1.0' })).status).toBe(200);
    const opened = await get(url);
    expect(opened.status).toBe(303);
    const to = below(opened.response.headers.get('location') ?? '');
    expect(to).not.toContain('link=');
    const [line = ''] = opened.response.headers.getSetCookie();
    expect(line).toMatch(/HttpOnly/);
    const cookie = { cookie: line.split(';')[0] ?? '' };
    expect((await get(to, cookie)).text).toContain('About it');
    expect((await get(url)).status).toBe(403);

    for (const path of ['', '/runs', '/default/other', `${FORM}?draft=other`])
      expect((await get(path, cookie)).response.headers.get('location')).toContain('/sign-in');
    const draft = new URLSearchParams(to.split('?')[1]).get('draft') ?? '';
    await post(FORM, [['draft', draft], ...FIRST], cookie);
    await post(FORM, [['draft', draft], ...SECOND], cookie);
    const sent = [
      ['do', 'create'],
      ['draft', draft],
      ['s/token', 'x'],
    ] as const;
    expect((await post(FORM, sent, cookie)).to).toBe('/runs/run-1');
    expect(scaffolder.started[0]).toMatchObject({ by: 'user:default/ana' });
    expect((await get('/runs/run-1', cookie)).status).toBe(200);
    expect((await post('/runs/run-1/cancel', [], cookie)).status).toBe(401);
  });

  it('keeps apart two people whom the catalog does not know', async () => {
    app = pages({ isSignInNeeded: true });
    const opened = async (slackPerson: string, draft: string | null) => {
      const url = await links.make({ template: WIDE.ref, by: null, slackPerson, draft });
      const { response } = await get(url ?? '');
      const [line = ''] = response.headers.getSetCookie();
      const to = below(response.headers.get('location') ?? '');
      return { to, cookie: { cookie: line.split(';')[0] ?? '' } };
    };
    const one = await opened('U1', null);
    const draft = new URLSearchParams(one.to.split('?')[1]).get('draft');
    const other = await opened('U2', draft);
    expect((await get(one.to, one.cookie)).status).toBe(200);
    expect((await get(other.to, other.cookie)).status).toBe(404);
  });

  it('is too old after a quarter of an hour', async () => {
    const url = (await make()) ?? '';
    now = new Date(NOW.getTime() + 16 * 60_000);
    expect((await get(url)).status).toBe(403);
  });
});

describe('a run', () => {
  beforeEach(async () => {
    const { draft } = await filledIn();
    await post(FORM, [
      ['do', 'create'],
      ['draft', draft],
      ['s/token', 'x'],
    ]);
  });

  it('shows how far it is, and can be cancelled and retried', async () => {
    scaffolder.move(
      'run-1',
      { state: 'processing' },
      { type: 'log', step: 'fetch', message: '<b>fetching</b>' },
    );
    const { text } = await get('/runs/run-1');
    expect(text).toContain('Running');
    expect(text).toContain('&lt;b&gt;fetching&lt;/b&gt;');
    expect(text).toContain('http-equiv="refresh"');
    expect((await post('/runs/run-1/cancel', [])).to).toBe('/runs/run-1');
    expect((await get('/runs/run-1')).text).toContain('Cancelled');
    await post('/runs/run-1/retry', []);
    expect((await get('/runs')).text).toContain('About to start');
  });

  it('names what is removed before it is removed, and says why something cannot be done', async () => {
    scaffolder.move('run-1', {
      state: 'completed',
      created: [
        {
          kind: 'repository',
          name: 'acme/refunds',
          url: 'javascript:alert(1)',
          problem: 'GitHub says no <b>',
        },
      ],
      links: [{ title: 'Repository', url: 'javascript:alert(1)', entityRef: null }],
    });
    const { text } = await get('/runs/run-1');
    expect(text).toContain('acme/refunds');
    expect(text).not.toContain('javascript:');
    expect(text).toContain('GitHub says no &lt;b&gt;');
    const { status, text: said } = await post('/runs/run-1/cancel', []);
    expect([status, said.includes('It has ended.')]).toEqual([409, true]);
    expect((await get('/runs/nope')).status).toBe(404);
  });

  it('waits for somebody who says yes', async () => {
    const approval = { from: 'group:default/books', by: null, reason: null };
    scaffolder.move('run-1', { state: 'waiting', approval });
    const { text } = await get('/runs/run-1');
    expect(text).toContain('Waits for');
    expect(text).toContain('&lt;b&gt;Books&lt;/b&gt;');
    expect((await post('/runs/run-1/decide', [['verdict', 'yes']])).status).toBe(403);
  });
});
