import { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../../../catalog/search.ts';
import { exemptions, findings, nudgeLog } from '../../../db/scorecard-tables.ts';
import { openTestDb } from '../../../db/test-db.ts';
import { evaluate, type Result } from '../../../scorecards/evaluate.ts';
import { known, unknown } from '../../../scorecards/fact.ts';
import { FACTS } from '../../../scorecards/facts/table.ts';
import { scorecardReader } from '../../../scorecards/read-scorecard.ts';
import type { Scorecard } from '../../../scorecards/scorecard.ts';
import { NO_STANDARDS } from '../../../scorecards/standards.ts';
import { subjectWith } from '../../../scorecards/test-subject.ts';
import { scorecardRoutes } from '../../scorecards/routes.ts';
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

const NO_EVIDENCE = { source: 'docs/<runbook>.md', url: 'javascript:alert(1)', observedAt: NOW };

/** As a judge would, from facts of the test's own. */
async function judge(ref: string): Promise<Result[]> {
  if (ref !== FRAUD) return [];
  const facts = { hasRunbook: known(false, NO_EVIDENCE), hasCi: unknown('<the token> may not') };
  const result = evaluate(CARD, subjectWith(facts, { metadata: { name: 'fraud-scorer' } }), {
    now: NOW,
    exemptions: new Map(),
  });
  return result ? [result] : [];
}

async function saveTelling(): Promise<void> {
  const on = { ref: FRAUD, scorecard: 'ready', check: 'runbook' };
  const days = (n: number) => new Date(NOW.getTime() + n * 86_400_000);
  await db.insert(findings).values({
    ...{ ...on, id: 'f1', since: days(-4), causedBy: null, state: 'open', settledAt: null },
    ...{ sent: 1, lastSentAt: days(-3), rung: 'transition', escalatedAt: null },
  });
  const line = { ...on, finding: 'f1', kind: 'failing', rung: 'transition', nudge: null } as const;
  await db.insert(nudgeLog).values([
    {
      ...{ ...line, id: 'l1', recipient: 'group:default/risk', decision: 'held', times: 3 },
      ...{ reason: 'outside-working-hours', detail: 'It is <night> in Lisbon.', until: days(0.1) },
      ...{ firstAt: days(-4), lastAt: days(-3.5) },
    },
    {
      ...{ ...line, id: 'l2', recipient: 'group:default/risk', decision: 'sent', times: 1 },
      ...{ reason: null, detail: 'Sent to #risk.', until: null },
      ...{ firstAt: days(-3), lastAt: days(-3) },
    },
  ]);
  await db.insert(exemptions).values({
    ...{ ...on, id: 'EX-31', reason: 'Moves in <July>', askedBy: 'user:default/ana' },
    ...{ askedAt: days(-2), until: days(30), approvers: ['group:default/risk'], state: 'pending' },
    ...{ decidedBy: null, decidedAt: null, decision: null, remindedAt: null },
  });
}

let db: Db;
let pages: Hono;
let api: OpenAPIHono;
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
  await saveTelling();
  const index = createCatalogIndex(db);
  const library = async () => ({
    ...{ scorecards: [CARD], initiatives: [], table: FACTS },
    problems: [
      {
        ...{ file: 'own/<x>.yaml', url: null },
        problems: [{ message: 'There is no fact `hasRunbok`.', line: 7, column: 3, path: 'rule' }],
      },
    ],
  });
  const standards = { ...NO_STANDARDS, scorecards: async () => [CARD], loaded: library, judge };
  const routes = scorecardPages(readAssets('/assets'), {
    ...{ db, index, standards, now: () => NOW, signIn: null },
    log: pino({ level: 'silent' }),
  });
  pages = new Hono().route('/scorecards', routes);
  api = new OpenAPIHono();
  scorecardRoutes(api, { db, index, standards });
});
afterAll(() => db.close());

async function look(path: string): Promise<{ status: number; page: string; words: string }> {
  const response = await pages.request(path);
  const page = await response.text();
  const words = page
    .replace(/<(?:title|style)[\s\S]*?>|<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([,;.)])/g, '$1')
    .replaceAll('( ', '(');
  return { status: response.status, page, words };
}

describe('the pages of scorecards', () => {
  it('begin with the average, the levels and the movement of each', async () => {
    const { words, page } = await look('/scorecards');
    expect(words).toContain('Ready &lt;for&gt; production');
    expect(words).toContain('50 % −5.0 in 90 days');
    expect(words).toContain('Silver 1 No level 2');
    expect(page).not.toContain('<for>');
    expect(words).toContain('own/&lt;x&gt;.yaml:7 There is no fact `hasRunbok`.');
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

  it('say of one entity on what its score rests, what to do, what moved it and who was told', async () => {
    const { words, page } = await look('/scorecards/ready/default/component/fraud-scorer');
    expect(words).toContain('0 % No level');
    expect(words).toMatch(/To reach Bronze Has a runbook .+ Write one\./);
    expect(words).toContain('0 of 2 checks pass');
    expect(words).toContain('Has a runbook Fails');
    expect(words).toContain('At night.');
    expect(words).toContain('no (docs/&lt;runbook&gt;.md), just now');
    expect(words).toContain('Fails for 4 days; told 1 time, last 3 days ago');
    expect(words).toContain('EX-31 until 2026-07-15: Moves in &lt;July&gt;');
    expect(words).toContain('not known: &lt;the token&gt; may not');
    expect(words).toContain('100 % → 50 % (−50.0) The service changed');
    expect(words).toMatch(/Sent Sent to #risk\..+Held It is &lt;night&gt; in Lisbon\./);
    expect(page).not.toMatch(/javascript:|<night>|<July>|<runbook>|<the token>/);
  });

  it('keep what happened to what has gone, and say what no scorecard is about', async () => {
    const vault = await look('/scorecards/ready/default/component/vault');
    expect(vault.words).toContain('This scorecard is not about it');
    expect((await look('/scorecards/ready/default/component/nothing')).status).toBe(404);
  });

  it('list who was told and what is excused', async () => {
    const told = await look('/scorecards/nudges?recipient=group:default/risk');
    expect(told.words).toContain('Only what is about Risk &amp; Fraud.');
    expect(told.words).toContain('3 times, first 4 days ago');
    expect((await look('/scorecards/nudges?ref=component:default/vault')).words).toContain(
      'Nothing is written here',
    );
    const { words } = await look('/scorecards/exemptions');
    expect(words).toContain('Waits for a decision 1');
    expect(words).toContain('EX-31 fraud-scorer Has a runbook Moves in &lt;July&gt;');
  });

  it('draw a badge, which says no more than there is', async () => {
    const badge = await look(
      '/scorecards/badge/default/component/fraud-scorer.svg?scorecard=ready',
    );
    expect(badge.page).toContain(
      'aria-label="Ready for production: No level 50 %"'.replace('for', '&lt;for&gt;'),
    );
    const other = '/scorecards/badge/default/component/nothing.svg?scorecard=ready';
    expect((await look(other)).page).toContain('not measured');
    expect((await look('/scorecards/badge/default/component/vault.svg?scorecard=x')).status).toBe(
      404,
    );
  });

  it('know no scorecard by a word that every object has', async () => {
    for (const name of ['constructor', '__proto__', 'nothing', '%3Cb%3E'])
      expect((await look(`/scorecards/${name}`)).status).toBe(404);
  });
});

describe('the API of scorecards', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what comes back is what is tested.
  const get = async (path: string): Promise<{ status: number; body: any }> => {
    const response = await api.request(path);
    const text = await response.text();
    return { status: response.status, body: response.ok ? JSON.parse(text) : text };
  };

  it('lists scorecards with their rules and how everything stands', async () => {
    const { body } = await get('/api/scorecards');
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      ...{ name: 'ready', entities: 3, average: 0.5, levelCounts: { silver: 1, '': 2 } },
      checks: [{ id: 'runbook', rule: 'facts.hasRunbook', hasFix: false }, { id: 'ci' }],
    });
  });

  it('gives results of an entity, and of a scorecard by filter', async () => {
    const { body } = await get('/api/scorecards/results?ref=fraud-scorer');
    expect(body.items).toMatchObject([{ scorecard: 'ready', share: 0.5, level: null }]);
    const some = await get('/api/scorecards/ready/results?check=runbook&limit=1');
    expect(some.body).toMatchObject({ total: 1, items: [{ ref: FRAUD }] });
    expect((await get('/api/scorecards/constructor/results')).status).toBe(404);
  });

  it('tells what moved and who was told, with reasons', async () => {
    const history = await get(`/api/scorecards/history?ref=${FRAUD}`);
    expect(history.body.items).toMatchObject([
      { cause: 'service', checks: [{ check: 'runbook', from: 'pass', to: 'fail' }] },
    ]);
    expect(await get('/api/scorecards/history')).toMatchObject({
      status: 400,
      body: 'Say what of: give "ref", "since", or both.',
    });
    const { body } = await get('/api/scorecards/nudges?recipient=group:default/risk');
    expect(body.items.map(({ decision }: { decision: string }) => decision)).toEqual([
      'sent',
      'held',
    ]);
    expect(body.items[1]).toMatchObject({ reason: 'outside-working-hours', times: 3 });
  });
});
