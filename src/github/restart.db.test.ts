import { afterEach, describe, expect, it } from 'vitest';
import { createTestSync, services, type TestSync } from './test-sync.ts';

let world: TestSync;
afterEach(() => world.db.close());

const acme = {
  members: [{ login: 'ana-d' }, { login: 'ravi-m' }],
  teams: [{ slug: 'payments', name: 'Payments', members: [{ login: 'ana-d' }] }],
};

describe('a process that dies', () => {
  it('at any call leaves what the next one completes', async () => {
    const repositories = services(12);
    world = await createTestSync({ ...acme, repositories });
    await world.sync.sync();
    const read = async () => ({
      refs: await world.refs(),
      admins: (await world.repository('service-1'))?.adminTeams,
    });
    const complete = await read();
    const calls = world.github.calls.totals().calls;
    await world.db.close();
    expect(calls).toBeGreaterThan(4);
    for (let last = 0; last < calls; last += 1) {
      world = await createTestSync({ ...acme, repositories });
      let made = 0;
      const dying = world.restart({
        fetch: (input, init) => {
          made += 1;
          if (made > last) void dying.close();
          return world.github.fetch(input, init);
        },
      });
      await dying.sync();
      expect(await read()).not.toEqual(complete);
      expect((await world.restart().sync()).isComplete).toBe(true);
      expect(await read()).toEqual(complete);
      if (last < calls - 1) await world.db.close();
    }
  });

  it('between the catalog and the mark that all was read does no harm', async () => {
    world = await createTestSync({ repositories: services(3) });
    let given = 0;
    const dying = world.restart({
      onChanged: () => {
        given += 1;
        if (given === 1) throw new Error('killed');
      },
    });
    await expect(dying.sync()).rejects.toThrow('killed');
    expect((await world.repository('service-1'))?.readHead).toBeNull();
    const report = await world.restart().sync();
    expect(report.repositories.read).toBe(3);
    expect(await world.refs()).toHaveLength(3);
  });
});
