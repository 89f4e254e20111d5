import { createFakeSlack, type FakeSlack } from '../src/demo/slack/fake-slack.ts';
import type { Seed } from '../src/demo/slack/model.ts';
import { NO_CHECK, TEST_SEED } from '../src/demo/slack/test-slack.ts';
import { everyBlock } from './every-block.ts';
import { loud, serviceCard, trial, welcome } from './stand-in-blocks.ts';

// A workspace with a bot of a few words, for what concerns the page alone: it posts, asks, opens and updates what the
// page has to draw and hear.

type Payload = {
  type?: string;
  event?: {
    type: string;
    bot_id?: string;
    thread_ts?: string;
    text?: string;
    channel?: string;
    ts?: string;
    user?: string;
  };
  user?: { id: string };
  channel?: { id: string };
  message?: { ts: string; thread_ts?: string };
  trigger_id?: string;
  actions?: { action_id: string; value?: string; selected_option?: { value: string } }[];
  view?: {
    id: string;
    callback_id?: string;
    state?: { values: Record<string, Record<string, { value?: string | null }>> };
  };
  value?: string;
  command?: string;
  text?: string;
};

export function createStandIn(now: () => Date, seed: Seed = TEST_SEED): FakeSlack {
  const slack = createFakeSlack({ now, seed, signingSecret: 'shh', check: NO_CHECK, deliver });

  async function call(method: string, body: object): Promise<{ ts: string }> {
    const response = await slack.fetch(`https://slack.com/api/${method}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        authorization: `Bearer ${slack.bot.botToken}`,
      },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { ts: string };
  }

  async function deliver(request: Request): Promise<Response> {
    const text = await request.text();
    const isForm = request.headers.get('content-type')?.includes('form');
    const form = new URLSearchParams(text);
    const payload: Payload = !isForm
      ? JSON.parse(text)
      : form.has('payload')
        ? JSON.parse(form.get('payload') ?? '')
        : Object.fromEntries(form);
    const body = await answer(payload);
    return body ? Response.json(body) : new Response('');
  }

  async function answer(payload: Payload): Promise<object | undefined> {
    if (payload.event) return void (await hear(payload.event));
    if (payload.command) return command(payload);
    if (payload.type === 'block_suggestion') {
      const names = ['payments-api', 'payments-worker', 'payouts-api', 'ledger'];
      const found = names.filter((name) => name.includes(payload.value ?? ''));
      return {
        options: found.map((name) => ({ text: { type: 'plain_text', text: name }, value: name })),
      };
    }
    if (payload.type === 'view_submission') return submitted(payload);
    if (payload.type === 'block_actions') return void (await acted(payload));
    return undefined;
  }

  async function hear(event: NonNullable<Payload['event']>): Promise<void> {
    if (event.type === 'app_home_opened') {
      const view = { type: 'home', blocks: trial('Welcome home') };
      await call('views.publish', { user_id: event.user, view });
      return;
    }
    if (event.bot_id) return;
    const { channel, ts, text = '' } = event;
    const thread = { channel, thread_ts: event.thread_ts ?? ts };
    if (text.includes('everything'))
      await call('chat.postMessage', { ...thread, text: 'Everything', blocks: everyBlock() });
    else if (text.includes('loud'))
      await call('chat.postMessage', {
        ...thread,
        text: loud,
        blocks: [{ type: 'section', text: { type: 'mrkdwn', text: loud } }],
      });
    else if (text.includes('welcome'))
      await call('chat.postMessage', { channel, text: 'Hello', blocks: welcome() });
    else if (text.includes('who owns'))
      await call('chat.postMessage', {
        ...thread,
        text: 'payments-api is owned by Payments Platform.',
        blocks: serviceCard(),
      });
    else await call('chat.postMessage', { ...thread, text: `I do not know “${text}”.` });
  }

  function command(payload: Payload): object {
    return { response_type: 'ephemeral', text: `You asked *${payload.text}*.` };
  }

  async function acted(payload: Payload): Promise<void> {
    const action = payload.actions?.[0];
    const place = { channel: payload.channel?.id, ts: payload.message?.ts };
    if (action?.action_id === 'open') {
      const view = {
        type: 'modal',
        callback_id: 'fix',
        title: { type: 'plain_text', text: 'Correct the owner' },
        submit: { type: 'plain_text', text: 'Send' },
        blocks: trial('Who owns payments-api?'),
      };
      await call('views.open', { trigger_id: payload.trigger_id, view });
    } else if (action?.action_id === 'push') {
      const view = {
        type: 'modal',
        title: { type: 'plain_text', text: 'Second page' },
        blocks: [{ type: 'section', text: { type: 'plain_text', text: 'On top' } }],
      };
      await call('views.push', { trigger_id: payload.trigger_id, view });
    } else if (action?.action_id === 'delete') {
      await call('chat.delete', place);
    } else if (place.ts) {
      const chosen = action?.selected_option?.value ?? action?.value ?? '';
      await call('chat.postMessage', {
        channel: place.channel,
        thread_ts: payload.message?.thread_ts ?? place.ts,
        text: `You chose ${action?.action_id} ${chosen}`.trim(),
      });
    }
  }

  async function submitted(payload: Payload): Promise<object | undefined> {
    const why = payload.view?.state?.values['why']?.['text']?.value ?? '';
    if (why === 'because')
      return { response_action: 'errors', errors: { why: 'Please say more than that.' } };
    await call('chat.postMessage', { channel: payload.user?.id, text: `Thank you: ${why}` });
    return undefined;
  }

  return slack;
}
