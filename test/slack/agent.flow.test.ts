import { afterEach, describe, expect, it } from 'vitest';
import { createSlackWorld, NOBODY, type SlackWorld, textAnswer } from './world.ts';

let world: SlackWorld;
afterEach(() => world.close());

const ANA = {
  ...NOBODY,
  userByEmail: async (email: string) => (email === 'ana@example.com' ? 'user:default/ana' : null),
  profileOf: async (ref: string) => ({
    ref,
    name: 'Ana Duarte',
    teams: [
      {
        ref: 'group:default/payments',
        label: 'Payments',
        owns: [{ ref: 'component:default/ledger', label: 'ledger' }],
        total: 1,
      },
    ],
  }),
};

async function openMessages(person: string): Promise<string[]> {
  await world.fake.as(person).openHome('messages');
  await world.settled();
  return world.fake.prompts(world.fake.imOf(person).id).map(({ message }) => message);
}

describe('the messages tab of an agent', () => {
  it('offers questions about what one’s own teams run', async () => {
    world = await createSlackWorld(() => textAnswer('Yes.'), { people: ANA });
    expect(await openMessages('U01ANA')).toEqual([
      'what depends on ledger',
      'who is on call for Payments',
      'what do I own',
      'runbook of ledger',
    ]);
    expect(await openMessages('U01SAM')).toEqual(['help']);
  });

  it('is not tried again where the workspace has none', async () => {
    world = await createSlackWorld(() => textAnswer('Yes.'), { people: ANA });
    const method = 'assistant.threads.setSuggestedPrompts';
    world.fake.fail({ method, times: 9, error: 'not_agent_app' });
    await openMessages('U01ANA');
    await openMessages('U01SAM');
    expect(world.calls().filter((name) => name === method)).toHaveLength(1);
  });

  it('is tried again after a moment in which Slack was busy', async () => {
    world = await createSlackWorld(() => textAnswer('Yes.'), { people: ANA });
    const method = 'assistant.threads.setSuggestedPrompts';
    world.fake.fail({ method, times: 1, error: 'ratelimited' });
    expect(await openMessages('U01ANA')).toEqual([]);
    expect(await openMessages('U01ANA')).toHaveLength(4);
  });
});

describe('a status', () => {
  const STATUS = 'assistant.threads.setStatus';

  it('is set only while an answer takes long, and ends with it', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    world = await createSlackWorld(
      async () => {
        await answered;
        return textAnswer('Payments.');
      },
      { patience: async () => undefined },
    );
    const said = world.fake.as('U01ANA').say('#payments', '@callboard who owns ledger');
    const { ts, channel } = await said;
    await world.fake.until(() => world.fake.status(channel, ts));
    expect(world.fake.status(channel, ts)).toBe('is looking it up…');
    answer();
    await world.settled();
    expect(world.fake.status(channel, ts)).toBeNull();
    expect(world.calls().filter((name) => name === STATUS)).toHaveLength(1);
  });

  it('ends as well where there is nothing to say', async () => {
    world = await createSlackWorld(
      async () => {
        await world.fake.until(() => world.calls().includes(STATUS));
        return textAnswer('', { kind: 'silent' });
      },
      { patience: async () => undefined },
    );
    const { ts, channel } = await world.fake.as('U01ANA').say('#payments', '@callboard thanks');
    await world.settled();
    expect(world.fake.status(channel, ts)).toBeNull();
  });

  it('is not set for an answer that is there at once', async () => {
    world = await createSlackWorld(() => textAnswer('Payments.'));
    await world.fake.as('U01ANA').say('#payments', '@callboard who owns ledger');
    await world.settled();
    expect(world.calls()).not.toContain(STATUS);
  });
});
