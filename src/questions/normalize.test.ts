import { expect, it } from 'vitest';
import { normalizeQuestion } from './normalize.ts';

it.each([
  ['<@U0BOT|callboard> who owns `ledger`?', '<@U0BOT> who owns ledger'],
  ['@callboard: who owns ledger??', 'who owns ledger'],
  ['hey can you tell me who owns ledger pls', 'who owns ledger'],
  ['whos oncal risk rn', 'who is on call risk'],
  ['who’s in “Risk”', 'who is in Risk'],
  ["is fraud-scorer Risk's or Payments'?", "is fraud-scorer Risk's or Payments"],
  ["does the 'Support Tools' team exist", 'does the Support Tools team exist'],
  ['what is in <#C123|team-risk>', 'what is in #team-risk'],
  ['who owns <https://github.com/acme/web|web>', 'who owns https://github.com/acme/web'],
  ['Ledger &amp; Settlement', 'Ledger & Settlement'],
  ['who owns legacy_billing', 'who owns legacy_billing'],
  ['thanks', 'thanks'],
  ['@callboard', ''],
])('reads "%s" as "%s"', (text, plain) => {
  expect(normalizeQuestion(text)).toBe(plain);
});

it('reads the beginning of a letter only', () => {
  expect(normalizeQuestion('who owns ledger '.repeat(1000)).length).toBeLessThanOrEqual(400);
});
