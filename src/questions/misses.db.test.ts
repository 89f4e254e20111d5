import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { readFolder } from '../catalog/folder.ts';
import { addNickname, nicknamesOf, removeNickname } from '../catalog/nicknames.ts';
import { type CatalogIndex, createCatalogIndex } from '../catalog/search.ts';
import { applySnapshots } from '../catalog/sync.ts';
import { openTestDb } from '../db/test-db.ts';
import type { Ask } from './answer.ts';
import { createAsk } from './ask.ts';
import { missText } from './miss-text.ts';
import { countMiss, forgetMisses, type Place, settleMiss, topMisses } from './misses.ts';

const FJORD = fileURLToPath(new URL('../../fixtures/fjord-energy/', import.meta.url));
const NOON = new Date('2026-06-15T12:00:00Z');
const ENGINE = 'component:default/invoice-engine';

let db: Db;
let index: CatalogIndex;
let ask: Ask;
beforeEach(async () => {
  db = await openTestDb();
  await applySnapshots(db, { snapshots: [await readFolder(FJORD)], now: () => NOON });
  index = createCatalogIndex(db);
  ask = createAsk({ db, index, now: () => NOON });
});
afterEach(() => db.close());

const from = (person: string, place: Place = 'channel') => ({ from: { person, place } });
const question = (text: string) => ({ text, asker: null, thread: null });

describe('the log of unknown names', () => {
  it('names nobody of the catalog', async () => {
    const view = await index.current();
    const person = view.all('user')[0];
    expect(missText(`where is ${person?.title}'s gizmo`, view)).toBe('where is someone gizmo');
  });

  it('counts questions, people and places', async () => {
    await ask({ ...question('who owns the Warp Core'), ...from('slack:U1') });
    await ask({ ...question('who owns the Warp Core?'), ...from('slack:U1', 'direct') });
    await ask({ ...question('runbook for warp core'), ...from('slack:U2') });
    expect(await topMisses(db, 5)).toMatchObject([
      { text: 'warp core', count: 3, people: 2, places: ['channel', 'direct'], state: 'open' },
    ]);
  });

  it('does not keep who was asked for', async () => {
    await ask({ ...question('who is Zebulon Quackenbush'), ...from('slack:U1') });
    expect(await topMisses(db, 5)).toEqual([]);
  });

  it('leaves out what somebody put aside, until they take it up again', async () => {
    await countMiss(db, 'warp core', NOON);
    await settleMiss(db, 'warp core', { state: 'ignored', ref: null, by: 'Ana', now: NOON });
    expect(await topMisses(db, 5)).toEqual([]);
    expect(await topMisses(db, 5, { states: ['ignored'] })).toMatchObject([{ settledBy: 'Ana' }]);
    await settleMiss(db, 'warp core', { state: 'open', ref: null, by: 'Ana', now: NOON });
    expect(await topMisses(db, 5)).toMatchObject([{ text: 'warp core', settledBy: null }]);
  });

  it('forgets what nobody asks for any more', async () => {
    await countMiss(db, 'warp core', NOON, { asker: { person: 'slack:U1', place: 'api' } });
    await forgetMisses(db, new Date('2027-01-15T12:00:00Z'));
    expect(await topMisses(db, 5)).toEqual([]);
  });

  it('keeps the latest of more than anybody could look through', async () => {
    const later = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);
    for (const [hours, text] of ['aa', 'bb', 'cc', 'dd'].entries())
      await countMiss(db, text, later(hours));
    await forgetMisses(db, later(5), 2);
    expect((await topMisses(db, 5)).map(({ text }) => text)).toEqual(['dd', 'cc']);
  });

  it('keeps a question as it was typed, without what is nobody’s business', async () => {
    const view = await index.current();
    const question = 'who owns Warp-Core, asks ana@fjord.example with token=abc123456';
    await countMiss(db, 'Warp-Core', NOON, { view, question });
    await countMiss(db, 'warp-core', NOON, { view, question: 'warp-core' });
    const [miss] = await topMisses(db, 5);
    expect(miss?.example).toBe('who owns Warp-Core, asks someone with [secret]');
  });
});

describe('an alias that somebody adds', () => {
  const add = async (alias: string, ref = ENGINE) =>
    addNickname(db, await index.current(), { alias, ref, by: 'user:default/ola.berg', now: NOON });

  it('is understood at once, on every replica, and says who added it', async () => {
    const other = createAsk({ db, index: createCatalogIndex(db), now: () => NOON });
    expect((await other(question('who owns the Warp Core'))).kind).toBe('unknown');
    expect(await add('the warp core')).toEqual({ kind: 'added' });
    const answer = await other(question('who owns the Warp Core'));
    expect(answer).toMatchObject({ kind: 'answer', subjects: [ENGINE] });
    expect(answer.text).toContain('the alias "the warp core", which was added here');
    expect(answer.facts).toContainEqual({
      name: 'alias',
      value: 'the warp core',
      source: expect.stringMatching(/^alias added by .+, 15 Jun$/),
      observedAt: NOON.toISOString(),
    });
    expect(answer.view).toMatchObject({
      cards: [{ aka: expect.arrayContaining(['the warp core']) }],
    });
  });

  it.each([
    ['search', { kind: 'taken', ref: 'component:default/search' }],
    ['the Search', { kind: 'taken', ref: 'component:default/search' }],
    ['invoice engine', { kind: 'known' }],
    ['x', { kind: 'unfit', reason: expect.any(String) }],
    ['<!channel>', { kind: 'unfit', reason: expect.any(String) }],
  ])('may not be %j', async (alias, verdict) => {
    expect(await add(alias)).toEqual(verdict);
  });

  it('is refused for a second thing, also where the index has not seen the first yet', async () => {
    const view = await index.current();
    expect(await add('warp core')).toEqual({ kind: 'added' });
    const given = { alias: 'Warp-Core', ref: 'component:default/search', by: 'Ana', now: NOON };
    expect(await addNickname(db, view, given)).toEqual({ kind: 'taken', ref: ENGINE });
  });

  it('stays when the descriptor is read again, and is gone when somebody removes it', async () => {
    await add('warp core');
    await applySnapshots(db, { snapshots: [await readFolder(FJORD)], now: () => NOON });
    expect((await ask(question('who owns warp core'))).kind).toBe('answer');
    expect(await removeNickname(db, { alias: 'warp core', ref: ENGINE, now: NOON })).toBe(true);
    expect(await nicknamesOf(db)).toEqual([]);
    expect((await ask(question('who owns warp core'))).kind).toBe('unknown');
  });
});
