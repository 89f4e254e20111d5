import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { component, createTestSync, services, type TestSync } from './test-sync.ts';

const COUNT = 40;
let world: TestSync;
let known: string[];

beforeEach(async () => {
  world = await createTestSync({
    members: [{ login: 'ana-d' }, { login: 'ravi-m' }],
    teams: [{ slug: 'payments', name: 'Payments', members: [{ login: 'ana-d' }] }],
    repositories: services(COUNT),
  });
  await world.sync.sync();
  known = await world.refs();
  world.pass(10);
  await world.github.model.push('service-9', { 'catalog-info.yaml': component('nine') });
});
afterEach(() => world.db.close());

/** What was read before is there, the reason can be seen everywhere, and the lead hears of it once although it happens twice. */
async function expectHeld(code: string, reason: RegExp): Promise<void> {
  const report = await world.sync.sync();
  expect(report.isComplete).toBe(false);
  expect(report.problems).toContainEqual(
    expect.objectContaining({ code, reason: expect.stringMatching(reason) }),
  );
  expect(report.repositories.removed).toBe(0);
  world.pass(61);
  await world.sync.sweep();
  expect(await stillThere()).toEqual(known);
  expect(await world.sync.status()).toMatchObject({
    isComplete: false,
    isUsable: true,
    reason: expect.stringMatching(reason),
  });
  expect(world.logged).toContainEqual(
    expect.objectContaining({
      level: 'warn',
      msg: 'GitHub sync run incomplete',
      reason: expect.stringMatching(reason),
    }),
  );
  expect(world.told.filter((text) => reason.test(text))).toHaveLength(1);
  expect(world.told[0]).toContain('Nothing was deleted');
}

/** All that was known, whatever else was read since. */
async function stillThere(): Promise<string[]> {
  const refs = await world.refs();
  return refs.includes('component:default/nine') ? known : refs;
}

/** When GitHub is well again everything is read, and nobody has to do anything. */
async function expectHealed(): Promise<void> {
  world.github.heal();
  world.pass(120);
  const report = await world.sync.sync();
  expect(report).toMatchObject({ isComplete: true, problems: [] });
  expect(await world.refs()).toContain('component:default/nine');
  expect(await world.sync.status()).toMatchObject({ isComplete: true, reason: null });
}

describe('nothing is deleted, and the reason is seen', () => {
  it('when the credentials are refused (401)', async () => {
    world.github.fail({ kind: 'unauthorized' });
    await expectHeld('unauthorized', /does not accept the credentials/);
    expect(world.told[0]).toContain('GITHUB_TOKEN');
    await expectHealed();
  });

  it.each([200, 403, 429] as const)('when the rate limit is used up (%i)', async (status) => {
    world.github.fail({ kind: 'primary-limit', status });
    await expectHeld('exhausted', /rate limit of GitHub is used up until/);
    await expectHealed();
  });

  it('when a secondary limit does not end (403)', async () => {
    world.github.fail({ kind: 'secondary-limit', retryAfterSeconds: 7 });
    await expectHeld('secondary', /slow down/);
    expect(world.waits.slice(0, 3)).toEqual([7_000, 7_000, 7_000]);
    await expectHealed();
  });

  it('when every answer is a 502', async () => {
    world.github.fail({ kind: 'bad-gateway' });
    await expectHeld('unavailable', /GitHub answered 502, again and again/);
    await expectHealed();
  });

  it('when GitHub answers nothing', async () => {
    world.github.fail({ kind: 'timeout' });
    const patient = world.sync;
    world.sync = world.restart({ timeoutMs: 5 });
    await expectHeld('unavailable', /did not answer in time/);
    world.sync = patient;
    await expectHealed();
  });

  it('when the connection breaks', async () => {
    world.github.fail({ kind: 'broken-connection' });
    await expectHeld('unavailable', /could not be reached/);
    await expectHealed();
  });

  it('when one page always fails', async () => {
    const isLater = (call: { name: string; variables: Record<string, unknown> }) =>
      call.name === 'Sweep' && Boolean(call.variables['after']);
    world.github.fail({ kind: 'bad-gateway', match: isLater });
    // Pages of ten, so that there is a second one.
    world.github.fail({ kind: 'slow', above: 10, match: 'Sweep' });
    await expectHeld('listing', /ends after \d+: GitHub answered 502/);
    await expectHealed();
  });

  it('when some repositories come as null with an error', async () => {
    world.github.fail({ kind: 'partial', repositories: ['service-1', 'service-2'] });
    await expectHeld('listing', /2 repositories are listed but cannot be read \(Something went/);
    await expectHealed();
  });

  it('when a permission is missing and the files are withheld', async () => {
    world.github.fail({ kind: 'forbidden', field: 'Repository.object' });
    await expectHeld('unreadable', /1 repositories could not be read/);
    expect(await world.repository('service-9')).toMatchObject({
      readError: expect.stringContaining('not accessible'),
      codeowners: '# service-9\n* @acme/payments\n',
    });
    await expectHealed();
  });

  it('when a permission is missing and the default branches are withheld', async () => {
    world.github.fail({ kind: 'forbidden', field: 'Repository.defaultBranchRef' });
    await expectHeld('listing', /40 repositories are listed but cannot be read/);
    await expectHealed();
  });

  it('when teams and people may not be read', async () => {
    world.github.fail({ kind: 'forbidden', field: 'Organization.teams' });
    await expectHeld('organisation', /not accessible/);
    await expectHealed();
  });

  it('when access to most repositories is lost', async () => {
    world.github.model.limitAccess(['service-1', 'service-9']);
    await expectHeld('gone', /38 of 40 repositories are missing at once/);
    expect(world.told[0]).toContain('--accept-removals');
    world.github.model.limitAccess(null);
    await expectHealed();
  });
});

describe('GitHub recovers within a run', () => {
  it('from a secondary limit, after the pause it asked for', async () => {
    world.github.fail({ kind: 'secondary-limit', retryAfterSeconds: 11, times: 1 });
    expect(await world.sync.sync()).toMatchObject({ isComplete: true });
    expect(world.waits).toEqual([11_000]);
    expect(world.told).toEqual([]);
  });

  it('when it is asked for less', async () => {
    world.github.fail({ kind: 'slow', above: 9 });
    world.github.fail({ kind: 'resource-limit', above: 12 });
    world.pass(1);
    for (const { name } of services(COUNT)) {
      await world.github.model.push(name, { 'README.md': 'Changed.\n' });
    }
    const report = await world.sync.sync();
    expect(report).toMatchObject({ isComplete: true, repositories: { read: COUNT, failed: 0 } });
  });
});

it('leaves a fifth of the limit to others', async () => {
  const fresh = world.restart({
    fetch: async (input, init) => {
      const response = await world.github.fetch(input, init);
      const body = (await response.json()) as { data?: { rateLimit?: { remaining: number } } };
      if (body.data?.rateLimit) body.data.rateLimit.remaining = 900;
      return Response.json(body, { headers: response.headers });
    },
  });
  const report = await fresh.sync();
  expect(report).toMatchObject({ isComplete: false, calls: 1, resumesAt: expect.any(String) });
  expect(report.problems[0]).toMatchObject({ code: 'reserve' });
  // Until then no replica asks for anything.
  expect((await world.restart().delta()).calls).toBe(0);
});

it('people stay when e-mail addresses may not be read', async () => {
  world.github.fail({ kind: 'forbidden', field: 'User.organizationVerifiedDomainEmails' });
  const report = await world.sync.sync();
  expect(report).toMatchObject({ isComplete: true, organisation: { people: 2 } });
  expect(report.notes[0]).toContain('E-mail addresses were not read');
});

it('what is really gone goes when a person says so', async () => {
  for (let number = 20; number <= COUNT; number += 1)
    await world.github.model.deleteRepository(`service-${number}`);
  expect((await world.sync.sync()).repositories).toMatchObject({ removed: 0, held: 21 });
  const report = await world.sync.sync(undefined, { acceptRemovals: true });
  expect(report).toMatchObject({ isComplete: true, repositories: { removed: 21, held: 0 } });
  expect(await world.repository('service-20')).toBeUndefined();
});

it('a repository handed to another owner goes, with its grace', async () => {
  await world.github.model.transfer('service-3', 'elsewhere');
  expect((await world.sync.sweep()).repositories).toMatchObject({ removed: 0, held: 1 });
  world.pass(60);
  expect((await world.sync.sweep()).repositories).toMatchObject({ removed: 1, held: 0 });
});
