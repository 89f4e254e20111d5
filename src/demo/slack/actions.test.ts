import { describe, expect, it } from 'vitest';
import { listening, MODAL, type Payload } from './test-slack.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const BLOCKS = [
  {
    type: 'actions',
    block_id: 'buttons',
    elements: [
      { type: 'button', action_id: 'snooze', text: plain('Snooze'), value: '7d' },
      { type: 'static_select', action_id: 'tier', options: [option('one'), option('two')] },
      { type: 'overflow', action_id: 'more', options: [option('docs')] },
      { type: 'users_select', action_id: 'who' },
      { type: 'datepicker', action_id: 'until', initial_date: '2026-07-01' },
    ],
  },
  {
    type: 'section',
    block_id: 'side',
    text: plain('a'),
    accessory: { type: 'external_select', action_id: 'entity', min_query_length: 2 },
  },
  {
    type: 'context_actions',
    block_id: 'feedback',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'useful',
        positive_button: { text: plain('Good'), value: 'yes' },
        negative_button: { text: plain('Bad'), value: 'no' },
      },
    ],
  },
];

async function posted(more: object = {}) {
  const given = listening();
  const { ts = '' } = (await given.client.apiCall('chat.postMessage', {
    channel: given.id('payments'),
    text: 'Card',
    blocks: BLOCKS,
    ...more,
  })) as { ts?: string };
  const place = { kind: 'message', channel: given.id('payments'), ts } as const;
  const actionOf = () => (given.last()['actions'] as Payload[])[0];
  return { ...given, place, ts, actionOf };
}

describe('a press in a message', () => {
  it('reaches the app with the message, its state and a way to answer', async () => {
    const { slack, place, ts, id, last } = await posted();
    await slack.as('U01ANA').act(place, 'buttons', 'snooze');
    expect(last()).toMatchObject({
      type: 'block_actions',
      user: { id: 'U01ANA', username: 'ana', team_id: 'T0TEST' },
      api_app_id: slack.bot.appId,
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: id('payments'),
        is_ephemeral: false,
      },
      channel: { id: id('payments'), name: 'payments' },
      message: { ts, text: 'Card', bot_id: slack.bot.botId },
      state: { values: { buttons: { until: { selected_date: '2026-07-01' } } } },
      response_url: expect.stringContaining('/actions/'),
      trigger_id: expect.any(String),
      actions: [
        {
          type: 'button',
          action_id: 'snooze',
          block_id: 'buttons',
          value: '7d',
          text: { text: 'Snooze' },
        },
      ],
    });
  });

  it.each<[string, string, string, string | string[] | undefined, object]>([
    ['an option', 'buttons', 'tier', 'two', { selected_option: { value: 'two' } }],
    ['a menu entry', 'buttons', 'more', 'docs', { selected_option: { text: { text: 'DOCS' } } }],
    ['a person', 'buttons', 'who', 'U01SAM', { selected_user: 'U01SAM' }],
    ['a date', 'buttons', 'until', '2026-08-01', { selected_date: '2026-08-01' }],
    ['an opinion', 'feedback', 'useful', 'no', { value: 'no', text: { text: 'Bad' } }],
  ])('says which of them it was: %s', async (_name, block, action, value, expected) => {
    const { slack, place, actionOf } = await posted();
    await slack.as('U01ANA').act(place, block, action, value);
    expect(actionOf()).toMatchObject(expected);
  });

  it('is remembered in the state of the message', async () => {
    const { slack, place, last } = await posted();
    await slack.as('U01ANA').act(place, 'buttons', 'tier', 'two');
    await slack.as('U01ANA').act(place, 'buttons', 'snooze');
    expect(last()['state']).toMatchObject({
      values: { buttons: { tier: { selected_option: { value: 'two' } } } },
    });
  });

  it('cannot choose what is not offered', async () => {
    const { slack, place } = await posted();
    const ana = slack.as('U01ANA');
    await expect(ana.act(place, 'buttons', 'tier', 'nine')).rejects.toThrow('no option "nine"');
    await expect(ana.act(place, 'buttons', 'gone')).rejects.toThrow('nothing called gone');
    await expect(ana.act({ ...place, ts: '1.2' }, 'buttons', 'snooze')).rejects.toThrow(
      'no such message',
    );
  });

  it('in an ephemeral message brings no message, and only its address can change it', async () => {
    const given = listening();
    const { message_ts: ts = '' } = (await given.client.apiCall('chat.postEphemeral', {
      channel: given.id('payments'),
      user: 'U01ANA',
      text: 'Card',
      blocks: BLOCKS,
    })) as { message_ts?: string };
    const place = { kind: 'message', channel: given.id('payments'), ts } as const;
    await given.slack.as('U01ANA').act(place, 'buttons', 'snooze');
    expect(given.last()).toMatchObject({ container: { is_ephemeral: true } });
    expect(given.last()).not.toHaveProperty('message');
    const url = String(given.last()['response_url']);
    const body = JSON.stringify({ replace_original: true, text: 'Snoozed' });
    await given.slack.fetch(url, { method: 'POST', body });
    expect(given.slack.lastMessage('payments')).toMatchObject({
      text: 'Snoozed',
      onlyFor: 'U01ANA',
    });
    await given.slack.fetch(url, {
      method: 'POST',
      body: JSON.stringify({ delete_original: true }),
    });
    expect(given.slack.lastMessage('payments')?.text).toBe('Morning');
  });

  it('that the app does not take is said to the person', async () => {
    const { slack, place, failWith } = await posted();
    failWith(404);
    await slack.as('U01ANA').act(place, 'buttons', 'snooze');
    expect(slack.lastMessage('payments')).toMatchObject({ user: 'USLACKBOT', onlyFor: 'U01ANA' });
  });
});

describe('a press in a view', () => {
  it('brings the view with what was typed so far, and may push another', async () => {
    const { slack, client, last } = listening();
    const ana = slack.as('U01ANA');
    await ana.command('payments', '/callboard', '');
    const { view } = (await client.apiCall('views.open', {
      trigger_id: last()['trigger_id'],
      view: {
        ...MODAL,
        blocks: [
          ...BLOCKS.slice(0, 1),
          {
            type: 'input',
            block_id: 'name',
            label: plain('Name'),
            element: { type: 'plain_text_input', action_id: 'it' },
          },
        ],
      },
    })) as { view?: { id: string } };
    const viewId = view?.id ?? '';
    const state = { name: { it: { type: 'plain_text_input', value: 'ledger' } } };
    await ana.act({ kind: 'view', viewId, state }, 'buttons', 'snooze');
    expect(last()).toMatchObject({
      container: { type: 'view', view_id: viewId },
      view: { id: viewId, state: { values: { name: { it: { value: 'ledger' } } } } },
    });
    expect(last()).not.toHaveProperty('response_url');
    await client.views.push({ trigger_id: String(last()['trigger_id']), view: MODAL });
    expect(ana.views()).toHaveLength(2);
  });

  it('reaches the app from the Home tab', async () => {
    const { slack, client, last } = listening();
    const view = { type: 'home', blocks: BLOCKS.slice(0, 1) };
    await client.apiCall('views.publish', { user_id: 'U01ANA', view });
    await slack.as('U01ANA').act({ kind: 'home' }, 'buttons', 'snooze');
    expect(last()).toMatchObject({ container: { type: 'view' }, view: { type: 'home' } });
    await expect(slack.as('U01SAM').act({ kind: 'home' }, 'buttons', 'snooze')).rejects.toThrow(
      'no such home',
    );
  });
});

describe('suggestions', () => {
  it('come from the app and can then be picked', async () => {
    const { slack, place, answerWith, actionOf, last } = await posted();
    answerWith({ options: [option('ledger')] });
    const ana = slack.as('U01ANA');
    expect(await ana.suggest(place, 'side', 'entity', 'led')).toEqual([
      { text: 'LEDGER', value: 'ledger' },
    ]);
    expect(last()).toMatchObject({ type: 'block_suggestion', action_id: 'entity', value: 'led' });
    await ana.act(place, 'side', 'entity', 'ledger');
    expect(actionOf()).toMatchObject({ selected_option: option('ledger') });
  });

  it('are not asked for below the shortest query', async () => {
    const { slack, place, received } = await posted();
    expect(await slack.as('U01ANA').suggest(place, 'side', 'entity', 'l')).toEqual([]);
    expect(received.filter(({ payload }) => payload['type'] === 'block_suggestion')).toEqual([]);
  });

  it('are none where the app offers too many or fails', async () => {
    const { slack, place, answerWith, failWith } = await posted();
    answerWith({ options: Array.from({ length: 101 }, (_, n) => option(`${n}`)) });
    expect(await slack.as('U01ANA').suggest(place, 'side', 'entity', 'led')).toEqual([]);
    expect(slack.journal().at(-1)?.problems).toHaveLength(1);
    failWith(500);
    expect(await slack.as('U01ANA').suggest(place, 'side', 'entity', 'led')).toEqual([]);
  });

  it('may come in groups', async () => {
    const { slack, place, answerWith } = await posted();
    answerWith({ option_groups: [{ label: plain('Services'), options: [option('ledger')] }] });
    expect(await slack.as('U01ANA').suggest(place, 'side', 'entity', 'led')).toHaveLength(1);
  });
});
