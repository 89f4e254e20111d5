import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  age,
  bold,
  channelLink,
  escaped,
  link,
  mention,
  name,
  oneLine,
  plain,
  safeUrl,
  sections,
  truncate,
} from './blocks.ts';

const HOSTILE = [
  '<!channel>',
  '<!here|here>',
  '<!subteam^S1|@oncall>',
  '<@U01ANA>',
  '<#C01|general>',
  '<https://evil.example|payments-api>',
  'a & b < c > d',
];

describe('text from people and repositories', () => {
  it.each(HOSTILE)('%s cannot ping, mention or link', (text) => {
    for (const drawn of [escaped(text), name(text), bold(text)]) {
      expect(drawn).not.toMatch(/[<>]/);
      expect(drawn.replaceAll(/&(amp|lt|gt);/g, '')).not.toContain('&');
    }
  });

  it('is cut between characters, never through an entity', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, max) => {
        const cut = escaped(`${text}&<>${text}`, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.replaceAll(/&(amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });

  it('loses characters that hide or turn round what stands there', () => {
    expect(oneLine('led\u202Eger\u200B\n  core\u0000')).toBe('ledger core');
  });

  it('stays readable when it holds stars', () => {
    expect(bold('a*b')).toBe('*a∗b*');
  });
});

describe('links', () => {
  it('lead only where people may be sent', () => {
    expect(safeUrl('javascript:alert(1)')).toBeNull();
    expect(safeUrl('data:text/html,x')).toBeNull();
    expect(safeUrl('no address')).toBeNull();
    expect(safeUrl(`https://a.example/${'x'.repeat(3000)}`)).toBeNull();
  });

  it.each([
    ['https://a.example/?x=1&y=<b>|c', 'a|b', '<https://a.example/?x=1&amp;y=%3Cb%3E%7Cc|a¦b>'],
    ['https://a.example/', '<!channel>', '<https://a.example/|&lt;!channel&gt;>'],
    ['javascript:alert(1)', 'run & win', 'run &amp; win'],
  ])('%s as %s', (url, label, drawn) => {
    expect(link(url, label)).toBe(drawn);
  });

  it.each([
    ['#team-payments', '#team-payments'],
    ['team-payments', '#team-payments'],
    ['C0123456789', '<#C0123456789>'],
    ['C1|<!channel>', '#C1|&lt;!channel&gt;'],
  ])('to the channel %s', (channel, drawn) => {
    expect(channelLink(channel)).toBe(drawn);
  });

  it('to a person need the id that Slack gave', () => {
    expect(mention('U01ANA')).toBe('<@U01ANA>');
    expect(mention('U01> <!channel')).toBe('U01&gt; &lt;!channel');
  });
});

describe('limits', () => {
  it('cut long text with an ellipsis', () => {
    expect(truncate('ledger', 6)).toBe('ledger');
    expect(truncate('ledger-export', 7)).toBe('ledger…');
    expect(plain('x'.repeat(200), 75).text).toHaveLength(75);
    expect(plain('', 75).text).toBe('–');
  });

  it('fill sections line by line', () => {
    const drawn = sections(Array.from({ length: 100 }, () => 'x'.repeat(100)));
    expect(drawn).toHaveLength(4);
    expect(drawn.every(({ text }) => (text?.text.length ?? 0) <= 3000)).toBe(true);
  });
});

describe('ages', () => {
  it.each([
    ['2026-06-15T11:59:30Z', 'just now'],
    ['2026-06-15T11:48:00Z', '12 min ago'],
    ['2026-06-15T09:00:00Z', '3 h ago'],
    ['2026-06-13T12:00:00Z', '2 d ago'],
    ['last week', null],
  ])('%s is %s', (at, words) => {
    expect(age(at, new Date('2026-06-15T12:00:00Z'))).toBe(words);
  });
});

it('lets no description open a code block over what comes after it', () => {
  expect(escaped('Run ```make``` or `make`')).toBe('Run ˋˋˋmakeˋˋˋ or `make`');
});
