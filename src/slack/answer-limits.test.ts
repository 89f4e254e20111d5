import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Card, View } from '../questions/answer.ts';
import { contentOf } from './answer.ts';
import { checkMessage } from './checker.ts';
import { bodyOf } from './message.ts';

const NOW = new Date('2026-06-15T12:00:00Z');

describe('whatever the catalog holds', () => {
  it('Slack takes the message, and nothing in it pings', () => {
    fc.assert(
      fc.property(anyAnswer, (given) => {
        const content = contentOf(given, { now: NOW, pageOf: () => 'https://c.example/x' });
        expect(checkMessage(bodyOf(content))).toEqual([]);
        // Only mrkdwn is parsed by Slack; what stands on buttons is not.
        for (const text of [content.text, ...markupOf(content.blocks)]) {
          expect(text).not.toMatch(/<(?!https?:|mailto:)/);
          expect(text).not.toMatch(/<[!@#]/);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function markupOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: unknown; text?: unknown };
  if (type === 'mrkdwn') return [String(text)];
  return Object.values(value).flatMap(markupOf);
}

const hostile = fc.constantFrom(
  '<!channel>',
  '<@U1>',
  '<https://e.example|x>',
  '&',
  '"',
  '\u202E',
  '\n',
  '*',
);
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(hostile, { minLength: 1, maxLength: 1500 }).map((parts) => parts.join(' ')),
);
const anyUrl = fc.oneof(
  fc.webUrl(),
  anyText,
  fc.integer({ min: 1, max: 4000 }).map((length) => `https://e.example/${'x'.repeat(length)}`),
);
const anyName = anyText.map((text) => text || 'x');
const anyRef = anyText.map((text) => `component:default/x${text.slice(0, 200)}`);
const anyDetail = fc.option(anyText);
const upTo = (maxLength: number) => ({ maxLength });

const anyCard: fc.Arbitrary<Card> = fc.record({
  ref: anyRef,
  kind: anyText,
  title: anyName,
  description: anyDetail,
  url: fc.option(anyUrl),
  fields: fc.array(
    fc.record({ name: fc.oneof(fc.constant('Owner'), anyName), text: anyName, channel: anyName }),
    upTo(9),
  ),
  links: fc.array(fc.record({ label: anyName, url: anyUrl }), upTo(12)),
  upstream: fc.nat(1000),
  downstream: fc.nat(1000),
  warnings: fc.array(anyName, upTo(4)),
});

const anyView: fc.Arbitrary<View> = fc.oneof(
  fc.constant({ kind: 'text' as const }),
  fc.record({ kind: fc.constant('card' as const), cards: fc.array(anyCard, upTo(4)) }),
  fc.record({
    kind: fc.constant('list' as const),
    title: anyName,
    items: fc.array(fc.record({ ref: anyRef, label: anyName, detail: anyDetail }), upTo(120)),
    total: fc.nat(500),
  }),
  fc.record({
    kind: fc.constant('choice' as const),
    options: fc.array(
      fc.record({ ref: anyRef, label: anyName, detail: anyDetail, question: anyName }),
      upTo(8),
    ),
  }),
  fc.record({
    kind: fc.constant('help' as const),
    examples: fc.array(fc.record({ question: anyName, about: anyText }), upTo(6)),
  }),
);

const anyAnswer: fc.Arbitrary<Answer> = fc.record({
  kind: fc.constantFrom('answer', 'choose', 'unknown', 'confirm', 'declined'),
  intent: fc.constantFrom('service.card', 'deps.up', 'help'),
  subjects: fc.array(anyRef, upTo(2)),
  refs: fc.constant([]),
  text: anyText,
  view: anyView,
  facts: fc.array(
    fc.record({ name: anyName, value: anyText, source: anyName, url: anyUrl, observedAt: anyText }),
    upTo(9),
  ),
  candidates: fc.array(anyRef, upTo(8)),
});
