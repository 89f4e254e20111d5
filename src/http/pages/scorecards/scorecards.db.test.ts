import { Hono } from 'hono';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../../../catalog/search.ts';
import { openTestDb } from '../../../db/test-db.ts';
import { scorecardReader } from '../../../scorecards/read-scorecard.ts';
import type { Scorecard } from '../../../scorecards/scorecard.ts';
import { NO_STANDARDS } from '../../../scorecards/standards.ts';
import { readAssets } from '../assets.ts';
import { scorecardPages } from './routes.ts';
import {
  NOW,
  saveTestCatalog,
  saveTestChange,
  saveTestDays,
  saveTestResults,
} from './test-scores.ts';

const CATALOG = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: risk, title: Risk & Fraud }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: fraud-scorer }
spec: { type: service, lifecycle: production, owner: risk }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: vault }
spec: { type: service, lifecycle: production, owner: risk }
`;
const FRAUD = 'component:default/fraud-scorer';
const CARD = readCard(`name: ready
title: Ready <for> production
levels: [bronze, silver]
checks:
  - { id: runbook, title: Has a runbook, why: 'At night.', howToFix: 'Write one.', level: bronze, rule: facts.hasRunbook }
  - { id: ci, title: Has CI, why: 'Mistakes.', howToFix: 'Add one.', level: silver, rule: facts.hasCi }
`);

function readCard(text: string): Scorecard {
  const [read] = scorecardReader()(text);
  if (!read?.scorecard) throw new Error(JSON.stringify(read?.problems));
  return read.scorecard;
}

let db: Db;
let pages: Hono;
beforeAll(async () => {
  db = await openTestDb();
  await saveTestCatalog(db, CATALOG);
  await saveTestResults(db, CARD, [
    {
      ...{ ref: FRAUD, owner: 'group:default/risk', level: null, possibleLevel: 'silver' },
      outcomes: { runbook: 'fail', ci: 'pass' },
    },
    {
      ...{ ref: 'component:default/vault', owner: null, level: 'silver' },
      outcomes: { runbook: 'exempt', ci: 'pass' },
    },
    // It left the catalog, and the next run takes it out here too.
    {
      ...{ ref: 'component:default/gone', owner: null, level: null },
      outcomes: { runbook: 'fail', ci: 'fail' },
    },
  ]);
  await saveTestDays(db, { scorecard: 'ready', shares: [0.8, 0.7, 0.75] });
  await saveTestChange(db, {
    ...{ ref: FRAUD, scorecard: 'ready', check: 'runbook', title: 'Has a runbook' },
    ...{ cause: 'service', from: 'pass', to: 'fail' },
    before: { level: 'silver', earned: 2, possible: 2 },
    after: { level: null, earned: 1, possible: 2 },
  });
  const routes = scorecardPages(readAssets('/assets'), {
    ...{ db, index: createCatalogIndex(db), now: () => NOW, signIn: null },
    standards: { ...NO_STANDARDS, scorecards: async () => [CARD] },
    log: pino({ level: 'silent' }),
  });
  pages = new Hono().route('/scorecards', routes);
});
afterAll(() => db.close());

async function look(path: string): Promise<{ status: number; page: string; words: string }> {
  const response = await pages.request(path);
  const page = await response.text();
  const words = page.replace(/<(?:title|style)[\s\S]*?>|<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  return { status: response.status, page, words };
}

describe('the pages of scorecards', () => {
  it('begin with the average, the levels and the movement of each', async () => {
    const { words, page } = await look('/scorecards');
    expect(words).toContain('Ready &lt;for&gt; production');
    expect(words).toContain('50 % −5.0 in 90 days');
    expect(words).toContain('Silver 1 No level 2');
    expect(page).not.toContain('<for>');
  });

  it('show services and checks, whose they are and who fails what', async () => {
    const { words, page } = await look('/scorecards/ready');
    expect(words).toContain('2 entities, 75 % on average');
    expect(words).toContain('Risk &amp; Fraud 1 · 50 % fraud-scorer No level');
    expect(words).toContain('Nobody 1 · 100 % vault Silver');
    expect(page).toContain('href="/scorecards/ready/default/component/fraud-scorer#runbook"');
    expect(page).toContain('aria-label="Exempt"');
    expect(words).not.toContain('gone');
  });

  it('keep only who fails a check, and give the same as a file', async () => {
    const { words } = await look('/scorecards/ready?check=runbook');
    expect(words).toContain('1 entity of 2');
    expect(words).not.toContain('vault');
    const csv = await look('/scorecards/ready/results.csv?check=runbook');
    expect(csv.page).toBe(
      `ref,owner,level,score,runbook,ci\r\n${FRAUD},group:default/risk,,0.5000,fail,pass\r\n`,
    );
    const json = JSON.parse((await look('/scorecards/ready/results.json')).page);
    expect(json.items.map((item: { share: number }) => item.share)).toEqual([0.5, 1]);
  });

  it('say by team what fails most, and what changed and why', async () => {
    const teams = await look('/scorecards/ready/teams');
    expect(teams.words).toMatch(/Risk &amp; Fraud 1 50 % – – No level 1 Has a runbook 1/);
    const { words, page } = await look('/scorecards/ready/changes');
    expect(words).toContain('1 change in 30 days.');
    expect(words).toContain('fraud-scorer 100 % → 50 % (−50.0) The service changed 4 days ago');
    expect(words).toContain('Silver → No level');
    expect(words).toContain('Has a runbook: Passes → Fails');
    expect(page).toContain('href="https://github.com/acme/fraud/blob/main/docs/runbook.md"');
  });

  it('know no scorecard by a word that every object has', async () => {
    for (const name of ['constructor', '__proto__', 'nothing', '%3Cb%3E'])
      expect((await look(`/scorecards/${name}`)).status).toBe(404);
  });
});
