import { openDatabase } from '../../src/db/open.ts';
import { createDocSearch, type DocQuery } from '../../src/docs/search/search.ts';
import { saveTestDocs } from '../../src/docs/search/test-docs.ts';
import { INSIDE } from '../../src/docs/viewer.ts';
import { nameOf } from './catalog.ts';
import { createDice, madeDocs, someWord } from './docs-made.ts';
import { print, stopwatch, timed } from './measure.ts';

const SECTIONS = 20_000;
const SEARCHES = 1_000;
const NOW = new Date('2026-06-15T12:00:00Z');

/**
 * Searches of every kind, one after another. They run on the database of DATABASE_URL where it is set, which has to be empty and is left
 * with what was searched.
 */
export async function docsSearch(): Promise<void> {
  const url = process.env['DATABASE_URL'] || ':memory:';
  await using stack = new AsyncDisposableStack();
  const db = await openDatabase(url);
  stack.defer(() => db.close());
  const docs = madeDocs(SECTIONS);
  const half = docs.length / 2;
  const saving = await stopwatch(async () => {
    await saveTestDocs(db, docs.slice(0, half), { source: 'github:one', now: NOW });
    await saveTestDocs(db, docs.slice(half), { source: 'github:two', now: NOW });
  });
  print({ bench: 'docs.save', n: SECTIONS, ms: saving });
  const teams = new Set(['group:default/team-1']);
  const search = createDocSearch({ db, now: () => NOW, teamsOf: () => teams });
  const first = await stopwatch(() => search.find({ text: 'runbook', viewer: INSIDE }));
  print({ bench: 'docs.search.first', n: SECTIONS, ms: first });
  const each = queries();
  await timed(each.slice(0, 100), search.find);
  print({ bench: 'docs.search', n: SECTIONS, ...(await timed(each, search.find)) });
}

function queries(): DocQuery[] {
  const dice = createDice(7);
  const word = () => someWord(dice);
  const name = () => nameOf(Math.floor(dice() * (SECTIONS / 20)));
  const mistyped = () => {
    const right = `${word()}${word()}`;
    return `${right.slice(0, 2)}${right.slice(3)}`;
  };
  const sorts: (() => string)[] = [
    () => word(),
    () => `${word()} ${word()}`,
    () => `how do i ${word()} the ${word()} ${word()} of ${name()}`,
    () => `${name()} runbook`,
    () => word().slice(0, 3),
    () => `${word()} ${mistyped()}`,
    () => `${word()} ${word()} ${word()} ${word()} ${word()} ${word()}`,
    () => `"${word()} ${word()}"`,
  ];
  return Array.from({ length: SEARCHES }, (_, n) => {
    const text = sorts[n % sorts.length]?.() ?? '';
    const viewer = n % 3 === 0 ? ({ kind: 'person', ref: 'user:default/ana' } as const) : INSIDE;
    const near = n % 4 === 0 ? [`component:default/${name()}`] : [];
    return { text, viewer, near };
  });
}
