import { expect, it } from 'vitest';
import { createIds, slugOf } from './slug.ts';

it.each([
  ["What's new in 2.0?", 'whats-new-in-20'],
  ['C & D -- E', 'c-d-e'],
  ['snake_case stays', 'snake_case-stays'],
  ['Überweisung', 'uberweisung'],
  ['支払い', ''],
])('names "%s" as MkDocs does', (text, slug) => {
  expect(slugOf(text)).toBe(slug);
});

it('counts on where an id is taken, also one that looks counted', () => {
  const ids = createIds();
  const given = ['setup', 'setup', 'setup_1', 'setup', '', ''].map((id) => ids.take(id));
  expect(given).toEqual(['setup', 'setup_1', 'setup_2', 'setup_3', '_1', '_2']);
});

it('leaves ids of the page around a document alone', () => {
  expect(createIds().take('main')).toBe('main_1');
});
