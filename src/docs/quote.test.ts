import { describe, expect, it } from 'vitest';
import { type DocPart, quoteOf } from './quote.ts';
import { cutParts, excerptOf, sentenceWith } from './quote-cut.ts';
import { textOfParts } from './quote-text.ts';

const textOf = (markdown: string) => textOfParts(quoteOf(markdown));

describe('what is quoted of a page', () => {
  it('keeps numbers and code of steps, whatever stands between them', () => {
    const parts = quoteOf(
      '1. Check:\n\n   ```sh\n   ledgerctl recon locks\n   ```\n\n2. Release\n    - the stale one\n3. Re-run',
    );
    expect(parts).toEqual([
      { kind: 'list', items: [{ depth: 0, number: 1, runs: [{ text: 'Check:' }] }] },
      { kind: 'code', text: 'ledgerctl recon locks', language: 'sh' },
      {
        kind: 'list',
        items: [
          { depth: 0, number: 2, runs: [{ text: 'Release' }] },
          { depth: 1, number: null, runs: [{ text: 'the stale one' }] },
          { depth: 0, number: 3, runs: [{ text: 'Re-run' }] },
        ],
      },
    ]);
  });

  it.each([
    [
      '!!! warning "Never by hand"\n    Entries stay.\n\nAfter.',
      'Never by hand: Entries stay.\n\nAfter.',
    ],
    ['!!! note\n    Two\n\n    parts', 'Note: Two\n\nparts'],
    ['??? tip ""\n    Inside', 'Inside'],
    ['=== "Linux"\n    apt\n\n=== "macOS"\n    brew', 'Linux: apt\n\nmacOS: brew'],
    ['/// caution | Hot\nBurns\n///', 'Hot: Burns'],
    ['> [!WARNING]\n> Look out', 'Warning: Look out'],
    ['> said once', '> said once'],
    ['Press ++ctrl+alt+del++ {: .wide #x }', 'Press ctrl+alt+del'],
    ['Once[^1] ==more== :material-check: now', 'Once more  now'],
    ['`#!py print(1)` and a<br>break', 'print(1) and a\nbreak'],
    ['<script>alert(1)</script>\n\ntext <b onclick="x">bold</b>', 'text bold'],
    ['<!-- hidden -->\n\n<div><p>shown</p></div>', 'shown'],
    ['| a | b |\n|---|--:|\n| 1 | **2** |', 'a | b\n--+--\n1 | 2'],
    ['[site](https://a.example/x) and [page](other.md)', 'site (https://a.example/x) and page'],
    ['```\n!!! note\n    no block\n```', '    !!! note\n        no block'],
  ])('%j', (markdown, text) => {
    expect(textOf(markdown)).toBe(text);
  });

  it('sends links where it is told to', () => {
    const [part] = quoteOf('see [the *page*](./other.md)', (href) => `https://x.example/${href}`);
    expect(part).toEqual({
      kind: 'text',
      runs: [
        { text: 'see ' },
        { text: 'the ', url: 'https://x.example/./other.md' },
        { text: 'page', italic: true, url: 'https://x.example/./other.md' },
      ],
    });
  });
});

describe('an excerpt', () => {
  const paragraph = (text: string): DocPart => ({ kind: 'text', runs: [{ text }] });

  it('is all of what is short, and says when it is not', () => {
    const parts = [paragraph('One. Two.'), paragraph('Three')];
    expect(cutParts(parts, 100)).toEqual({ parts, isCut: false });
    expect(cutParts(parts, 10)).toEqual({ parts: [parts[0]], isCut: true });
    expect(textOfParts(cutParts(parts, 6).parts)).toBe('One.…');
  });

  it('ends a list, code and a table at a whole line', () => {
    const parts = quoteOf('- one\n- two\n- three');
    expect(textOfParts(cutParts(parts, 12).parts)).toBe('- one\n- two');
    expect(textOfParts(cutParts(quoteOf('```\na\nb\nc\n```'), 12).parts)).toBe('    a\n    b');
    expect(cutParts(quoteOf('|a|\n|-|\n|long cell|'), 5).parts).toEqual([]);
  });

  it('begins where a long section says what is asked, with the line that leads to it', () => {
    const parts = [
      paragraph('x '.repeat(60)),
      paragraph('Do this:'),
      paragraph('release the lock'),
    ];
    const { parts: shown, isLater } = excerptOf(parts, { stems: new Set(['lock']), most: 60 });
    expect(textOfParts(shown)).toBe('Do this:\n\nrelease the lock');
    expect(isLater).toBe(true);
  });

  it('finds the sentence with most of the words', () => {
    const text =
      'All calls are JSON. Every POST must carry the header Idempotency-Key. Keys expire.';
    const stems = new Set(['idempot', 'header']);
    expect(sentenceWith(text, stems)).toBe('Every POST must carry the header Idempotency-Key.');
    expect(sentenceWith(text, new Set(['zebra']))).toBeNull();
  });
});
