import { expect, it } from 'vitest';
import { noteType } from './note-type.ts';

it.each([
  ['Caution', 'warning'],
  ['tip', 'tip'],
  ['nobody-knows', 'note'],
  ['constructor', 'note'],
])('a note of the sort %s looks like a %s', (word, type) => {
  expect(noteType(word)).toBe(type);
});
