import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import type { FileProposal, Proposed } from '../../catalog/corrections/pull-request.ts';
import { audit, entities, repositories } from '../../db/schema.ts';
import { fixes as fixTable } from '../../db/scorecard-tables.ts';
import { openTestDb } from '../../db/test-db.ts';
import { lifeOf, mortal } from '../../db/test-mortal.ts';
import { readAudit } from '../../operations/audit.ts';
import {
  ANA,
  clockAt,
  LEDGER,
  LEDGER_YAML,
  openCompany,
  ROB,
  START,
} from '../desk/test-company.ts';
import { createFixes, type FixParts } from './create.ts';
import type { FixRow } from './fix-row.ts';
import type { Fixes } from './fixes.ts';

const RUNBOOK = { ref: LEDGER, scorecard: 'ready', check: 'runbook' };
const STAGE = { ...RUNBOOK, check: 'stage' };

type Pull = FileProposal & { number: number; text: string; state: 'opened' | 'merged' | 'closed' };

/** A GitHub as far as fixes see it: one pull request a branch, however often it is proposed. */
function testGitHub() {
  const files: Record<string, string> = { 'catalog-info.yaml': LEDGER_YAML };
  const pulls: Pull[] = [];
  let down = false;
  const said = ({ number, state }: Pull): Exclude<Proposed, { kind: 'same' }> => {
    const url = `https://github.com/acme/books/pull/${number}`;
    if (state === 'opened') return { kind: 'opened', number, url };
    return { kind: state, number, url, by: 'ben', why: null };
  };
  const world = {
    pulls,
    files,
    /** Called before each call is answered, and again before the answer of one that made something. */
    before: () => {},
    fail: (isDown: boolean) => {
      down = isDown;
    },
    merge(number: number) {
      const pull = pulls[number - 1];
      if (!pull) throw new Error('No such pull request.');
      pull.state = 'merged';
      files[pull.path] = pull.text;
    },
    async propose(proposal: FileProposal): Promise<Proposed> {
      world.before();
      if (down) return { kind: 'later', reason: 'GitHub is away.' };
      const known = pulls.find(({ branch }) => branch === proposal.branch);
      if (known) return said(known);
      const text = files[proposal.path] ?? (proposal.mayCreate ? '' : null);
      if (text === null) return { kind: 'stuck', reason: 'No such file.', nextStep: 'Ask again.' };
      const edited = proposal.edit(text);
      if (edited.kind !== 'edited') return edited;
      const number = pulls.length + 1;
      pulls.push({ ...proposal, number, text: edited.text, state: 'opened' });
      world.before();
      return said(pulls[number - 1] as Pull);
    },
    async look({ number }: { number: number }) {
      world.before();
      if (down) return { kind: 'later' as const, reason: 'GitHub is away.' };
      return said(pulls[number - 1] as Pull);
    },
  };
  return world;
}

type World = ReturnType<typeof testGitHub>;

function fixesOver(db: Db, company: Company, more: Partial<FixParts> & { github: World }) {
  let ids = 0;
  return createFixes({
    db,
    ...company,
    standards: { ...company.standards, judge: async () => [] },
    now: () => START,
    newId: () => `id-${++ids}`,
    admins: [],
    whyNot: 'Set a token.',
    render: async (input) => ({ value: input, problems: [] }),
    onMerged: async () => {},
    ...more,
  });
}

type Company = Awaited<ReturnType<typeof openCompany>>;

describe('a fix', () => {
  let db: Db;
  let company: Company;
  let github: World;
  let clock: { now: Date };
  let merged: string[];
  let fixes: Fixes;
  beforeEach(async () => {
    db = await openTestDb();
    company = await openCompany(db);
    github = testGitHub();
    merged = [];
    const { clock: own, now } = clockAt(START);
    clock = own;
    const onMerged = async ({ id }: FixRow) => void merged.push(id);
    fixes = fixesOver(db, company, { github, now, onMerged });
  });
  afterEach(() => db.close());

  const rowOf = async (asked: ReturnType<Fixes['ask']>) => {
    const found = await asked;
    if (found.kind !== 'kept') throw new Error(JSON.stringify(found));
    return found.row;
  };

  it('shows what it will do, does it once, and is over when it is merged', async () => {
    expect(await fixes.check(RUNBOOK)).toBeNull();
    expect(await fixes.preview(RUNBOOK)).toEqual({
      kind: 'planned',
      title: 'Add docs/runbook.md to ledger',
      repository: 'acme/books',
      path: 'docs/runbook.md',
      change: { kind: 'diff', lines: [{ sign: '+', text: '# Runbook' }] },
    });
    const row = await rowOf(fixes.ask(RUNBOOK, ANA));
    expect(await fixes.carryOut(row.id)).toMatchObject({ state: 'opened', number: 1 });
    expect(await fixes.ask(RUNBOOK, ANA)).toMatchObject({ isNew: false, row: { number: 1 } });
    expect(github.pulls).toHaveLength(1);
    expect(github.pulls[0]).toMatchObject({
      branch: expect.stringMatching(/^callboard\/fix-runbook-of-ledger-/),
      author: { email: 'ana@users.noreply.github.com' },
      reviewers: { teams: ['books'], people: [] },
      text: '# Runbook\n',
    });
    const { body = '' } = github.pulls[0] ?? {};
    for (const part of ['Has a runbook', 'Somebody is woken.', 'ana', 'revert'])
      expect(body).toContain(part);
    github.merge(1);
    await fixes.hint('books');
    await fixes.work();
    await fixes.work();
    expect(await fixes.of(LEDGER, RUNBOOK)).toMatchObject({ state: 'merged', settledBy: 'ben' });
    expect(merged).toEqual([row.id]);
    const lines = await readAudit(db, { what: 'fix', limit: 9 });
    expect(lines.map(({ who, outcome }) => [who, outcome])).toEqual([[ANA.ref, 'done']]);
  });

  it('goes to the repository of the code where the descriptor lies elsewhere', async () => {
    await db.insert(repositories).values({
      id: 'code',
      slug: 'acme/Code',
      url: 'https://github.com/acme/Code',
      visibility: 'private',
      isArchived: false,
      defaultBranch: 'main',
      topics: [],
      files: {},
      seenAt: START,
    });
    const said = {
      'backstage.io/source-location': 'url:https://github.com/acme/code/tree/main/svc/',
    };
    const [own] = await db.select().from(entities).where(eq(entities.ref, LEDGER));
    const entity = { ...own?.entity, metadata: { ...own?.entity.metadata, annotations: said } };
    await db
      .update(entities)
      .set({ entity: entity as never })
      .where(eq(entities.ref, LEDGER));
    expect(await fixes.preview(RUNBOOK)).toMatchObject({
      repository: 'acme/Code',
      path: 'svc/docs/runbook.md',
    });
    expect(await fixes.preview(STAGE)).toMatchObject({
      repository: 'acme/books',
      path: 'catalog-info.yaml',
    });
  });

  it('may be asked for again after it was closed, as another pull request', async () => {
    const first = await rowOf(fixes.ask(STAGE, ANA));
    await fixes.carryOut(first.id);
    const [pull] = github.pulls;
    if (pull) pull.state = 'closed';
    clock.now = new Date(START.getTime() + 3_600_000);
    await fixes.work();
    expect(await fixes.of(LEDGER, STAGE)).toMatchObject({ state: 'closed' });
    const second = await rowOf(fixes.ask(STAGE, ANA));
    expect(second.id).not.toBe(first.id);
    await fixes.carryOut(second.id);
    expect(github.pulls.map(({ text }) => text)).toEqual([
      LEDGER_YAML.replace('lifecycle: test', 'lifecycle: production'),
      LEDGER_YAML.replace('lifecycle: test', 'lifecycle: production'),
    ]);
  });

  it('waits while GitHub is away, says so, and goes on by itself', async () => {
    github.fail(true);
    const row = await rowOf(fixes.ask(RUNBOOK, ANA));
    expect(await fixes.carryOut(row.id)).toMatchObject({
      state: 'asked',
      problem: 'GitHub is away.',
    });
    github.fail(false);
    await fixes.work();
    expect(await fixes.of(LEDGER, RUNBOOK)).toMatchObject({ state: 'asked' });
    clock.now = new Date(START.getTime() + 3_600_000);
    await fixes.work();
    expect(await fixes.of(LEDGER, RUNBOOK)).toMatchObject({ state: 'opened', problem: null });
  });

  it('is not opened where it is not needed, not possible, or not one’s own', async () => {
    expect(await fixes.ask(RUNBOOK, ROB)).toMatchObject({
      kind: 'refused',
      reason: 'That is for members of books.',
    });
    const slo = { ...RUNBOOK, check: 'slo' };
    expect(await fixes.check(slo)).toMatchObject({ kind: 'stuck', nextStep: 'Write it down.' });
    expect(await fixes.ask({ ...RUNBOOK, check: 'constructor' }, ANA)).toMatchObject({
      kind: 'stuck',
    });
    const dumb = fixesOver(db, company, { github: null as never });
    expect(await dumb.ask(RUNBOOK, ANA)).toMatchObject({ nextStep: 'Set a token.' });
    const [scorecard] = await company.standards.scorecards();
    const passing = scorecard?.checks.map((check) => ({ check, outcome: 'pass' }));
    const judge = async () => [{ scorecard, checks: passing }] as never;
    const standards = { ...company.standards, judge };
    const passed = fixesOver(db, company, { github, standards });
    expect(await passed.ask(RUNBOOK, ANA)).toMatchObject({ reason: 'The check passes by now.' });
    const listed = { 'docs/runbook.md': 'oid' };
    await db.update(repositories).set({ files: listed });
    expect(await fixes.check(RUNBOOK)).toMatchObject({
      reason: 'docs/runbook.md is in acme/books already.',
    });
    await db.update(repositories).set({ files: {} });
    // The file came since the catalog was read: nothing is opened, and that is no failure.
    github.files['docs/runbook.md'] = 'There';
    const row = await rowOf(fixes.ask(RUNBOOK, ANA));
    expect(await fixes.carryOut(row.id)).toMatchObject({ state: 'unneeded' });
    expect(github.pulls).toEqual([]);
    const lines = await readAudit(db, { what: 'fix', limit: 9 });
    expect(lines.map(({ who, outcome }) => [who, outcome])).toContainEqual([ROB.ref, 'refused']);
  });
});

describe('a fix whose process is killed', () => {
  let db: Db;
  let company: Company;
  beforeAll(async () => {
    db = await openTestDb();
    company = await openCompany(db);
  });
  afterAll(() => db.close());

  it('is one pull request, one line in the audit and told as merged, wherever it was killed', async () => {
    let moment = 0;
    for (; moment < 40; moment += 1) {
      await db.delete(fixTable);
      await db.delete(audit);
      const life = lifeOf(moment);
      const github = testGitHub();
      github.before = life.spend;
      const merged: string[] = [];
      const onMerged = async ({ id }: FixRow) => void merged.push(id);
      let time = START;
      const now = () => time;
      const press = async (fixes: Fixes) => {
        const asked = await fixes.ask(RUNBOOK, ANA);
        if (asked.kind === 'kept') await fixes.carryOut(asked.row.id);
      };
      const doomed = fixesOver(mortal(db, life), company, { github, now, onMerged });
      await press(doomed).catch(() => {});
      const wasOpened = github.pulls.length === 1;
      if (wasOpened) github.merge(1);
      time = new Date(START.getTime() + 3_600_000);
      await doomed.work().catch(() => {});
      const wasKilled = life.isOver();

      // Another process: its clock is later, the person presses once more, and the job runs.
      github.before = () => {};
      const next = fixesOver(db, company, { github, now, onMerged });
      time = new Date(START.getTime() + 2 * 3_600_000);
      if (wasKilled && !(await next.of(LEDGER, RUNBOOK))) await press(next);
      time = new Date(START.getTime() + 3 * 3_600_000);
      await next.work();
      if (github.pulls[0]?.state === 'opened') github.merge(1);
      time = new Date(START.getTime() + 5 * 3_600_000);
      await next.work();
      const row = await next.of(LEDGER, RUNBOOK);
      expect({ moment, state: row?.state, pulls: github.pulls.length }).toEqual({
        moment,
        state: 'merged',
        pulls: 1,
      });
      expect(merged).toContain(row?.id);
      const lines = await readAudit(db, { what: 'fix', limit: 9 });
      expect({ moment, lines: lines.map(({ who }) => who) }).toEqual({ moment, lines: [ANA.ref] });
      if (!wasKilled) break;
    }
    expect(moment).toBeGreaterThan(8);
    expect(moment).toBeLessThan(40);
  });
});
