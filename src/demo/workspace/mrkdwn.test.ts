import { expect, it } from 'vitest';
import { mrkdwn, plain } from './mrkdwn.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  files: '/demo/slack/files/',
  me: 'U1',
  now: new Date('2026-06-15T12:30:00Z'),
  tz: 'Europe/Berlin',
  people: [
    { id: 'U1', name: 'Ana Duarte', isBot: false },
    { id: 'U2', name: 'Sam <b>', isBot: false },
  ],
  channels: [{ id: 'C1', name: 'general' }],
};

function link(url: string, text: string): string {
  return `<a href="${url}" target="_blank" rel="noopener noreferrer">${text}</a>`;
}

const general = '<a class="mention" href="?channel=C1" data-channel="C1">#general</a>';

it.each([
  ['*bold* _italic_ ~struck~', '<strong>bold</strong> <em>italic</em> <s>struck</s>'],
  ['*bold _and italic_*', '<strong>bold <em>and italic</em></strong>'],
  ['2*3*4 snake_case_name a~b~c', '2*3*4 snake_case_name a~b~c'],
  ['* not bold * and ** nothing **', '* not bold * and ** nothing **'],
  ['*one\ntwo*', '*one<br>two*'],
  ['`code *x*` and `<i>`', '<code>code *x*</code> and <code>&lt;i&gt;</code>'],
  ['```a *b*\n&lt;c&gt;```', '<pre>a *b*\n&lt;c&gt;</pre>'],
  ['# line stays', '# line stays'],
  ['- one\n• two', '- one<br>• two'],
  ['[x](y) stays', '[x](y) stays'],
  ['a\n> b\n&gt; c\nd', 'a<blockquote>b<br>c</blockquote>d'],
  ['>>> a\nb', '<blockquote>a<br>b</blockquote>'],
  [
    ':tada: :no_such_thing: 10:30:00',
    '<span class="emoji" role="img" aria-label="tada">🎉</span> :no_such_thing: 10:30:00',
  ],
  ['&amp; &lt; &gt; &copy; &amp;lt;', '&amp; &lt; &gt; &amp;copy; &amp;lt;'],
])('draws %j as Slack does', (text, expected) => {
  expect(String(mrkdwn(text, scene))).toBe(expected);
});

it.each([
  [
    '<https://a.example/?x=1&amp;y=2|Open *it*>',
    link('https://a.example/?x=1&amp;y=2', 'Open *it*'),
  ],
  ['<https://a.example>', link('https://a.example', 'https://a.example')],
  ['*<https://a.example|Open>*', `<strong>${link('https://a.example', 'Open')}</strong>`],
  ['see https://a.example/x.', `see ${link('https://a.example/x', 'https://a.example/x')}.`],
  ['(https://a.example/x)', `(${link('https://a.example/x', 'https://a.example/x')})`],
  ['<mailto:a@b.example|a@b.example>', link('mailto:a@b.example', 'a@b.example')],
  ['#general and x#general and #nowhere', `${general} and x#general and #nowhere`],
  ['<#C1|old-name>', general],
  ['<#C9|secret>', '<span class="mention">#secret</span>'],
  ['<@U2>', '<span class="mention">@Sam &lt;b&gt;</span>'],
  ['<@U1>', '<span class="mention me">@Ana Duarte</span>'],
  ['<@U9|somebody>', '<span class="mention">@somebody</span>'],
  [
    '<!channel> <!here>',
    '<span class="mention me">@channel</span> <span class="mention me">@here</span>',
  ],
  ['<!subteam^S1|@risk>', '<span class="mention">@risk</span>'],
])('turns %j into a link or a mention', (text, expected) => {
  expect(String(mrkdwn(text, scene))).toBe(expected);
});

it.each([
  ['{date_num} {time}', '2026-06-15 14:00'],
  ['{date_long}', 'Monday, June 15th, 2026'],
  ['{date_short_pretty} {ago}', 'today 30 minutes ago'],
  ['{nonsense}', '{nonsense}'],
])('fills the date %j in the reader’s time zone', (pattern, expected) => {
  const seconds = Date.parse('2026-06-15T12:00:00Z') / 1000;
  expect(String(mrkdwn(`<!date^${seconds}^${pattern}|fallback>`, scene))).toBe(
    `<time datetime="2026-06-15T12:00:00.000Z">${expected}</time>`,
  );
});

it('shows the fallback of a date that is none', () => {
  expect(String(mrkdwn('<!date^soon^{date}|later &amp; more>', scene))).toBe('later &amp; more');
});

it('leaves addresses and channel names alone where the text is verbatim', () => {
  const text = 'https://a.example #general *b*';
  expect(String(mrkdwn(text, scene, { verbatim: true }))).toBe(
    'https://a.example #general <strong>b</strong>',
  );
});

it.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<javascript:alert(1)|click>',
  '<data:text/html,x|click>',
  '"><svg onload=alert(1)>',
  '`</code><script>`',
  '```</pre><script>```',
  '<https://a.example/"onmouseover="alert(1)|x>',
  '<https://a.example|</a><script>>',
  '<@U2|<script>>',
])('injects nothing from %j', (text) => {
  const drawn = String(mrkdwn(text, scene));
  expect(drawn).not.toMatch(/<(script|img|svg)|href="(javascript|data)|"on\w+=/i);
});

it('never parses plain text', () => {
  expect(String(plain('*a* <@U1> <https://x.example|y> :tada:\nb'))).toBe(
    '*a* &lt;@U1&gt; &lt;https://x.example|y&gt; :tada:<br>b',
  );
  expect(String(plain(':tada:', { emoji: true }))).toBe('🎉');
});
