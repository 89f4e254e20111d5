import { expect, it } from 'vitest';
import { parsePlainJson } from './plain-json.ts';

it('reads JSON, and refuses what is too deep to be walked', () => {
  expect(parsePlainJson('{"a":[1,{"b":null}]}')).toEqual({ a: [1, { b: null }] });
  expect(() => parsePlainJson('{')).toThrow(SyntaxError);
  expect(() => parsePlainJson('['.repeat(5000) + ']'.repeat(5000))).toThrow(/nested/);
  expect(() => parsePlainJson(`${'{"$not":'.repeat(300)}1${'}'.repeat(300)}`)).toThrow(/nested/);
});
