import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedRepositories } from '../src/demo/runs.ts';
import type { World } from '../src/demo/world.ts';
import { testWorld } from './world.ts';

const VALUES = {
  name: 'refund-notices',
  owner: 'group:default/payments-platform',
  schedule: '0 6 * * 1-5',
};
const ASKED = { template: 'template:default/cron-job', values: VALUES, secrets: {} };

describe('a template of the demo organisation', () => {
  let world: World;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  async function run(key: string, values: object = {}): Promise<string> {
    const asked = { ...ASKED, values: { ...VALUES, ...values } };
    const by = 'user:default/lena-hoffmann';
    const started = await world.app.scaffolder.start({ ...asked, by, key });
    if (started.kind !== 'started') throw new Error(JSON.stringify(started));
    await world.app.scaffolder.work();
    return started.id;
  }

  it('becomes a repository, an entity, and an answer', async () => {
    const id = await run('one');
    const report = await world.app.scaffolder.report(id);
    expect(report?.error).toBeNull();
    expect(report).toMatchObject({ state: 'completed', subject: { name: 'refund-notices' } });
    expect(report?.links).toEqual([
      { title: 'Repository', url: expect.stringContaining('refund-notices'), entityRef: null },
      { title: 'Open in catalog', url: null, entityRef: 'component:default/refund-notices' },
    ]);
    expect(world.github.model.repository('refund-notices').branches.has('main')).toBe(true);
    const answer = await world.app.core.ask({
      text: 'who owns refund-notices',
      asker: null,
      thread: null,
    });
    expect(answer).toMatchObject({ kind: 'answer', refs: ['group:default/payments-platform'] });
  });

  it('is filled in and made from Slack, told in one message that says what came of it', async () => {
    const { slack, app } = world;
    const lena = slack.as(slack.people().find(({ name }) => name.startsWith('lena'))?.id ?? '');
    const channel = slack
      .channels()
      .find(({ kind, members }) => kind === 'channel' && members.includes(slack.bot.userId));
    const settled = async () => {
      await slack.settled();
      await app.slack?.settled();
    };
    const send = async (values: Record<string, object>) => {
      const state = Object.entries(values).map(([name, value]) => [
        `field:${name}`,
        { 'scaffold-field': value },
      ]);
      await lena.submit(lena.views().at(-1)?.id ?? '', Object.fromEntries(state));
      await settled();
    };
    await lena.command(channel?.id ?? '', '/callboard', 'new go-service');
    await settled();
    await send({ name: { value: 'dispute-notices' } });
    await send({});
    await app.scaffolder.settled();
    await app.slack?.tellRuns();
    await settled();
    const said = slack.messages(channel?.id ?? '').filter(({ user }) => user === slack.bot.userId);
    const card = said.find(({ text }) => text.includes('*dispute-notices* is ready'));
    expect(JSON.stringify(card?.blocks)).toContain('component:default/dispute-notices');
    expect(said.filter(({ threadTs }) => threadTs === card?.ts && card)).not.toEqual([]);
    expect(world.github.model.repository('dispute-notices').branches.has('main')).toBe(true);
  });

  it('fails at a step, says why, and goes on from there when it is retried', async () => {
    const heal = world.github.fail({
      kind: 'refused',
      status: 403,
      message: 'Repository creation is paused.',
      match: ({ name }) => name.startsWith('POST') && name.endsWith('/repos'),
    });
    const id = await run('two', { name: 'refund-digest' });
    expect(await world.app.scaffolder.report(id)).toMatchObject({ state: 'failed' });
    heal();
    expect(await world.app.scaffolder.retry(id, 'user:default/lena-hoffmann')).toEqual({
      kind: 'done',
    });
    await world.app.scaffolder.work();
    expect(await world.app.scaffolder.report(id)).toMatchObject({ state: 'completed' });
  });

  it('takes away what it made when somebody of the team asks for that', async () => {
    const id = await run('three', { name: 'refund-clock' });
    expect(await world.app.scaffolder.cleanUp(id, 'user:default/lena-hoffmann')).toEqual({
      kind: 'done',
    });
    expect((await world.app.scaffolder.report(id))?.created).toEqual([]);
    expect(() => world.github.model.repository('refund-clock')).toThrow();
  });

  it('knows what was begun before, and ends it when it is retried', async () => {
    const [id = ''] = world.runs.map((one) => one.id);
    const steps = ['done', 'done', 'failed', 'waiting', 'waiting'];
    const before = await world.app.scaffolder.report(id);
    expect(before?.steps.map(({ state }) => state)).toEqual(steps);
    await seedRepositories(world.github, world.runs);
    expect(await world.app.scaffolder.retry(id, 'user:default/lena-hoffmann')).toEqual({
      kind: 'done',
    });
    await world.app.scaffolder.work();
    const after = await world.app.scaffolder.report(id);
    expect(after).toMatchObject({ state: 'completed', error: null });
    expect(after?.links.at(-1)).toMatchObject({ entityRef: 'component:default/refund-listener' });
  });
});
