import { describe, expect, it } from 'vitest';
import { inEnglish } from './languages.ts';
import { normalizeQuestion } from './normalize.ts';

const english = (text: string) => inEnglish(normalizeQuestion(text));

describe('a simple question in another language', () => {
  it.each([
    ['Wem gehört der Ledger?', 'who owns Ledger'],
    ['hallo, wer ist eigentlich für fx-rates zuständig?', 'who owns fx-rates'],
    ['wer hat gerade Bereitschaft für payments', 'who is on call for payments'],
    ['wo ist das Runbook für ledger', 'runbook for ledger'],
    ['wer ist im Team Risk', 'who is in Risk'],
    ['À qui appartient payments-api ?', 'who owns payments-api'],
    ['qui est responsable de ledger svp', 'who owns ledger'],
    ['¿Quién es el dueño de ledger?', 'who owns ledger'],
    ['quem está de plantão no ledger', 'who is on call for ledger'],
    ['kto jest właścicielem ledger', 'who owns ledger'],
    ['o que é ledger', 'what is ledger'],
    ['hilfe', 'help'],
  ])('%s: %s', (text, meant) => {
    expect(english(text)).toBe(meant);
  });

  it.each(['was ist los', 'do we own ledger', 'que onda', 'a service without a runbook', 'wo'])(
    'is not made out of anything else: %s',
    (text) => {
      expect(english(text)).not.toMatch(/^who (?:owns|is on call)/);
    },
  );
});
