import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../db/test-db.ts';
import { createPageOpener } from './open-page.ts';
import { saveSites } from './save-sites.ts';
import { filesFrom, siteFrom } from './site/test-site.ts';
import { pageAt, siteById } from './store.ts';
import { saveTexts } from './texts.ts';

let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

const PLACE = {
  source: 'github:R1',
  root: '',
  kind: 'techdocs',
  ref: 'component:default/ledger',
} as const;
const NOW = new Date('2026-06-15T12:00:00Z');
const ID = 'github:R1:';

async function saved(texts: Record<string, string>): Promise<void> {
  const site = siteFrom(texts, { sourceUrl: 'https://github.com/marlin/ledger/blob/main/' });
  await saveTexts(
    db,
    filesFrom(texts).map(({ path, oid }) => ({ oid, text: texts[path] ?? '' })),
  );
  const rest = { repository: 'marlin/ledger', url: null, commit: null, readers: null };
  const found = [{ place: PLACE, site, ...rest }];
  await saveSites(db, PLACE.source, { found, version: JSON.stringify(texts), now: NOW });
}

function opener() {
  const { open } = createPageOpener({ db, addressOf: ({ ref }, path) => `/at/${ref}/${path}` });
  return async (path: string) => {
    const site = await siteById(db, ID);
    const page = await pageAt(db, ID, path);
    if (!site || !page) throw new Error(`There is no page ${path}.`);
    return open(site, page);
  };
}

const TEXTS = {
  'docs/index.md': [
    '# Ledger',
    '[Guide](guide.md#create--drop) [Own](#the-end) [Code](../src/a.ts) [Web](https://example.com)',
    '[Gone](gone.md) ![Map](map.png) ![Lost](lost.png)',
    '--8<-- "shared/steps.md"',
    '## The end',
  ].join('\n\n'),
  'docs/guide.md': '# Guide\n\n## Create & drop\n\nText.',
  'docs/map.png': 'picture',
  'shared/steps.md': 'One **step**.',
  'src/a.ts': '',
};

it('renders a page as it is stored, every link led to where it goes', async () => {
  await saved(TEXTS);
  const { html, headings } = await opener()('');
  expect(html).toContain('href="/at/component:default/ledger/guide#create-drop">Guide</a>');
  expect(html).toContain('href="#the-end">Own</a>');
  expect(html).toContain('href="https://github.com/marlin/ledger/blob/main/src/a.ts"');
  expect(html).toContain('src="/at/component:default/ledger/map.png"');
  expect(html).toContain('One <strong>step</strong>.');
  expect(html).toMatch(/<span[^>]*>Gone<\/span>/);
  expect(html).not.toContain('lost.png"');
  expect(headings.map(({ id }) => id)).toEqual(['ledger', 'the-end']);
});

it('renders a page anew when it, what it includes or its site changed, and no other', async () => {
  await saved(TEXTS);
  const open = opener();
  const guide = await open('guide');
  const index = await open('');
  expect(await open('')).toBe(index);
  await saved({ ...TEXTS, 'shared/steps.md': 'Another **step**, with more.' });
  expect((await open('')).html).toContain('Another <strong>step</strong>');
  // The site is another, and a link of the guide may lead elsewhere now.
  expect(await open('guide')).not.toBe(guide);
});
