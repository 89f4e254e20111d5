import type { App } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { LIMITS, plain } from '../blocks.ts';
import { Filled } from './fields/state.ts';

/** A change in a view, while it is filled in. */
export type Change = {
  person: string;
  viewId: string;
  metadata: string;
  /** Whose element changed. */
  block: string;
  filled: Filled;
  /** What the view shows. */
  blocks: readonly KnownBlock[];
};

const View = z.object({
  id: z.string(),
  private_metadata: z.string().default(''),
  blocks: z.array(z.custom<KnownBlock>((block) => typeof block === 'object')).default([]),
  state: z.object({ values: Filled }).default({ values: {} }),
});
const Changed = z.object({ user: z.object({ id: z.string() }), view: View });

/** Hears of every change of the elements that go by `actionId`. */
export function listenToChanges(
  app: App,
  actionId: string,
  handler: (change: Change) => Promise<void>,
): void {
  app.action({ type: 'block_actions', action_id: actionId }, async ({ ack, body, action }) => {
    await ack();
    const { user, view } = Changed.parse(body);
    const { private_metadata: metadata, state, blocks } = view;
    const block = 'block_id' in action ? String(action.block_id) : '';
    await handler({
      person: user.id,
      viewId: view.id,
      metadata,
      block,
      filled: state.values,
      blocks,
    });
  });
}

export type Suggestion = { label: string; value: string; detail?: string | null };

/** Answers the selects that go by `actionId`, from memory: Slack waits three seconds and shows nothing after that. */
export function suggestFor(
  app: App,
  actionId: string,
  search: (asked: Change & { typed: string }) => Promise<readonly Suggestion[]>,
): void {
  app.options<'block_suggestion'>({ action_id: actionId }, async ({ ack, body, options }) => {
    const { user, view } = Changed.parse(body);
    const typed = z.string().max(200).catch('').parse(options.value);
    const { private_metadata: metadata, state, blocks } = view;
    const block = options.block_id;
    const asked = {
      person: user.id,
      viewId: view.id,
      metadata,
      block,
      filled: state.values,
      blocks,
      typed,
    };
    const found = await search(asked);
    await ack({
      options: found
        .filter(({ value }) => value.length > 0 && value.length <= LIMITS.optionValue)
        .slice(0, LIMITS.options)
        .map(({ label, value, detail }) => ({
          text: plain(label, LIMITS.optionText),
          value,
          ...(detail && { description: plain(detail, LIMITS.optionText) }),
        })),
    });
  });
}
