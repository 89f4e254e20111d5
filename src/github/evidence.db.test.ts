import { afterEach, describe, expect, it } from 'vitest';
import { createTestSync, services, type TestSync } from './test-sync.ts';

let world: TestSync;
afterEach(() => world.db.close());

const by = (author: string, day: number) => ({
  at: `2026-06-0${day}T10:00:00Z`,
  author,
  message: 'Change',
  paths: ['README.md'],
});

function organisation(count: number): Parameters<typeof createTestSync>[0] {
  const [first, ...others] = services(count);
  return {
    members: [{ login: 'ana', name: 'Ana Lima' }, { login: 'bela' }],
    teams: [
      {
        slug: 'payments',
        name: 'Payments',
        repositories: { 'service-1': 'ADMIN', 'service-2': 'WRITE' },
      },
      { slug: 'risk', name: 'Risk', repositories: { 'service-1': 'ADMIN', 'service-2': 'ADMIN' } },
    ],
    repositories: [
      {
        ...first,
        name: 'service-1',
        commits: [by('dependabot[bot]', 5), by('ana', 4), by('Somebody Else', 3), by('ana', 2)],
      },
      ...others,
    ],
  };
}

async function evidence(name: string) {
  const row = await world.repository(name);
  return { admins: row?.adminTeams, committers: row?.committers?.map((one) => one.name) };
}

describe('who else looks after a repository', () => {
  it('is read with it: teams with admin rights, and people who committed lately', async () => {
    world = await createTestSync(organisation(3));
    await world.sync.sync();
    expect(await evidence('service-1')).toEqual({
      admins: ['payments', 'risk'],
      committers: ['Ana Lima', 'Somebody Else'],
    });
    expect((await world.repository('service-1'))?.committers?.[0]).toEqual({
      login: 'ana',
      name: 'Ana Lima',
      commits: 2,
      lastAt: '2026-06-04T10:00:00.000Z',
    });
    expect((await evidence('service-2')).admins).toEqual(['risk']);
    expect((await evidence('service-3')).admins).toEqual([]);
  });

  it('follows pushes and grants', async () => {
    world = await createTestSync(organisation(2));
    await world.sync.sync();
    world.pass(10);
    await world.github.model.push('service-1', { 'a.txt': 'a' }, { author: 'bela' });
    await world.sync.delta();
    expect((await evidence('service-1')).committers).toContain('bela');
    await world.github.model.grant('risk', 'service-1', null);
    await world.sync.sync();
    expect((await evidence('service-1')).admins).toEqual(['payments']);
  });

  it.each([
    ['Team.repositories', /Admin teams of repositories stay as they were/],
    ['Commit.history', /Recent committers were not read everywhere/],
  ])('stays as it was where GitHub refuses %s, and the report says so', async (field, note) => {
    world = await createTestSync(organisation(2));
    await world.sync.sync();
    const before = await evidence('service-1');
    world.github.fail({ kind: 'forbidden', field });
    world.pass(10);
    await world.github.model.push('service-1', { 'a.txt': 'a' }, { author: 'bela' });
    await world.github.model.grant('risk', 'service-1', null);
    const report = await world.sync.sync();
    expect(report).toMatchObject({
      isComplete: true,
      notes: expect.arrayContaining([expect.stringMatching(note)]),
    });
    const after = await evidence('service-1');
    const kept = field.startsWith('Team') ? 'admins' : 'committers';
    expect(after[kept]).toEqual(before[kept]);
  });

  it('is read of teams with more repositories than a page, and no further than their rights go', async () => {
    const repositories = services(250);
    const grants = (permission: 'ADMIN' | 'READ', count: number) =>
      Object.fromEntries(repositories.slice(0, count).map(({ name }) => [name, permission]));
    world = await createTestSync({
      repositories,
      teams: [
        { slug: 'owners', name: 'Owners', repositories: grants('ADMIN', 120) },
        { slug: 'readers', name: 'Readers', repositories: grants('READ', 250) },
      ],
    });
    await world.sync.sync();
    expect(world.github.calls.totals().byName).toMatchObject({ TeamGrants: 1, MoreGrants: 1 });
    expect((await evidence('service-120')).admins).toEqual(['owners']);
    expect((await evidence('service-121')).admins).toEqual([]);
  });
});
