import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/demo/slack/model.ts';
import { graphOf } from '../../src/pictures/graph-of.ts';
import { full, viewOf } from '../../src/pictures/test-view.ts';
import { createSlackWorld, type SlackWorld, textAnswer } from './world.ts';

const ANA = 'U01ANA';
const model = graphOf(
  viewOf(['component:web dependsOn component:shop', 'component:shop dependsOn resource:db']),
  full('component:shop'),
);
const graph = () =>
  textAnswer('shop depends on db.', { intent: 'graph', view: { kind: 'graph', model } });

let world: SlackWorld;
afterEach(() => world.close());

async function asked(over: Parameters<typeof createSlackWorld>[1] = {}): Promise<Message> {
  world = await createSlackWorld(graph, { sleep: async () => {}, ...over });
  return ask();
}

async function ask(): Promise<Message> {
  const question = await world.fake.as(ANA).say('#payments', '@callboard graph of shop');
  await world.settled();
  return world.fake.thread('#payments', question.ts).at(-1) as Message;
}

function pictureOf(message: Message): { bytes: Uint8Array | null; alt: string } | null {
  for (const block of message.blocks)
    if (
      block.type === 'image' &&
      'slack_file' in block &&
      block.slack_file &&
      'id' in block.slack_file
    )
      return { bytes: world.fake.file(block.slack_file.id ?? ''), alt: block.alt_text };
  return null;
}

describe('a picture in a thread', () => {
  it('shows what was asked for, and says the same in words', async () => {
    const picture = pictureOf(await asked());
    expect(Buffer.from(picture?.bytes ?? []).toString('latin1')).toMatch(/^.PNG/);
    expect(picture?.alt).toContain('shop depends on db. web depends on shop.');
  });

  it('waits until Slack has looked at the file, and posts once', async () => {
    const naps: number[] = [];
    await asked({ sleep: async (ms) => naps.push(ms) });
    expect(naps).toEqual([300]);
    expect(world.calls().filter((name) => name === 'chat.postMessage')).toHaveLength(2);
    expect(
      world.fake.messages('#payments').filter(({ text }) => text.startsWith('shop')),
    ).toHaveLength(1);
  });

  it('is seen by one person only where the answer is', async () => {
    world = await createSlackWorld(graph, { sleep: async () => {} });
    await world.fake.as(ANA).command('#payments', '/callboard', 'graph of shop');
    await world.settled();
    const answer = world.fake.lastMessage('#payments') as Message;
    expect(answer.onlyFor).toBe(ANA);
    expect(pictureOf(answer)?.bytes?.length).toBeGreaterThan(1000);
  });
});

describe('a picture that cannot be had', () => {
  it.each([
    [
      'the place for it is refused',
      { method: 'files.getUploadURLExternal', error: 'missing_scope' },
      'reinstall it from its manifest',
    ],
    ['the bytes do not arrive', { method: 'upload', status: 500 }, 'Slack did not take it'],
    [
      'it is not completed',
      { method: 'files.completeUploadExternal', error: 'file_not_found' },
      'Slack says file_not_found',
    ],
  ])('goes as words when %s', async (_case, failure, why) => {
    world = await createSlackWorld(graph, { sleep: async () => {} });
    world.fake.fail({ times: 9, ...failure });
    const answer = await ask();
    expect(pictureOf(answer)).toBeNull();
    expect(JSON.stringify(answer.blocks)).toContain('shop depends on db. web depends on shop.');
    expect(JSON.stringify(answer.blocks)).toContain(`I could not attach the picture: `);
    expect(JSON.stringify(answer.blocks)).toContain(why);
  });

  it('goes as words when it cannot be drawn', async () => {
    const answer = await asked({ draw: () => Promise.reject(new Error('no renderer')) });
    expect(JSON.stringify(answer.blocks)).toContain('I could not attach the picture');
  });

  it('goes as words when Slack never shows the file', async () => {
    world = await createSlackWorld(graph, { sleep: async () => {} });
    world.fake.fail({ method: 'chat.postMessage', times: 5, error: 'invalid_blocks' });
    expect(JSON.stringify((await ask()).blocks)).toContain('Slack would not show it');
  });
});

it('comes later, once, when the message cannot be posted', async () => {
  world = await createSlackWorld(graph, { sleep: async () => {} });
  world.fake.fail({ method: 'chat.postMessage', times: 1, status: 503 });
  await ask();
  world.clock.advance(31_000);
  await world.slack.drainOutbox();
  await world.slack.drainOutbox();
  const answers = world.fake.messages('#payments').filter(({ text }) => text.startsWith('shop'));
  expect(answers).toHaveLength(1);
  expect(pictureOf(answers[0] as Message)?.bytes?.length).toBeGreaterThan(1000);
});
