import { expect, it } from 'vitest';
import type { Scene } from '../scene.ts';
import { drawBlocks } from './draw.ts';

const scene: Scene = {
  files: '/demo/slack/files/',
  me: 'U1',
  now: new Date('2026-06-15T12:30:00Z'),
  tz: 'Europe/Berlin',
  people: [{ id: 'U1', name: 'Ana Duarte', isBot: false }],
  channels: [{ id: 'C1', name: 'general' }],
};

function draw(...blocks: unknown[]): string {
  return String(drawBlocks(blocks, scene, { id: 'm' }));
}

const plain = (text: string) => ({ type: 'plain_text', text });
const rich = (...elements: object[]) => ({ type: 'rich_text', elements });
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const text = (words: string, style?: object) => ({ type: 'text', text: words, style });

it('shows a box for a block or an element it does not know', () => {
  expect(draw({ type: 'hologram' })).toContain('Cannot draw hologram');
  expect(draw({ type: 'actions', elements: [{ type: 'lever' }] })).toContain('Cannot draw lever');
  expect(draw(rich({ type: 'rich_text_spiral' }))).toContain('Cannot draw rich_text_spiral');
  expect(draw({ type: '<b>' })).toContain('Cannot draw &lt;b&gt;');
});

it('draws the other blocks when one is malformed', () => {
  const drawn = draw({ type: 'header' }, null, { type: 'section', text: plain('still here') });
  expect(drawn).toContain('Cannot draw header (malformed block)');
  expect(drawn).toContain('still here');
});

it('parses mrkdwn and leaves plain text as it is', () => {
  const drawn = draw(
    { type: 'section', text: { type: 'mrkdwn', text: '*a*' } },
    { type: 'section', text: plain('*b* <@U1> `c`') },
  );
  expect(drawn).toContain('<strong>a</strong>');
  expect(drawn).toContain('*b* &lt;@U1&gt; `c`');
});

it('keeps the styles of rich text and reads no markup in it', () => {
  const drawn = draw(
    rich(
      section(text('*not bold* <b>'), text('bold', { bold: true, italic: true })),
      { type: 'rich_text_list', style: 'bullet', elements: [section(text('one'))] },
      {
        type: 'rich_text_list',
        style: 'ordered',
        indent: 1,
        offset: 2,
        elements: [section(text('two'))],
      },
    ),
  );
  expect(drawn).toContain('*not bold* &lt;b&gt;');
  expect(drawn).toContain('<strong><em>bold</em></strong>');
  expect(drawn).toContain('<ul class="indent-0"><li>one</li></ul>');
  expect(drawn).toContain('<ol class="indent-1" start="3"><li>two</li></ol>');
});

it('draws the Markdown block as Markdown, with HTML in it as text', () => {
  const drawn = draw({
    type: 'markdown',
    text: '# Title\n\n**bold** and [a link](https://a.example) <script>\n\n- one\n  - two\n- [x] done\n\n> quote\n\n```js\nx < 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |',
  });
  for (const part of [
    '<h3>Title</h3>',
    '<strong>bold</strong>',
    'href="https://a.example"',
    '&lt;script&gt;',
    '<ul><li>one<ul><li>two</li></ul></li>',
    'checked> done',
    '<blockquote><p>quote</p></blockquote>',
    '<pre>x &lt; 1</pre>',
    '<th>a</th>',
    '<td>2</td>',
  ]) {
    expect(drawn).toContain(part);
  }
});

it('names each element by its block and action, and by a name of its own where it has none', () => {
  const button = { type: 'button', text: plain('Go'), value: 'v' };
  const drawn = draw({
    type: 'actions',
    block_id: 'b',
    elements: [{ ...button, action_id: 'go' }, button],
  });
  expect(drawn).toContain('data-block="b" data-action="go"');
  expect(drawn).toContain('data-block="b" data-action="b-action"');
});

it('lets no address run code', () => {
  const evil = 'javascript:alert(1)';
  const drawn = draw(
    { type: 'actions', elements: [{ type: 'button', text: plain('Go'), url: evil }] },
    { type: 'image', image_url: evil, alt_text: 'evil' },
    { type: 'markdown', text: `[x](${evil}) ![y](${evil})` },
    rich(section({ type: 'link', url: evil, text: 'z' })),
    {
      type: 'video',
      video_url: evil,
      title_url: evil,
      thumbnail_url: evil,
      alt_text: 'v',
      title: plain('v'),
    },
  );
  expect(drawn).not.toMatch(/(href|src)="javascript/);
});

it('keeps what an app chose as ids and values inside their attributes', () => {
  const evil = '"><script>alert(1)</script>';
  const drawn = draw(
    {
      type: 'input',
      block_id: evil,
      label: plain(evil),
      hint: plain(evil),
      element: {
        type: 'static_select',
        action_id: evil,
        placeholder: plain(evil),
        options: [{ text: plain(evil), value: evil }],
      },
    },
    {
      type: 'data_visualization',
      title: evil,
      chart: { type: 'pie', segments: [{ label: evil, value: 1 }] },
    },
    {
      type: 'table',
      rows: [[{ type: 'raw_text', text: evil }]],
      column_settings: [{ align: evil }],
    },
  );
  expect(drawn).not.toContain('<script');
});

it('says under its field what was wrong with it', () => {
  const block = {
    type: 'input',
    block_id: 'why',
    label: plain('Why'),
    element: { type: 'plain_text_input', action_id: 'text' },
  };
  const drawn = String(drawBlocks([block], scene, { id: 'v', errors: { why: 'Say more.' } }));
  expect(drawn).toContain('role="alert">Say more.</p>');
  expect(drawn).toContain('aria-invalid="true"');
});

it('shows the first page of a data table and hides the rest', () => {
  const row = (name: string) => [{ type: 'raw_text', text: name }];
  const drawn = draw({
    type: 'data_table',
    caption: 'All',
    page_size: 2,
    rows: ['Name', 'a', 'b', 'c'].map(row),
  });
  expect(drawn.match(/<tr hidden>/g)).toHaveLength(1);
  expect(drawn).toContain('1–2 of 3');
});
