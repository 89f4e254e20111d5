import { channelFor, interactionBase, TROUBLE, type Wiring } from './interactions.ts';
import { messageAt, messageJson, post } from './messages.ts';
import { giveResponseUrl } from './response-url.ts';
import { giveTrigger } from './state.ts';

/** A person picks an app's entry in the menu of a message. https://docs.slack.dev/interactivity/implementing-shortcuts#messages */
export async function useMessageShortcut(
  wiring: Wiring,
  user: string,
  { channel: place, ts, callbackId }: { channel: string; ts: string; callbackId: string },
): Promise<void> {
  const { state } = wiring;
  const channel = channelFor(state, place, user);
  const message = messageAt(state, channel.id, ts);
  if (!message) throw new Error('There is no such message any more.');
  expectKnown(wiring, 'message', callbackId);
  const outcome = await wiring.send({
    kind: 'interactive',
    name: `message_action ${callbackId}`,
    message: { channel: channel.id, ts },
    payload: {
      type: 'message_action',
      callback_id: callbackId,
      ...interactionBase(state, user),
      action_ts: state.nextTs(),
      trigger_id: giveTrigger(state, user),
      response_url: giveResponseUrl(
        state,
        { channel: channel.id, user, original: null, threadTs: message.threadTs },
        'app',
      ),
      message_ts: ts,
      channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
      message: messageJson(state, message),
    },
  });
  if (outcome.failure)
    post(state, { channel: channel.id, user: 'USLACKBOT', text: TROUBLE, onlyFor: user });
}

/** A person picks an app's entry in the shortcuts menu, which belongs to no place. */
export async function useGlobalShortcut(
  wiring: Wiring,
  user: string,
  callbackId: string,
): Promise<void> {
  const { state } = wiring;
  expectKnown(wiring, 'global', callbackId);
  await wiring.send({
    kind: 'interactive',
    name: `shortcut ${callbackId}`,
    message: null,
    payload: {
      type: 'shortcut',
      callback_id: callbackId,
      ...interactionBase(state, user),
      action_ts: state.nextTs(),
      trigger_id: giveTrigger(state, user),
    },
  });
}

function expectKnown({ state }: Wiring, type: 'message' | 'global', callbackId: string): void {
  const isKnown = state.shortcuts?.some(
    (shortcut) => shortcut.type === type && shortcut.callback_id === callbackId,
  );
  if (state.shortcuts && !isKnown)
    throw new Error(`The app has no ${type} shortcut ${callbackId}.`);
}
