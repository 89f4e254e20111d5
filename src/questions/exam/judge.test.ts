import { expect, it } from 'vitest';
import { type Given, judge } from './judge.ts';
import type { Expectation } from './question-file.ts';

const LEDGER = 'component:default/ledger';
const BOOKS = 'group:default/books';
const SHOP = 'group:default/shop';
const given: Given = {
  kind: 'answer',
  intent: 'own.lookup',
  subjects: [LEDGER],
  refs: [BOOKS],
  candidates: [],
  text: 'ledger is owned by Books (#books).',
};

it.each<[string, Expectation, Partial<Given>]>([
  ['all of it', { kind: 'answer', subjects: [LEDGER], refs: [BOOKS], text_has: ['BOOKS'] }, {}],
  [
    'one of several kinds and intents',
    { kind: ['choose', 'answer'], intent: ['x', 'own.lookup'] },
    {},
  ],
  ['another set that is right too', { kind: 'answer', subjects: [], subjects_alt: [[LEDGER]] }, {}],
  ['either text', { kind: 'answer', text_has: ['nobody||books'] }, {}],
  [
    'no subjects of what is unknown',
    { kind: ['answer', 'unknown'], subjects: [LEDGER] },
    { kind: 'unknown', subjects: [] },
  ],
  [
    'a choice without the facts',
    { kind: ['answer', 'choose'], text_has: ['http'], candidates: [LEDGER] },
    { kind: 'choose', candidates: [LEDGER, BOOKS] },
  ],
])('takes %s for right', (_, expected, more) => {
  expect(judge(expected, { ...given, ...more })).toEqual({
    isRight: true,
    isConfidentWrong: false,
    reasons: [],
  });
});

it.each<[string, Expectation, Partial<Given>, boolean]>([
  ['another subject', { kind: 'answer', subjects: [SHOP] }, {}, true],
  [
    'one subject too many',
    { kind: 'answer', subjects: [LEDGER] },
    { subjects: [LEDGER, SHOP] },
    true,
  ],
  ['another owner', { kind: 'answer', refs: [SHOP] }, {}, true],
  ['none of several owners', { kind: 'answer', refs_any: [SHOP, 'group:default/x'] }, {}, true],
  ['an owner that must not be named', { kind: 'answer', not_refs: [BOOKS] }, {}, true],
  ['an answer about a made-up name', { kind: 'unknown' }, {}, true],
  [
    'a shy answer',
    { kind: 'answer', subjects: [LEDGER] },
    { kind: 'unknown', subjects: [] },
    false,
  ],
  ['another intent', { kind: 'answer', intent: 'blast', subjects: [LEDGER] }, {}, false],
  ['a missing word', { kind: 'answer', text_has: ['shop'] }, {}, false],
  ['a forbidden word', { kind: 'answer', text_has_not: ['owned'] }, {}, false],
  [
    'a choice that lacks what is meant',
    { kind: 'choose', candidates: [SHOP] },
    { kind: 'choose' },
    false,
  ],
  ['help where nothing was to be said', { kind: 'silent' }, { subjects: [], refs: [] }, false],
])('takes %s for wrong', (_, expected, more, isConfidentWrong) => {
  const judged = judge(expected, { ...given, ...more });
  expect(judged).toMatchObject({ isRight: false, isConfidentWrong });
  expect(judged.reasons).toHaveLength(1);
});
