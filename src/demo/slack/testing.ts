import type { FakeSlackOptions } from './fake-slack.ts';
import type { Check, Seed } from './model.ts';

/** A small workspace for tests. */
export const TEST_SEED: Seed = {
  team: { id: 'T0TEST', name: 'Test Team', domain: 'test-team' },
  people: [
    {
      id: 'U01ANA',
      name: 'ana',
      realName: 'Ana Duarte',
      email: 'ana@example.com',
      tz: 'Europe/Lisbon',
      title: 'Engineer',
    },
    {
      id: 'U01SAM',
      name: 'sam',
      realName: 'Sam Okafor',
      email: 'sam@example.com',
      tz: 'Europe/London',
      title: '',
    },
  ],
  channels: [
    { name: 'payments', topic: 'All about money' },
    { name: 'empty', hasBot: false },
    { name: 'old', isArchived: true },
    { name: 'secret', kind: 'private', members: ['U01ANA'], hasBot: false },
    { name: 'partners', isShared: true },
  ],
  messages: [
    {
      channel: 'payments',
      from: 'U01ANA',
      at: '2026-06-14T09:00:00Z',
      text: 'Morning @Sam Okafor',
      replies: [{ from: 'U01SAM', at: '2026-06-14T09:05:00Z', text: 'Morning' }],
    },
  ],
};

export const NO_CHECK: Check = { message: () => [], view: () => [], blocks: () => [] };

/** Options of a workspace whose app answers 200 to everything; a test replaces what it is about. */
export function testOptions(): FakeSlackOptions {
  return {
    now: () => new Date('2026-06-15T12:00:00Z'),
    seed: TEST_SEED,
    signingSecret: 'shh',
    deliver: async () => new Response(''),
    check: NO_CHECK,
  };
}
