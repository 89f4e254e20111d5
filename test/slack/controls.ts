import type { FakeSlack } from '../../src/demo/slack/fake-slack.ts';
import type { Message } from '../../src/demo/slack/model.ts';

type Control = { blockId: string; actionId: string; text: string };

/** Buttons and selects of a message or view, in reading order, by what stands on them. */
export function controlsOf(blocks: readonly object[]): Control[] {
  return blocks.flatMap((block) => {
    const { block_id, elements, element, accessory } = block as Block;
    const found = [accessory, ...(elements ?? []), element];
    return found
      .flatMap((one) => one ?? [])
      .flatMap((one) =>
        one.action_id
          ? [
              {
                blockId: block_id ?? '',
                actionId: one.action_id,
                text: one.text?.text ?? one.placeholder?.text ?? '',
              },
            ]
          : [],
      );
  });
}

type Element = { action_id?: string; text?: { text: string }; placeholder?: { text: string } };
type Block = { block_id?: string; elements?: Element[]; element?: Element; accessory?: Element };

/** `person` presses what says `text` in a message (or picks `value` in it). */
export async function press(
  fake: FakeSlack,
  person: string,
  message: Message | undefined,
  text: string,
  value?: string,
): Promise<void> {
  if (!message) throw new Error('There is no message to press on.');
  const control = controlsOf(message.blocks).find((one) => one.text === text);
  if (!control) throw new Error(`Nothing says "${text}" in: ${message.text}`);
  const place = { kind: 'message', channel: message.channel, ts: message.ts } as const;
  await fake.as(person).act(place, control.blockId, control.actionId, value);
}

/** All text that a reader of the message sees, for looking something up in it. */
export function wordsOf(blocks: readonly object[]): string {
  return JSON.stringify(blocks);
}
