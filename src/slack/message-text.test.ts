import { expect, it } from 'vitest';
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
