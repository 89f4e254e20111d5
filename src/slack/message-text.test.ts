import { expect, it } from 'vitest';
import { spotsIn } from '../questions/things/in-text.ts';
import { ShownMessage, wordsOfMessage } from './message-text.ts';

const words = (message: unknown) => wordsOfMessage(ShownMessage.parse(message)).split('\n');

it('reads text, with labels and addresses of links', () => {
  expect(
    words({ text: '<https://pd.example/i/Q1|#12: book-api is slow> &amp; <@U01ANA> <!here>' }),
  ).toEqual(['#12: book-api is slow https://pd.example/i/Q1 &']);
});

it('reads attachments with their fields, links and buttons', () => {
  const attachments = [
    {
      title: '[FIRING:1] BookLag',
      title_link: 'https://grafana.example/d/book',
      fields: [{ title: 'Service', value: 'book-api' }, { value: 'prod' }],
      actions: [{ type: 'button', text: 'Runbook', url: 'https://runbooks.example/book' }],
      fallback: 'not this',
      color: 'danger',
    },
    { fallback: 'only this' },
  ];
  expect(words({ text: '', attachments })).toEqual([
    '[FIRING:1] BookLag',
    'https://grafana.example/d/book',
    'Service: book-api',
    'prod',
    'https://runbooks.example/book',
    'only this',
  ]);
});

it('reads blocks of every sort, rich text line by line, and no menus', () => {
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: 'TypeError' } },
    { type: 'section', fields: [{ type: 'mrkdwn', text: '*Project*: book' }] },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_preformatted',
          elements: [
            { type: 'text', text: 'at post (' },
            { type: 'text', text: '/srv/x.js:1:2)' },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'see ' },
            { type: 'link', url: 'https://github.com/acme/book', text: 'book' },
            { type: 'text', text: 'ledger', style: { code: true } },
          ],
        },
      ],
    },
    {
      type: 'actions',
      elements: [
        { type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'https://s.example/1' },
        { type: 'static_select', options: [{ text: { text: 'payments-api' }, value: 'x' }] },
      ],
    },
  ];
  expect(words({ text: 'TypeError', blocks })).toEqual([
    'TypeError',
    '*Project*: book',
    'at post (/srv/x.js:1:2)',
    'see book https://github.com/acme/book `ledger`',
    'Open',
    'https://s.example/1',
  ]);
});

it('takes what Slack never sends for nothing', () => {
  expect(words({})).toEqual(['']);
  expect(words({ text: 4, blocks: 'x', attachments: [{ fields: 'y' }] })).toEqual(['']);
});

const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });

it.each([
  [
    'PagerDuty',
    {
      attachments: [
        {
          fallback: '#1042 Slow',
          blocks: [
            {
              type: 'section',
              text: mrkdwn('*<https://acme.pagerduty.com/incidents/Q1|#1042>: Slow*'),
            },
            {
              type: 'section',
              fields: [mrkdwn('*Service:*\n<https://acme.pagerduty.com/services/PX1|ledger>')],
            },
          ],
        },
      ],
    },
  ],
  [
    'Grafana',
    {
      attachments: [
        {
          title: '[FIRING:1] LagHigh (prod)',
          title_link: 'https://grafana.example/alerting/grafana/abc/view',
          text: '*Firing*\n\nValue: A=17\nLabels:\n - alertname = LagHigh\n - service = ledger\n',
          footer: 'Grafana v11',
        },
      ],
    },
  ],
  [
    'Datadog',
    {
      attachments: [
        {
          title: 'Triggered: [P2] Lag is high on {service:ledger}',
          text: 'avg(last_5m) above 10',
          fields: [{ title: 'Tags', value: 'env:prod, service:ledger', short: false }],
        },
      ],
    },
  ],
  [
    'Sentry',
    {
      blocks: [
        {
          type: 'section',
          text: mrkdwn('*<https://acme.sentry.io/issues/1/|TypeError>*\nCannot read id'),
        },
        {
          type: 'context',
          elements: [mrkdwn('Project: <https://acme.sentry.io/projects/ledger/|ledger>')],
        },
      ],
    },
  ],
])('leads from an alert of %s to the service it names', (_, message) => {
  const spots = spotsIn(wordsOfMessage(ShownMessage.parse(message)));
  expect(spots.filter(({ sort }) => sort === 'label').map(({ said }) => said)).toEqual(['ledger']);
});
