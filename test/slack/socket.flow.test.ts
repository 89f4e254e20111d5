import { afterEach, describe, expect, it } from 'vitest';
import { createSlackWorld, type SlackWorld, textAnswer } from './world.ts';

let world: SlackWorld;
afterEach(() => world.close());

const echo = ({ text }: { text: string }) => textAnswer(`You asked: ${text}`);
const answered = (text: string) => () =>
  world.fake.lastMessage('#payments')?.text === `You asked: ${text}`;

describe('Socket Mode', () => {
  it('answers mentions and commands without an address of its own', async () => {
    world = await createSlackWorld(echo, { isSocketMode: true });
    const ana = world.fake.as('U01ANA');
    await ana.say('#payments', '@callboard who owns ledger');
    await world.fake.until(answered('who owns ledger'));
    await ana.command('#payments', '/callboard', 'help');
    await world.fake.until(answered('help'));
    expect((await world.slack.status()).detail).toBe('Connected to Test Team.');
  });

  it('survives a control message without an event', async () => {
    world = await createSlackWorld(echo, { isSocketMode: true });
    await world.fake.limitEvents();
    await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    await world.fake.until(answered('ledger'));
    expect(world.logged).toContainEqual(
      expect.objectContaining({ msg: 'slack sent a control message' }),
    );
  });

  it('answers one event once', async () => {
    world = await createSlackWorld(echo, { isSocketMode: true });
    const question = await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    const [event] = world.fake.eventIds();
    expect(await world.fake.redeliver(String(event))).toBe(200);
    await world.settled();
    expect(world.fake.thread('#payments', question.ts)).toHaveLength(2);
  });

  it('connects again when Slack recycles the connection', async () => {
    world = await createSlackWorld(echo, { isSocketMode: true });
    const opened = () => world.calls().filter((name) => name === 'apps.connections.open').length;
    world.fake.refreshSockets();
    await world.fake.until(() => opened() === 2);
    while (!(await world.slack.status()).isConnected) await new Promise(setImmediate);
    await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    await world.fake.until(answered('ledger'));
  });

  it('says why it is not connected, and starts all the same', async () => {
    world = await createSlackWorld(echo, { isSocketMode: true, appToken: 'xapp-wrong' });
    const { isConnected, detail } = await world.slack.status();
    expect(isConnected).toBe(false);
    expect(detail).toContain('Socket Mode is not connected');
    expect(detail).toContain('invalid_auth');
  });
});
