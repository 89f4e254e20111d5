import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFakeSlack } from './fake-slack.ts';
import { testOptions } from './test-slack.ts';
import { typed, typedCommand } from './typed-text.ts';

const slack = createFakeSlack(testOptions());
const directory = { people: [...slack.people()], channels: [...slack.channels()] };
const payments = slack.channelByName('payments').id;

it.each([
  ['plain words', 'plain words'],
  ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
  ['@callboard hi', '<@U0CALLBOARD> hi'],
  ['ask @Sam Okafor, please', 'ask <@U01SAM>, please'],
  ['ask @SAM', 'ask <@U01SAM>'],
  ['@samuel is somebody else', '@samuel is somebody else'],
  ['mail@sam is no mention', 'mail@sam is no mention'],
  ['in #payments', `in <#${payments}|payments>`],
  ['in #payments-old', 'in #payments-old'],
  ['issue #42', 'issue #42'],
  ['@here look', '<!here> look'],
  ['see https://example.com/a?b=1&c=2.', 'see <https://example.com/a?b=1&amp;c=2>.'],
  ['write ana@example.com', 'write <mailto:ana@example.com|ana@example.com>'],
  ['run `@sam <x>` now', 'run `@sam &lt;x&gt;` now'],
  ['<!channel> <@U01SAM>', '&lt;!channel&gt; &lt;@U01SAM&gt;'],
])('makes of "%s" what the client of Slack makes of it', (text, expected) => {
  expect(typed(text, directory).text).toBe(expected);
});

it('names people in the text of a command', () => {
  expect(typedCommand('who is @sam in #payments', directory)).toBe(
    `who is <@U01SAM|sam> in <#${payments}|payments>`,
  );
});

it('lets nobody type markup of their own', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '!', '@', 'U', '&', '`', ' ', 'x') }),
      (text) => {
        expect(typed(text, directory).text).not.toMatch(/[<>]/);
      },
    ),
  );
});
