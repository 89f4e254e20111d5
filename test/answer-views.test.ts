import { readFileSync } from 'node:fs';
import type { KnownBlock } from '@slack/types';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shortRef } from '../src/catalog/ref.ts';
import type { World } from '../src/demo/world.ts';
import type { Answer } from '../src/questions/answer.ts';
import { INTENTIONS } from '../src/questions/intentions.ts';
import { contentOf } from '../src/slack/answer.ts';
import { LIMITS } from '../src/slack/blocks.ts';
import { checkMessage } from '../src/slack/checker.ts';
import type { Content } from '../src/slack/message.ts';
import { testWorld } from './world.ts';

// What every answer owes its reader, whatever was asked: where it comes from and how old that is, few things to press, and words
// that are enough where blocks are not shown. Asked of every intention's examples, and of what people type.

let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const typed = ['marlin-pay', 'aurora-care'].flatMap((set) =>
  readFileSync(new URL(`../fixtures/questions/${set}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line): string => JSON.parse(line).text),
);
const questions = [...new Set([...INTENTIONS.flatMap(({ examples }) => examples), ...typed])];

async function drawn(text: string): Promise<{ answer: Answer; content: Content }> {
  const question = { text, asker: 'user:default/lena-hoffmann', thread: null };
  const answer = await world.app.core.ask(question);
  const pageOf = (ref: string) => `https://callboard.example.com/catalog/${ref}`;
  return { answer, content: contentOf(answer, { now: world.clock.now(), pageOf, canFix: true }) };
}

it.each(questions)('%s', async (text) => {
  const { answer, content } = await drawn(text);
  if (answer.kind === 'silent') return;
  expect(checkMessage(content)).toEqual([]);
  const pressed = controlsIn(content.blocks);
  expect(pressed.filter((type) => type === 'button').length).toBeLessThanOrEqual(most(answer));
  expect(content.text.length).toBeLessThanOrEqual(LIMITS.text);
  for (const names of namesIn(answer))
    expect(answer.text).toSatisfy((words: string) => names.some((name) => words.includes(name)));
  // What the bot can do is its own knowledge.
  if (answer.kind !== 'answer' || answer.intent === 'help') return;
  expect(sourceLines(content.blocks)).toEqual([
    expect.stringMatching(/\S.* (?:just now|\d+ (?:min|h|d) ago)/),
  ]);
});

/** Candidates to choose from are no deeds: five of them are offered. */
function most({ kind }: Answer): number {
  return kind === 'choose' || kind === 'unknown' ? 5 : 4;
}

function controlsIn(blocks: readonly KnownBlock[]): string[] {
  return blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.map(({ type }) => type) : [],
  );
}

/** The first things that the drawing names, each as it may be called: whoever sees the words alone must find them there. */
function namesIn({ view }: Answer): string[][] {
  switch (view.kind) {
    case 'card':
      return view.cards.map(({ ref, title }) => [title, shortRef(ref)]);
    case 'list':
      return view.items.slice(0, 3).map(({ label }) => [label]);
    case 'choice':
      return view.options.map(({ label }) => [label]);
    case 'briefs':
      return view.briefs.map(({ title }) => [title]);
    default:
      return [];
  }
}

function sourceLines(blocks: readonly KnownBlock[]): string[] {
  return blocks.flatMap((block) =>
    block.type === 'context'
      ? [block.elements.map((one) => ('text' in one ? one.text : '')).join()]
      : [],
  );
}
