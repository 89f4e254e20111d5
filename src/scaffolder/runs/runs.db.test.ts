import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Db } from '#dialect';
import { parseDescriptor } from '../../catalog/descriptor.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { runEvents, runFiles, runSteps, runs, runThings } from '../../db/scaffolder-tables.ts';
import { openTestDb } from '../../db/test-db.ts';
import { UserError } from '../../errors.ts';
import { defineAction } from '../actions/action.ts';
import type { Deed } from './requests.ts';
import { newWorld, START, testScaffolder, testTemplate } from './test-scaffolder.ts';

const SECRET = 'hunter2-hunter2';
const PEOPLE = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: books }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: books-night }
spec: { type: team, parent: books, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana }
spec: { memberOf: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: nora }
spec: { memberOf: [books-night] }
`;

let db: Db;
let keys = 0;
beforeAll(async () => {
  db = await openTestDb();
  const files = [
    { location: 'url:https://x/people.yaml', path: 'people.yaml', text: PEOPLE, commit: null },
  ];
  expect(parseDescriptor(PEOPLE).every(({ isValid }) => isValid)).toBe(true);
  await applySnapshots(db, {
    snapshots: [{ source: 'test', files, derived: [] }],
    removed: [],
    now: () => new Date('2026-06-15T12:00:00Z'),
  });
});
afterAll(() => db.close());

function key(): string {
  keys += 1;
  return `key ${keys}`;
}

async function begin(scaffolder: ReturnType<typeof testScaffolder>, more: object = {}) {
  const started = await scaffolder.start({ ...START, key: key(), ...more });
  if (started.kind !== 'started') throw new Error(JSON.stringify(started));
  await scaffolder.work();
  return started.id;
}

/** Fails until it is mended. */
function fragile(state: { isMended: boolean }, words = 'It is broken.') {
  return defineAction({
    id: 'test:fragile',
    description: 'Fails until it is mended.',
    input: z.object({}),
    output: z.object({}),
    isHarmless: false,
    async run() {
      if (!state.isMended) throw new UserError(words, 'Mend it.');
      return {};
    },
  });
}

describe('a run', () => {
  let seconds = 0;
  const now = () => {
    seconds += 1;
    return new Date(Date.parse('2026-06-15T12:00:00Z') + seconds * 1000);
  };

  it('goes on from the step that failed, with its files as they were', async () => {
    const state = { isMended: false };
    const world = newWorld();
    const template = testTemplate(
      [
        { action: 'test:write', input: { path: 'a', text: 'first' } },
        { action: 'test:make', input: { name: 'one' } },
        { id: 'weak', action: 'test:fragile' },
        { action: 'test:write', if: '${{ failure() }}', input: { path: 'a', text: 'spoilt' } },
        { id: 'look', action: 'test:read' },
      ],
      { output: { links: [], text: [], more: { files: '${{ steps.look.output.files }}' } } },
    );
    const scaffolder = testScaffolder(db, { template, world, actions: [fragile(state)], now });
    const id = await begin(scaffolder);
    const failed = await scaffolder.report(id);
    expect(failed?.steps.map((step) => step.state)).toEqual([
      'done',
      'done',
      'failed',
      'done',
      'skipped',
    ]);
    expect(failed).toMatchObject({ state: 'failed', error: { nextStep: 'Mend it.' } });
    state.isMended = true;
    expect(await scaffolder.retry(id, START.by)).toEqual({ kind: 'done' });
    await scaffolder.work();
    expect(await scaffolder.report(id)).toMatchObject({
      state: 'completed',
      error: null,
      output: { files: { a: 'first' } },
    });
    expect(world.things).toEqual(['one']);
    expect(await scaffolder.retry(id, START.by)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('too late'),
    });
    expect(await scaffolder.cancel(id, START.by)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('too late'),
    });
  });

  it('is one run for one key, though nothing asked for a second time would pass any more', async () => {
    const template = testTemplate([{ action: 'test:make', input: { name: 'once' } }]);
    const scaffolder = testScaffolder(db, { template, now });
    const asked = { ...START, key: key() };
    const first = await scaffolder.start(asked);
    await scaffolder.work();
    const withdrawn = testScaffolder(db, { template: { ...template, ref: 'template:x/y' }, now });
    expect(await withdrawn.start(asked)).toEqual(first);
  });

  it('is not found by what can be no id, and has no news after any number', async () => {
    const template = testTemplate([{ action: 'test:say', input: { text: 'hello' } }]);
    const scaffolder = testScaffolder(db, { template, now });
    const id = await begin(scaffolder);
    expect(await scaffolder.report('\0')).toBeNull();
    expect(await scaffolder.cancel('\0', null)).toMatchObject({ kind: 'refused' });
    expect(await scaffolder.events(id, Number.MAX_SAFE_INTEGER)).toEqual([]);
    const unfit = await scaffolder.start({ ...START, key: key(), values: { name: 'a\0b' } });
    expect(unfit).toMatchObject({ kind: 'invalid' });
  });

  it('waits for a member of the team, of its parts too, and for nobody where a member asks', async () => {
    const deeds: Deed[] = [];
    const template = testTemplate([{ action: 'test:make', input: { name: 'two' } }], {
      approval: { kind: 'entity', ref: 'group:default/books' },
    });
    const scaffolder = testScaffolder(db, { template, now, deeds });
    const id = await begin(scaffolder);
    expect(await scaffolder.report(id)).toMatchObject({
      state: 'waiting',
      approval: { from: 'group:default/books', by: null },
    });
    const yes = { isApproved: true, reason: null };
    expect(await scaffolder.decide(id, { ...yes, by: 'user:default/ana' })).toMatchObject({
      kind: 'refused',
    });
    expect(await scaffolder.decide(id, { ...yes, by: 'user:default/nora' })).toEqual({
      kind: 'done',
    });
    await scaffolder.work();
    expect(await scaffolder.report(id)).toMatchObject({ state: 'completed' });
    expect(await scaffolder.decide(id, { ...yes, by: 'user:default/nora' })).toMatchObject({
      kind: 'refused',
    });
    expect(deeds.map(({ what }) => what)).toEqual(['start', 'approve']);
    const own = await begin(scaffolder, { by: 'user:default/nora' });
    expect(await scaffolder.report(own)).toMatchObject({
      state: 'completed',
      approval: { reason: expect.stringContaining('Not needed') },
    });
    const no = await begin(scaffolder);
    await scaffolder.decide(no, { by: 'user:default/nora', isApproved: false, reason: 'Not now.' });
    expect(await scaffolder.report(no)).toMatchObject({
      state: 'declined',
      approval: { reason: 'Not now.' },
    });
  });

  it('lets only those cancel it who may, and stops the step that runs', async () => {
    const template = testTemplate([
      { action: 'test:hang' },
      { action: 'test:make', input: { name: 'never' } },
    ]);
    const hang = defineAction({
      id: 'test:hang',
      description: 'Waits until it is told to stop.',
      input: z.object({}),
      output: z.object({}),
      isHarmless: false,
      run: ({ signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('stopped'))),
        ),
    });
    const world = newWorld();
    const scaffolder = testScaffolder(db, { template, world, actions: [hang], now });
    const running = Promise.withResolvers<void>();
    scaffolder.listen(() => running.resolve());
    const started = await scaffolder.start({
      ...START,
      key: key(),
      values: { ...START.values, owner: null },
    });
    const id = started.kind === 'started' ? started.id : '';
    await scaffolder.take();
    expect(await scaffolder.cancel(id, 'user:default/nora')).toMatchObject({ kind: 'refused' });
    expect(await scaffolder.cancel(id, START.by)).toEqual({ kind: 'done' });
    await scaffolder.settled();
    expect(await scaffolder.report(id)).toMatchObject({ state: 'cancelled' });
    expect(world.things).toEqual([]);
  });

  it('keeps no secret anywhere, and needs them again for a retry', async () => {
    const state = { isMended: false };
    const template = testTemplate([
      {
        id: 'say',
        action: 'test:say',
        input: { text: '${{ secrets.token }} ${{ secrets.token | urlencode }}' },
      },
      { action: 'test:write', input: { path: 'key', text: '${{ secrets.token }}' } },
      { action: 'test:fragile' },
      { action: 'test:say', input: { text: '${{ secrets.token }}' } },
    ]);
    const scaffolder = testScaffolder(db, {
      template,
      actions: [fragile(state, `It is broken by ${SECRET}.`)],
      now,
    });
    const secrets = { token: SECRET };
    const id = await begin(scaffolder, { secrets });
    const tables = [runs, runSteps, runEvents, runFiles, runThings];
    const rows = await Promise.all(tables.map((table) => db.select().from(table)));
    expect(JSON.stringify(rows)).not.toContain(SECRET);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(SECRET).toString('base64').slice(0, 12));
    expect(await scaffolder.report(id)).toMatchObject({
      state: 'failed',
      error: { message: 'It is broken by ***.' },
    });
    state.isMended = true;
    expect(await scaffolder.retry(id, START.by)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('secrets'),
    });
    expect(await scaffolder.retry(id, START.by, secrets)).toEqual({ kind: 'done' });
    await scaffolder.work();
    expect(await scaffolder.report(id)).toMatchObject({ state: 'completed' });
  });

  it('is retried without secrets where it never had any, whatever its steps say about them', async () => {
    const state = { isMended: false };
    const template = testTemplate([
      { action: 'test:fragile' },
      { action: 'test:say', input: { text: 'Now set up your secrets.' } },
      { action: 'test:say', input: { text: '${{ secrets.USER_OAUTH_TOKEN or "none" }}' } },
    ]);
    const actions = [fragile(state, 'It is broken.')];
    const scaffolder = testScaffolder(db, { template, actions, now });
    const id = await begin(scaffolder);
    state.isMended = true;
    expect(await scaffolder.retry(id, START.by)).toEqual({ kind: 'done' });
    await scaffolder.work();
    expect(await scaffolder.report(id)).toMatchObject({ state: 'completed' });
  });

  it('keeps files with secrets sealed when it is retried without them', async () => {
    const state = { isMended: false };
    const template = testTemplate([
      { action: 'test:write', input: { path: 'key', text: '${{ secrets.token }}' } },
      { action: 'test:fragile' },
      { action: 'test:write', input: { path: 'README', text: 'Keep your secrets.' } },
      { action: 'test:say', input: { text: 'Done.' } },
    ]);
    const actions = [fragile(state, 'It is broken.')];
    const scaffolder = testScaffolder(db, { template, actions, now });
    const id = await begin(scaffolder, { secrets: { token: SECRET } });
    state.isMended = true;
    expect(await scaffolder.retry(id, START.by)).toEqual({ kind: 'done' });
    await scaffolder.work();
    expect(await scaffolder.report(id)).toMatchObject({ state: 'completed' });
    const rows = JSON.stringify([await db.select().from(runFiles), await db.select().from(runs)]);
    expect(rows).not.toContain(SECRET);
    expect(rows).not.toContain(Buffer.from(SECRET).toString('base64').slice(0, 12));
  });

  it('says so when its secrets were lost with the process', async () => {
    const template = testTemplate(
      [{ action: 'test:say', input: { text: '${{ secrets.token }}' } }],
      {
        approval: { kind: 'entity', ref: 'group:default/books' },
      },
    );
    const before = testScaffolder(db, { template, now, key: 'of one process' });
    const id = await begin(before, { secrets: { token: SECRET } });
    const after = testScaffolder(db, { template, now, key: 'of another' });
    await after.decide(id, { by: 'user:default/nora', isApproved: true, reason: null });
    await after.work();
    expect(await after.report(id)).toMatchObject({
      state: 'failed',
      error: { nextStep: expect.stringContaining('CALLBOARD_SECRETS_KEY') },
    });
  });

  it('does not go on without its files where they cannot be opened any more', async () => {
    const state = { isMended: false };
    const template = testTemplate([
      { action: 'test:write', input: { path: 'key', text: '${{ secrets.token }}' } },
      { action: 'test:fragile' },
    ]);
    const parts = { template, now, actions: [fragile(state)] };
    const secrets = { token: SECRET };
    const id = await begin(testScaffolder(db, { ...parts, key: 'of one process' }), { secrets });
    state.isMended = true;
    const after = testScaffolder(db, { ...parts, key: 'of another' });
    expect(await after.retry(id, START.by, secrets)).toEqual({ kind: 'done' });
    await after.work();
    expect(await after.report(id)).toMatchObject({
      state: 'failed',
      error: { nextStep: expect.stringContaining('CALLBOARD_SECRETS_KEY') },
    });
  });

  it('is cleaned up once, and what cannot be removed stays with the reason', async () => {
    const template = testTemplate([
      { action: 'test:make', each: ['x', 'y'], input: { name: '${{ each.value }}' } },
    ]);
    const removed: string[] = [];
    const scaffolder = testScaffolder(db, {
      template,
      now,
      remove: async ({ name }) => {
        if (name === 'x') throw new UserError('x is protected.', 'Unprotect it.');
        removed.push(name);
        return 'removed';
      },
    });
    const id = await begin(scaffolder);
    expect(await scaffolder.cleanUp(id, START.by)).toEqual({ kind: 'done' });
    expect(removed).toEqual(['y']);
    expect((await scaffolder.report(id))?.created).toEqual([
      { kind: 'repository', name: 'x', url: null, problem: 'x is protected. Unprotect it.' },
    ]);
  });
});
