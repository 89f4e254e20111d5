import { expect, it } from 'vitest';
import { counted, enumerate } from '../catalog/labels.ts';

it.each([
  [1, 'service', '1 service'],
  [0, 'service', '0 services'],
  [2, 'library', '2 libraries'],
  [2, 'API', '2 APIs'],
  [3, 'person', '3 people'],
  [2, 'key', '2 keys'],
])('counts %i of "%s" as people do', (count, noun, said) => {
  expect(counted(count, noun)).toBe(said);
});

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
])('enumerates %j', (names, said) => {
  expect(enumerate(names, 3)).toBe(said);
});
