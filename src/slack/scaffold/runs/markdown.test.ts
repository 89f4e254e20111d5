import { expect, it } from 'vitest';
import { mrkdwnOf } from './markdown.ts';

it.each([
  ['**bold** and *slanted*', '*bold* and _slanted_'],
  ['# Next steps', '*Next steps*'],
  ['- one\n- two', '• one\n• two'],
  ['Run `make **all**`', 'Run `make **all**`'],
  ['[the docs](https://example.com/a?b=1&c=2)', '<https://example.com/a?b=1&amp;c=2|the docs>'],
  ['[here](javascript:alert(1))', 'here)'],
  [
    '<!channel> & <https://evil.example|bank>',
    '&lt;!channel&gt; &amp; &lt;https://evil.example|bank&gt;',
  ],
  ['[<!here>](https://example.com)', '<https://example.com/|&lt;!here&gt;>'],
  ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
  ['```sh\necho <hi> **x**\n```', '```\necho &lt;hi&gt; **x**\n```'],
])('turns %j into what Slack reads', (markdown, mrkdwn) => {
  expect(mrkdwnOf(markdown, 1_000)).toBe(mrkdwn);
});

it('cuts by lines, and closes code that it cuts', () => {
  const cut = mrkdwnOf(`\`\`\`\n${'line <of> code\n'.repeat(100)}\`\`\``, 200);
  expect(cut.length).toBeLessThanOrEqual(200);
  expect(cut.endsWith('```\n…')).toBe(true);
});
