import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { readFolder } from '../../catalog/folder.ts';
import { addNickname } from '../../catalog/nicknames.ts';
import { createCatalogIndex } from '../../catalog/search.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { openTestDb } from '../../db/test-db.ts';
import type { Ask } from '../answer.ts';
import { createAsk } from '../ask.ts';

const FJORD = fileURLToPath(new URL('../../../fixtures/fjord-energy/', import.meta.url));
const NOON = new Date('2026-06-15T12:00:00Z');
const ENGINE = 'component:default/invoice-engine';
const SEARCH = 'component:default/search';

let db: Db;
let ask: Ask;
beforeAll(async () => {
  db = await openTestDb();
  await applySnapshots(db, { snapshots: [await readFolder(FJORD)], now: () => NOON });
  const index = createCatalogIndex(db);
  const given = { alias: 'the mill', ref: ENGINE, by: 'user:default/ola.berg', now: NOON };
  await addNickname(db, await index.current(), given);
  ask = createAsk({ db, index, now: () => NOON });
});
afterAll(() => db.close());

const answer = (text: string) => ask({ text, asker: null, thread: null });

describe('words that give a name', () => {
  it.each([
    ['ie means invoice-engine', ENGINE, 'ie'],
    ['"IE" means invoice engine.', ENGINE, 'IE'],
    ['fyi, inv stands for invoice-engine', ENGINE, 'inv'],
    ['ie is short for invoice-engine', ENGINE, 'ie'],
    ["call invoice-engine 'the press'", ENGINE, 'the press'],
    ['we call invoice-engine bertha', ENGINE, 'bertha'],
    ['everyone calls the invoice engine big bertha', ENGINE, 'big bertha'],
    ['when we say bertha we mean invoice-engine', ENGINE, 'bertha'],
    ['invoice-engine is also known as bertha', ENGINE, 'bertha'],
    ['add the nickname bertha to invoice-engine', ENGINE, 'bertha'],
    ['add an alias for search: finder', SEARCH, 'finder'],
  ])('%s', async (text, ref, alias) => {
    const said = await answer(text);
    expect(said).toMatchObject({ kind: 'confirm', intent: 'catalog.correct', subjects: [ref] });
    expect(said.text).toContain('I changed nothing yet');
    expect(said.view).toMatchObject({ deed: { kind: 'alias', ref, alias } });
  });

  it.each([
    ['invoice-engine is also called search', 'is what search is called'],
    ['the search means invoice-engine', 'is what search is called'],
    ['the mill means invoice-engine', 'means invoice-engine already'],
    ['add alias prod for invoice-engine', 'everyday word'],
    ['add alias x for invoice-engine', 'two letters'],
  ])('%s is refused with a sentence', async (text, sentence) => {
    const said = await answer(text);
    expect(said.kind).toBe('declined');
    expect(said.text).toContain(sentence);
  });

  it('says that it does not know the thing, and offers what looks like it', async () => {
    const said = await answer('add alias ie for invoyce-enginee-x');
    expect(['unknown', 'choose', 'confirm']).toContain(said.kind);
    const unknown = await answer('add alias ie for zzyzx-quux');
    expect(unknown).toMatchObject({ kind: 'unknown', intent: 'catalog.correct' });
  });

  it.each([
    'what does ie mean',
    'does ie mean invoice-engine?',
    'this means invoice-engine is down',
    'latency means trouble',
    'it means search',
    'call search asap',
    'call search because invoice-engine is down',
    'we call it a day',
    'we call invoice-engine a lot',
    'we call invoice-engine from search',
    'they call the invoice engine every second',
    'people call invoice-engine twice',
    'invoice-engine means business',
    'the error means search is broken',
    'who is also called invoice-engine',
    'error 500 means search',
  ])('%s gives no name', async (text) => {
    const said = await answer(text);
    if (said.view.kind === 'confirm') expect(said.view.deed.kind).not.toBe('alias');
  });
});

describe('words that take a name away', () => {
  it.each([
    'forget the alias the mill',
    'remove the nickname mill from invoice-engine',
    'mill no longer means invoice-engine',
  ])('%s', async (text) => {
    const said = await answer(text);
    expect(said).toMatchObject({ kind: 'confirm', subjects: [ENGINE] });
    expect(said.view).toMatchObject({
      verb: 'Forget the alias',
      deed: { kind: 'unalias', ref: ENGINE, alias: 'the mill' },
    });
  });

  it('leaves alone what nobody gave here', async () => {
    expect(await answer('forget the alias bertha')).toMatchObject({ kind: 'unknown' });
  });
});
