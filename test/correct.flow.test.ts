import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { testWorld } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const LENA = 'user:default/lena-hoffmann';
let thread = 0;
async function ask(text: string, before: string[] = []) {
  const id = `t${thread++}`;
  for (const one of before) await world.app.core.ask({ text: one, asker: LENA, thread: id });
  return world.app.core.ask({ text, asker: LENA, thread: id });
}

describe('a correction in words', () => {
  const c = (name: string) => `component:default/${name}`;
  it.each([
    [
      'wrong, kyc-gateway moved to risk last week',
      'owner',
      c('kyc-gateway'),
      'group:default/risk',
      'group:default/onboarding-kyc',
    ],
    [
      'the owner of fx-rates is Risk',
      'owner',
      c('fx-rates'),
      'group:default/risk',
      'group:default/ledger-settlement',
    ],
    ['risk took over fx-rates', 'owner', c('fx-rates'), 'group:default/risk', null],
    [
      'please move fraud-scorer to data platform',
      'owner',
      c('fraud-scorer'),
      'group:default/data-platform',
      'group:default/risk',
    ],
    ['we own fx-rates now', 'owner', c('fx-rates'), 'group:default/platform-engineering', null],
    ['payments-api is deprecated', 'lifecycle', c('payments-api'), 'deprecated', 'production'],
    ['deprecate fx-rates', 'lifecycle', c('fx-rates'), 'deprecated', 'production'],
    [
      'set the lifecycle of fx-rates to experimental',
      'lifecycle',
      c('fx-rates'),
      'experimental',
      'production',
    ],
    [
      'change the runbook of kyc-gateway to https://wiki.example.com/kyc',
      'link',
      c('kyc-gateway'),
      'Runbook https://wiki.example.com/kyc',
      'Runbook https://runbooks.marlinpay.example/kyc-gateway',
    ],
    [
      'kyc-gateway no longer depends on postgres-kyc',
      'dependency',
      c('kyc-gateway'),
      '',
      'resource:default/postgres-kyc',
    ],
    ['ledger is owned by risk now', 'owner', c('ledger'), 'group:default/risk', null],
    ['kyc-gateway should belong to risk', 'owner', c('kyc-gateway'), 'group:default/risk', null],
    [
      'kyc-gateway is not owned by onboarding kyc but by risk',
      'owner',
      c('kyc-gateway'),
      'group:default/risk',
      null,
    ],
    [
      'the owner of kyc-gateway is wrong, it should be risk',
      'owner',
      c('kyc-gateway'),
      'group:default/risk',
      null,
    ],
    ['that is wrong, risk owns kyc-gateway', 'owner', c('kyc-gateway'), 'group:default/risk', null],
    ['the lifecycle of ledger is deprecated', 'lifecycle', c('ledger'), 'deprecated', null],
    [
      'the runbook link of ledger is wrong: https://wiki.example.com/x',
      'link',
      c('ledger'),
      'Runbook https://wiki.example.com/x',
      'Runbook https://runbooks.marlinpay.example/ledger',
    ],
    [
      "ledger's runbook moved to https://wiki.example.com/x",
      'link',
      c('ledger'),
      'Runbook https://wiki.example.com/x',
      null,
    ],
    ['kyc-gateway also depends on ledger', 'dependency', c('kyc-gateway'), c('ledger'), null],
  ])('"%s" is shown before anything is done', async (text, field, ref, value, was) => {
    const answer = await ask(text);
    expect(answer).toMatchObject({ kind: 'confirm', intent: 'catalog.correct', subjects: [ref] });
    const deed = answer.view.kind === 'confirm' ? answer.view.deed : null;
    expect(deed).toMatchObject({
      kind: 'correct',
      ref,
      field,
      value,
      ...(was !== null && { was }),
    });
    expect(answer.text).toContain('I changed nothing yet');
  });

  it.each([
    ['wrong, it moved to risk', ['who owns kyc-gateway'], 'confirm'],
    ["we don't own this", ['does anyone own audit-log anymore??'], 'answer'],
    ['that runbook link is dead', ['runbook of kyc-gateway'], 'answer'],
    ['the owner of fx-rates is wrong', [], 'answer'],
    ['fx-rates moved to the wibble team', [], 'answer'],
    ['payments-api is production', [], 'any'],
    ['that is wrong', ['who owns ledger'], 'answer'],
    ['ledger is owned by books now', [], 'answer'],
    ["payments-api isn't ours", [], 'answer'],
    ['kyc-gateway is not owned by onboarding kyc', [], 'answer'],
  ])('"%s" asks for the rest, or shows it', async (text, before, kind) => {
    const answer = await ask(text, before);
    if (kind === 'any') return;
    expect(answer).toMatchObject({ kind, intent: 'catalog.correct' });
    expect(answer.subjects).toHaveLength(1);
    expect(answer.text).not.toMatch(/done, |i have changed/i);
  });

  it.each([
    ['the owner of ledger is who', 'own.lookup'],
    ['is payments-api deprecated', 'service.card'],
    ['what does ledger depend on', 'deps.up'],
    ['who owns ledger', 'own.lookup'],
    ['is ledger owned by risk', 'own.lookup'],
    ['ledger is owned by whom', 'own.lookup'],
    ['who is ledger maintained by', 'own.lookup'],
  ])('"%s" is a question all the same', async (text, intent) => {
    const answer = await ask(text);
    expect(answer).toMatchObject({ kind: 'answer', intent });
  });

  it('says which name it does not know', async () => {
    expect((await ask('ledger is owned by books now')).text).toContain(
      'I know no team or person called "books".',
    );
  });

  it.each(['what is owned by risk', 'everything that is owned by risk', 'services owned by risk'])(
    '"%s" asks for a list',
    async (text) => {
      const answer = await ask(text);
      expect(answer.intent).not.toBe('catalog.correct');
      expect(answer.kind).toBe('answer');
    },
  );
});
