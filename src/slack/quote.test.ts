import { expect, it } from 'vitest';
import { quoteOf } from '../docs/quote.ts';
import type { Quote } from '../questions/answer.ts';
import { checkMessage } from './checker.ts';
import { drawQuote } from './quote.ts';

const pageOf = () => 'https://callboard.example/catalog/default/component/ledger';

function drawn(markdown: string, room = 1) {
  const quote: Quote = {
    title: 'Runbook <!channel>',
    ref: 'component:default/ledger',
    address: '/docs/default/component/ledger/runbook/',
    source: null,
    detail: 'acme/ledger · owned by <@U1>',
    question: '',
    path: ['Restart'],
    parts: quoteOf(markdown, (href) => href),
    isCut: false,
    edit: 'https://github.com/acme/ledger/edit/main/docs/runbook.md',
  };
  const blocks = drawQuote({ kind: 'quote', quote, more: 'more docs about: x' }, { room, pageOf });
  expect(checkMessage({ text: 'x', blocks })).toEqual([]);
  return blocks;
}

it('shows lists, code, tables and notes as Slack has them', () => {
  const blocks = drawn(
    '1. Drain\n\n   ```sh\n   drain now\n   ```\n\n2. Restart\n\n| a | b |\n|---|---|\n| 1 | `2` |\n\n!!! warning "Never"\n    by hand\n\n| c |\n|---|\n| 3 |',
  );
  expect(blocks.map(({ type }) => type)).toEqual([
    'section',
    'rich_text',
    'table',
    'rich_text',
    'actions',
  ]);
  expect(JSON.stringify(blocks)).toContain('"offset":1');
});

it('pings nobody, and sends nobody elsewhere than it says', () => {
  const shown = JSON.stringify(
    drawn(
      'See &lt;!channel> &lt;@U1> [https://bank.example](https://evil.example/) [page](/docs/a/b/c/)',
    ),
  );
  expect(shown).not.toMatch(/"type":"(?:broadcast|user)"/);
  expect(shown).toContain('Runbook &lt;!channel&gt;');
  expect(shown).toContain('"url":"https://evil.example/","text":"https://evil.example/"');
  expect(shown).toContain('"url":"https://callboard.example/docs/a/b/c/"');
});

it('cuts what is long, with a link to the rest', () => {
  const blocks = drawn('word '.repeat(2_000), 0.5);
  expect(JSON.stringify(blocks).length).toBeLessThan(4_000);
  expect(JSON.stringify(blocks)).toContain('the rest is on the page');
});
