import { expect, it } from 'vitest';
import { normalizeQuestion } from './normalize.ts';

it.each([
  'hey callboard, quick q: who owns fx-rates',
  'sorry dumb question, who owns fx-rates?',
  'Hi team 👋 does anybody know who owns fx-rates? thanks in advance!',
  "I'm trying to figure out who owns fx-rates",
  'no idea who owns fx-rates, help?',
  'would you happen to know who owns fx-rates',
  'anyone knows who owns fx-rates???',
  ':fire: who owns fx-rates :fire:',
  'who owns fx-rates asap pls, need it now',
  'who owns fx-rates - anyone?',
])('%s asks who owns fx-rates', (text) => {
  expect(normalizeQuestion(text)).toBe('who owns fx-rates');
});

it.each([
  ['do you know if ledger has a runbook', 'does ledger have a runbook'],
  ['can you check whether ledger is tier 1', 'is ledger tier 1'],
  ['any idea where the docs for ledger are', 'where are the docs for ledger'],
  ['tell me who the owner of ledger is', 'who is the owner of ledger'],
])('%s is asked as: %s', (text, plain) => {
  expect(normalizeQuestion(text)).toBe(plain);
});

it.each([
  'thanks',
  'hello',
  'help',
  'help me',
  'help-desk owner',
  'who owns booking-now',
  'who owns ok.service',
])('%s stays as it is', (text) => {
  expect(normalizeQuestion(text)).toBe(text);
});
