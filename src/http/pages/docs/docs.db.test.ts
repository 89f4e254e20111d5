import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { docViews } from '../../../db/docs-tables.ts';
import { openTestDb } from '../../../db/test-db.ts';
import { pageId, pagesOf, saveAges } from '../../../docs/store.ts';
import { saveTestSites, testPages } from './test-pages.ts';

const CATALOG = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: money, title: Money, annotations: { slack.com/channel: C0MONEY00 } }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: risk, title: Risk }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana }
spec: { memberOf: [risk] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ledger }
spec: { type: service, lifecycle: production, owner: money }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: vault }
spec: { type: service, lifecycle: production, owner: money }
`;
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const LEDGER = {
  'mkdocs.yml':
    'site_name: Ledger\nnav:\n  - Home: index.md\n  - Guides:\n      - Retries: guides/retries.md\n  - Runbook: runbook.md\nplugins:\n  - redirects:\n      redirect_maps:\n        old.md: guides/retries.md\n',
  'docs/index.md': '# Ledger\n\nBooks money. See [retries](guides/retries.md#backoff).\n',
  'docs/guides/retries.md':
    '# Retries\n\nOwner: Risk\n\n![flow](../flow.svg)\n\n## Backoff\n\nWait twice as long.\n\n## Limits\n\nFive times. [Gone](gone.md)\n',
  'docs/runbook.md': '# Runbook\n\n1. Restart it.\n',
  'docs/flow.svg': PICTURE,
};
const VAULT = {
  'mkdocs.yml': 'site_name: Vault\n',
  'docs/index.md': '# Vault\n\nThe zirconium key turns left.\n',
};

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
  await saveTestSites(db, {
    catalog: CATALOG,
    sites: [
      { ref: 'component:default/ledger', files: LEDGER },
      { ref: 'component:default/vault', files: VAULT, readers: ['group:default/risk'] },
    ],
  });
});
afterAll(() => db.close());

async function get(
  path: string,
  { as, headers = {} }: { as?: string | null; headers?: Record<string, string> } = {},
) {
  const app = testPages(db, { ...(as !== undefined && { as }), assets: LEDGER });
  const response = await app.request(`http://localhost${path}`, { headers });
  return { response, status: response.status, text: await response.text() };
}
const LEDGER_AT = '/docs/default/component/ledger';

describe('a page of docs', () => {
  it('leads on: nav, contents, neighbours, and links as they are meant', async () => {
    const { text } = await get(`${LEDGER_AT}/guides/retries/`);
    expect(text).toContain(`href="${LEDGER_AT}/guides/retries/" aria-current="page">Retries`);
    expect(text).toContain('<a href="#limits">Limits</a>');
    expect(text).toContain(`rel="next" href="${LEDGER_AT}/runbook/"`);
    expect(text).toContain(`src="${LEDGER_AT}/flow.svg"`);
    expect((await get(`${LEDGER_AT}/`)).text).toContain(
      `href="${LEDGER_AT}/guides/retries/#backoff"`,
    );
  });

  it('says whose it is and how old, who else claims it, and where to mend it', async () => {
    const [page] = (await pagesOf(db, ['github:R_docs:ledger'])).filter(
      ({ path }) => path === 'guides/retries',
    );
    const changedAt = new Date('2025-01-10T00:00:00Z');
    const age = { id: page?.id ?? '', oid: page?.oid ?? '', changedAt, changedBy: 'ana' };
    await saveAges(db, [age]);
    const { text } = await get(`${LEDGER_AT}/guides/retries/`);
    expect(text).toMatch(/owned by <a [^>]*>Money<\/a>/);
    expect(text).toMatch(/10 Jan 2025<\/time> by <a href="\/catalog\/default\/user\/ana"/);
    expect(text).toContain('for more than a year');
    expect(text).toMatch(/This page says that <a [^>]*>Risk<\/a> owns it; the catalog says/);
    expect(text).toContain('https://github.com/acme/docs/edit/main/ledger/docs/guides/retries.md');
    expect(text).toContain('https://slack.com/app_redirect?channel=C0MONEY00');
    expect(text).toContain('1 problem on this page');
  });

  it.each([
    ['/docs/default/component/ledger', `${LEDGER_AT}/`],
    ['/docs/Default/Component/Ledger/Guides/RETRIES', `${LEDGER_AT}/guides/retries/`],
    [`${LEDGER_AT}/guides/retries.html?x=1`, `${LEDGER_AT}/guides/retries/?x=1`],
    [`${LEDGER_AT}/old/`, `${LEDGER_AT}/guides/retries/`],
  ])('is reached from %s', async (asked, place) => {
    const { response } = await get(asked);
    expect([response.status, response.headers.get('location')]).toEqual([302, place]);
  });

  it('names the nearest where there is none', async () => {
    const { status, text } = await get(`${LEDGER_AT}/guide/retrys/`);
    expect(status).toBe(404);
    expect(text).toContain(`href="${LEDGER_AT}/guides/retries/"`);
    expect((await get('/docs/default/component/nothing/')).status).toBe(404);
  });

  it('is the same to whoever has it already, and never kept for another', async () => {
    const { response } = await get(`${LEDGER_AT}/runbook/`);
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    const etag = response.headers.get('etag') ?? '';
    const again = await get(`${LEDGER_AT}/runbook/`, { headers: { 'if-none-match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('counts looks, but none that a browser takes ahead', async () => {
    const seen = async () =>
      (await db.select().from(docViews)).find(
        ({ page }) => page === pageId('github:R_docs:ledger', 'runbook'),
      )?.count ?? 0;
    const before = await seen();
    await get(`${LEDGER_AT}/runbook/`);
    await get(`${LEDGER_AT}/runbook/`, { headers: { 'sec-purpose': 'prefetch' } });
    expect(await seen()).toBe(before + 1);
  });
});

it('gives pictures a policy under which nothing in them runs', async () => {
  const { response, text } = await get(`${LEDGER_AT}/flow.svg`);
  expect(text).toBe(PICTURE);
  expect(response.headers.get('content-type')).toBe('image/svg+xml');
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*sandbox$/);
});

describe('docs of a private repository', () => {
  const ANA = 'user:default/ana';
  it('are there for those who may read it', async () => {
    expect((await get('/docs/default/component/vault/', { as: ANA })).text).toContain('zirconium');
    expect((await get('/docs', { as: ANA })).text).toMatch(/Vault<\/a>.*Private/);
    expect((await get('/docs/search?q=zirconium', { as: ANA })).text).toContain(
      '/component/vault/',
    );
  });

  it.each(['user:default/bob', null])('are nowhere for %s', async (as) => {
    expect((await get('/docs/default/component/vault/', { as })).status).toBe(404);
    for (const path of ['/docs', '/docs/search?q=zirconium', '/docs/health'])
      expect((await get(path, { as })).text).not.toContain('/component/vault/');
  });
});

describe('the search', () => {
  it('leads to sections, within the docs of one entity or across all', async () => {
    const { text } = await get('/docs/search?q=backoff&in=component:default/ledger');
    expect(text).toContain(`href="${LEDGER_AT}/guides/retries/#backoff"`);
    expect((await get('/docs/search?q=backoff&in=component:default/vault')).text).toContain(
      'Nothing says that',
    );
  });

  it('answers a script with what drops down', async () => {
    const { text } = await get('/docs/search?q=restart', { headers: { 'x-part': 'panel' } });
    expect(text).toMatch(/^<p class="only-read" role="status">1 section<\/p>/);
    expect(text).toContain('<mark>Restart</mark>');
  });
});

it('lists all docs, by owner where that is asked', async () => {
  expect((await get('/docs')).text).toMatch(/2 sites.*Ledger.*Vault/s);
  expect((await get('/docs?owner=group:default/risk')).text).toContain('Nothing fits');
});
