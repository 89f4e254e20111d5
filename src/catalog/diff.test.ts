import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffEntities } from './diff.ts';
import type { Entity } from './entity.ts';

const entity = (spec: Record<string, unknown>, metadata: object = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'a', namespace: 'default', ...metadata },
  spec,
});

it.each([
  ['a value', { owner: 'a' }, { owner: 'b' }, [['spec.owner', 'a', 'b']]],
  ['a field that came', {}, { tier: 1 }, [['spec.tier', null, 1]]],
  ['a field that went', { tier: 1 }, {}, [['spec.tier', 1, null]]],
  ['the field of a map that came', {}, { a: { b: 'c' } }, [['spec.a.b', null, 'c']]],
  [
    'elements of a list',
    { d: ['a', 'b'] },
    { d: ['b', 'c', 'd'] },
    [
      ['spec.d', 'a', null],
      ['spec.d', null, 'c'],
      ['spec.d', null, 'd'],
    ],
  ],
  ['one element for another', { d: ['a', 'b'] }, { d: ['b', 'c'] }, [['spec.d', 'a', 'c']]],
  ['an element that stands twice', { d: ['a'] }, { d: ['a', 'a'] }, [['spec.d', null, 'a']]],
  ['nothing, when only the order is another', { d: ['a', 'b'] }, { d: ['b', 'a'] }, []],
  ['a map in place of a text', { d: 'a' }, { d: { b: 1 } }, [['spec.d', 'a', { b: 1 }]]],
])('tells %s', (_, before, after, changes) => {
  expect(
    diffEntities(entity(before), entity(after)).map((one) => [one.path, one.before, one.after]),
  ).toEqual(changes);
});

it('cuts long texts to where they differ', () => {
  const text = (middle: string) => `${'a'.repeat(5000)}${middle}${'b'.repeat(5000)}`;
  const [change] = diffEntities(
    entity({ definition: text('old') }),
    entity({ definition: text('new') }),
  );
  expect(change).toMatchObject({ path: 'spec.definition' });
  expect(String(change?.before)).toMatch(/^…a+oldb+…$/);
  expect(String(change?.after)).toMatch(/^…a+newb+…$/);
  expect(String(change?.after).length).toBeLessThan(310);
});

it('finds no change in the same, and one in whatever differs', () => {
  const specs = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(specs, specs, (a, b) => {
      expect(diffEntities(entity(a), entity(structuredClone(a)))).toEqual([]);
      const isReordered = diffEntities(entity(a), entity(b)).length === 0;
      if (isReordered) expect(sorted(a)).toEqual(sorted(b));
    }),
  );
});

/** Lists in order, and what is empty left out: neither is a change anybody reads about. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    Array.isArray(inner)
      ? inner.map(sorted).sort()
      : inner !== null && typeof inner === 'object'
        ? Object.fromEntries(
            Object.entries(inner)
              .filter(([, one]) => !isEmpty(one))
              .sort(),
          )
        : inner,
  );
}

function isEmpty(value: unknown): boolean {
  return value !== null && typeof value === 'object'
    ? Object.values(value).every(isEmpty)
    : value === null || value === undefined;
}
