import { z } from 'zod';
import { type Element, elementsOf, entered } from './elements.ts';
import { formValues } from './form.ts';
import { interactionBase, keepProblems, TROUBLE, type Wiring } from './interactions.ts';
import { messageAt, messageJson, post } from './messages.ts';
import type { Message, OpenView, Place, ViewState } from './model.ts';
import { giveResponseUrl } from './response-url.ts';
import { giveTrigger, type State } from './state.ts';
import { findView, setErrors, viewJson } from './views.ts';

type Click = { user: string; place: Place; blockId: string; actionId: string };

/** A person presses a button or picks in a menu, a select or a picker. */
export async function act(
  wiring: Wiring,
  click: Click & { value?: string | string[] | undefined },
): Promise<void> {
  const { state } = wiring;
  const found = find(state, click);
  const { element } = found;
  const isButton = BUTTONS.includes(element.type);
  const value = isButton ? pressed(element, click.value) : entered(state, element, click.value);
  if (!isButton) remember(state, found, click, value);
  const outcome = await wiring.send({
    kind: 'interactive',
    name: 'block_actions',
    message: found.message ? { channel: found.message.channel, ts: found.message.ts } : null,
    payload: {
      type: 'block_actions',
      ...interactionBase(state, click.user),
      ...context(state, found, click),
      trigger_id: giveTrigger(state, click.user, found.view?.id ?? null),
      ...(found.message && { response_url: responseUrl(state, found.message, click.user) }),
      actions: [
        {
          ...value,
          type: element.type,
          action_id: click.actionId,
          block_id: click.blockId,
          action_ts: state.nextTs(),
          ...copied(element, ['placeholder', 'initial_option', 'confirm']),
        },
      ],
    },
  });
  if (!outcome.failure) return;
  if (found.view) setErrors(state, found.view, { '': TROUBLE });
  if (found.message) {
    const { channel, threadTs } = found.message;
    post(state, { channel, threadTs, user: 'USLACKBOT', text: TROUBLE, onlyFor: click.user });
  }
}

const Option = z.looseObject({ text: z.looseObject({ text: z.string() }), value: z.string() });
const Suggestions = z.union([
  z.object({ options: z.array(Option) }),
  z
    .object({ option_groups: z.array(z.object({ options: z.array(Option) })) })
    .transform(({ option_groups }) => ({
      options: option_groups.flatMap((group) => group.options),
    })),
]);
/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select */
const SUGGESTION_LIMIT = 100;
const MIN_QUERY_LENGTH = 3;

/** What the app offers for what was typed into a select; nothing below the select's minimum length. */
export async function suggest(
  wiring: Wiring,
  click: Click & { query: string },
): Promise<{ text: string; value: string }[]> {
  const { state } = wiring;
  const found = find(state, click);
  const minimum = found.element['min_query_length'] ?? MIN_QUERY_LENGTH;
  if (click.query.length < Number(minimum)) return [];
  const outcome = await wiring.send({
    kind: 'interactive',
    name: 'block_suggestion',
    message: found.message ? { channel: found.message.channel, ts: found.message.ts } : null,
    payload: {
      type: 'block_suggestion',
      ...interactionBase(state, click.user),
      ...context(state, found, click),
      action_id: click.actionId,
      block_id: click.blockId,
      value: click.query,
    },
  });
  if (outcome.failure) return [];
  const suggestions = Suggestions.safeParse(outcome.body);
  if (!suggestions.success || suggestions.data.options.length > SUGGESTION_LIMIT) {
    keepProblems(outcome, [
      { pointer: '/options', message: `must be at most ${SUGGESTION_LIMIT} options` },
    ]);
    return [];
  }
  const { options } = suggestions.data;
  const before = state.offered.get(click.actionId) ?? [];
  state.offered.set(click.actionId, [...before, ...options].slice(-10 * SUGGESTION_LIMIT));
  return options.map(({ text, value }) => ({ text: text.text, value }));
}

type Found = { element: Element; message: Message | null; view: OpenView | null };

function find(state: State, { user, place, blockId, actionId }: Click): Found {
  const message = place.kind === 'message' ? messageAt(state, place.channel, place.ts) : null;
  const view =
    place.kind === 'view'
      ? findView(state, { id: place.viewId })
      : place.kind === 'home'
        ? state.homes.get(user)
        : null;
  const blocks = message?.blocks ?? view?.view.blocks;
  if (!blocks) throw new Error(`There is no such ${place.kind} any more.`);
  const placed = elementsOf(blocks).find(
    (known) => known.blockId === blockId && known.element.action_id === actionId,
  );
  if (!placed) throw new Error(`There is nothing called ${actionId} in block ${blockId}.`);
  return { element: placed.element, message: message ?? null, view: view ?? null };
}

/** The container and what stands in it: a message with its channel, or a view; with the state of its elements. */
function context(state: State, found: Found, { place }: Click): Record<string, unknown> {
  const { message, view } = found;
  if (view) {
    const values = formValues(view.view.blocks, place.kind === 'view' ? (place.state ?? {}) : {});
    return {
      container: { type: 'view', view_id: view.id },
      view: viewJson(state, view, values),
    };
  }
  if (!message) return {};
  const channel = state.channels.get(message.channel);
  const values = formValues(message.blocks, state.picked.get(keyOf(message)) ?? {});
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.onlyFor !== null,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    channel: {
      id: message.channel,
      name: channel?.kind === 'im' ? 'directmessage' : (channel?.name ?? ''),
    },
    // Slack does not send an ephemeral message back; only its place.
    ...(message.onlyFor === null && { message: messageJson(state, message) }),
    state: { values },
  };
}

function remember(
  state: State,
  { message }: Found,
  { blockId, actionId }: Click,
  value: Record<string, unknown>,
): void {
  if (!message) return;
  const picked: ViewState = state.picked.get(keyOf(message)) ?? {};
  picked[blockId] = { ...picked[blockId], [actionId]: value };
  state.picked.set(keyOf(message), picked);
}

function responseUrl(state: State, message: Message, user: string): string {
  return giveResponseUrl(
    state,
    {
      channel: message.channel,
      user,
      original: { ts: message.ts },
      threadTs: message.threadTs,
    },
    'actions',
  );
}

const BUTTONS = ['button', 'feedback_buttons', 'icon_button', 'workflow_button'];

function pressed(element: Element, value: string | string[] | undefined): Record<string, unknown> {
  if (element.type === 'feedback_buttons') {
    const buttons = [element['positive_button'], element['negative_button']] as Element[];
    const button = buttons.find((known) => known?.['value'] === value) ?? buttons[0];
    return copied(button ?? element, ['text', 'value']);
  }
  return copied(element, ['text', 'value', 'url', 'style']);
}

function copied(element: Element, keys: string[]): Record<string, unknown> {
  return Object.fromEntries(
    keys.filter((key) => element[key] !== undefined).map((key) => [key, element[key]]),
  );
}

function keyOf(message: Message): string {
  return `${message.channel}:${message.ts}`;
}
