import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors.ts';
import type { JsonObject } from '../json.ts';
import { askedOn } from './form-of.ts';
import { inTime } from './in-time.ts';
import { schemaErrors } from './validate.ts';

const many = (reference: string) => Array.from({ length: 12 }, () => ({ $ref: reference }));
const self = { allOf: many('#/definitions/a') };
const group = {
  type: 'object',
  properties: Object.fromEntries(many('#/definitions/a').map((one, index) => [`p${index}`, one])),
};
const chain = Object.fromEntries(
  Array.from({ length: 14 }, (_, index) => [
    `a${index}`,
    { allOf: many(`#/definitions/a${index + 1}`) },
  ]),
);

describe('a schema made to never end', () => {
  it.each<[string, JsonObject]>([
    [
      'definitions that name themselves',
      { definitions: { a: self }, allOf: many('#/definitions/a') },
    ],
    ['objects within themselves', { definitions: { a: group }, ...group }],
    [
      'definitions that name one another',
      { definitions: { ...chain, a14: {} }, allOf: many('#/definitions/a0') },
    ],
  ])('is given up when its form is asked for: %s', (_, page) => {
    expect(() => askedOn(page, {})).toThrow(UserError);
  });

  it.each<[string, JsonObject, unknown]>([
    [
      'definitions that name one another',
      { definitions: { ...chain, a14: {} }, allOf: many('#/definitions/a0') },
      {},
    ],
    [
      'a pattern of property names',
      { patternProperties: { '^(a+)+$': { type: 'string' } } },
      { [`${'a'.repeat(40)}!`]: 1 },
    ],
  ])('is given up when values are checked: %s', (_, schema, value) => {
    expect(() => schemaErrors(value, schema)).toThrow(UserError);
  });

  it('leaves what is honest as it is, one within the other', () => {
    expect(inTime(() => inTime(() => 2) + 1)).toBe(3);
    expect(() => inTime(() => inTime(() => Number('x').toFixed(101)))).toThrow(RangeError);
  });
});
