import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../json.ts';
import { checkSecrets, checkValues } from './check.ts';
import { completeValues } from './complete.ts';

function templateOf(...pages: string[]) {
  return { pages: pages.map((page) => parse(page) as JsonObject), secrets: null };
}

/** What is told of the one field `x`. */
function told(schema: string, x: unknown): string[] {
  const template = templateOf(`properties: { x: ${schema} }`);
  return checkValues(template, { x } as JsonObject).map(({ message }) => message);
}

describe('words for what is wrong', () => {
  it('says of everything in a list that is typed where it stands', () => {
    const schema =
      "{ type: array, items: { type: object, required: [path], properties: { path: { type: string, pattern: '^/' }, tls: { type: object, properties: { port: { type: integer } } } } } }";
    expect(told(schema, [{ path: 'a' }, { tls: { port: 'x' } }])).toEqual([
      'Entry 1, `path`: This does not match `^/`. Entry 2, `path`: This is required. Entry 2, `tls.port`: This must be a whole number.',
    ]);
  });

  it.each([
    [
      '{ type: string, minLength: 3, maxLength: 30 }',
      'ab',
      'This must be 3 to 30 characters long; it has 2.',
    ],
    ['{ type: string, maxLength: 2 }', 'abc', 'This must be at most 2 characters long; it has 3.'],
    ['{ type: integer, minimum: 1, maximum: 5 }', 9, 'This must be 1 to 5.'],
    ['{ type: integer }', 1.5, 'This must be a whole number.'],
    ['{ type: string, enum: [a, b] }', 'c', 'This must be one of a, b.'],
    [
      '{ type: string, format: email }',
      'ana',
      'This must be an e-mail address, like ana@example.com.',
    ],
    [
      '{ type: array, minItems: 1, items: { type: string } }',
      [],
      'This must have at least 1 entry.',
    ],
    ['{ type: array, minItems: 1, maxItems: 3 }', [], 'This must have 1 to 3 entries.'],
    [
      "{ type: string, pattern: '^[a-z0-9-]+$' }",
      'A',
      'Use only the characters a to z, 0 to 9, -.',
    ],
    [
      "{ type: string, pattern: '^a{3}$', ui:help: Three times a. }",
      'b',
      'This does not match `^a{3}$`. Three times a.',
    ],
    [
      "{ type: string, pattern: '^a$', errorMessage: { pattern: Write an a. } }",
      'b',
      'Write an a.',
    ],
    [
      '{ type: string, ui:field: EntityNamePicker }',
      '-x',
      'This cannot be the name of an entity. Allowed: letters, digits and - _ . between them, at most 63 characters.',
    ],
    [
      '{ type: array, ui:field: EntityTagsPicker }',
      ['Not A Tag'],
      '"Not A Tag" cannot be a tag. Allowed: lower-case letters, digits and : + # with single - between them, at most 63 characters.',
    ],
  ])('%s refuses %j', (schema, value, message) => {
    expect(told(schema, value)).toEqual([message]);
  });

  it.each([
    [
      'ledger',
      {},
      'Say where the repository goes: its owner and its name, like github.com?owner=acme&repo=ledger.',
    ],
    [
      'gitlab.com?owner=acme&repo=x',
      { allowedHosts: ['github.com'] },
      'The repository must be on github.com.',
    ],
    [
      'github.com?owner=other&repo=x',
      { allowedOwners: ['acme', 'lab'] },
      'The owner must be acme or lab.',
    ],
    [
      'github.com?owner=acme&repo=..',
      {},
      'The name of a repository has letters, digits, ".", "-" and "_", at most 100 characters.',
    ],
    ['github.com?owner=acme&repo=ledger', { allowedOwners: ['Acme'] }, null],
  ])('the repository %s with %j', (value, options, message) => {
    const schema = JSON.stringify({
      type: 'string',
      'ui:field': 'RepoUrlPicker',
      'ui:options': options,
    });
    expect(told(schema, value)).toEqual(message === null ? [] : [message]);
  });
});

describe('checking values', () => {
  it('tells of what is missing where it is asked for', () => {
    const template = templateOf('{ required: [name], properties: { name: { type: string } } }');
    expect(checkValues(template, {})).toEqual([{ path: ['name'], message: 'This is required.' }]);
  });

  it('checks one page alone', () => {
    const template = templateOf(
      '{ required: [a], properties: { a: {} } }',
      '{ required: [b], properties: { b: {} } }',
    );
    expect(checkValues(template, {}, 1)).toEqual([{ path: ['b'], message: 'This is required.' }]);
    expect(checkValues(template, {})).toHaveLength(2);
  });

  it('requires what a condition brings in, and nothing of what it does not', () => {
    const template = templateOf(`
      properties: { kind: { type: string, enum: [web, job] } }
      dependencies:
        kind:
          oneOf:
            - { properties: { kind: { enum: [web] } } }
            - { properties: { kind: { enum: [job] }, cron: { type: string } }, required: [cron] }
    `);
    expect(checkValues(template, { kind: 'web' })).toEqual([]);
    expect(checkValues(template, { kind: 'job' })).toEqual([
      { path: ['cron'], message: 'This is required.' },
    ]);
  });

  it('tells of the whole page where no field alone is wrong', () => {
    const template = templateOf(
      '{ properties: { a: { type: boolean }, b: { type: boolean } }, anyOf: [{ required: [a] }, { required: [b] }] }',
    );
    expect(checkValues(template, {})).toMatchObject([{ path: [] }]);
    expect(checkValues(template, { b: true })).toEqual([]);
  });

  it('gives up on a pattern that never ends', () => {
    expect(told("{ type: string, pattern: '^(a+)+$' }", `${'a'.repeat(60)}!`)).toEqual([
      'This could not be checked: the pattern of the template takes too long for it.',
    ]);
  });

  it('refuses more than anybody types', () => {
    const template = templateOf('{ properties: { x: { type: string } } }');
    expect(checkValues(template, { x: 'x'.repeat(300_000) })).toMatchObject([{ path: [] }]);
  });

  it('follows references into definitions', () => {
    const template = templateOf(
      "{ properties: { size: { $ref: '#/definitions/size' } }, definitions: { size: { enum: [s, m] } } }",
    );
    expect(checkValues(template, { size: 'xl' })).toEqual([
      { path: ['size'], message: 'This must be one of s, m.' },
    ]);
  });

  it('does not look for secrets among the values', () => {
    const template = templateOf(
      '{ required: [token], properties: { token: { type: string, ui:field: Secret } } }',
    );
    expect(checkValues(template, {})).toEqual([]);
    expect(checkSecrets(template, {}, {})).toEqual([
      { path: ['token'], message: 'This is required.' },
    ]);
    expect(checkSecrets(template, {}, { token: 'x' })).toEqual([]);
  });

  it('never repeats a secret that is wrong', () => {
    const secrets = parse(
      '{ properties: { pin: { type: string, pattern: "^[0-9]+$" } } }',
    ) as JsonObject;
    const errors = checkSecrets({ pages: [], secrets }, {}, { pin: 'hunter2' });
    expect(errors).toMatchObject([{ path: ['pin'] }]);
    expect(JSON.stringify(errors)).not.toContain('hunter2');
  });
});

describe('completing values', () => {
  const template = templateOf(`
    required: [name]
    properties:
      name: { type: string }
      region: { type: string, default: eu }
      note: { type: string, default: none }
      db: { type: object, properties: { size: { type: string, default: s } } }
      isPublic: { type: boolean, default: true }
    dependencies:
      isPublic:
        oneOf:
          - { properties: { isPublic: { const: true }, domain: { type: string, default: example.com } } }
          - { properties: { isPublic: { const: false } } }
  `);

  it('takes defaults, those of conditions too', () => {
    expect(completeValues(template, { name: 'ledger' })).toEqual({
      name: 'ledger',
      region: 'eu',
      note: 'none',
      db: { size: 's' },
      isPublic: true,
      domain: 'example.com',
    });
  });

  it('takes the defaults within a list that is typed, too', () => {
    const list = templateOf(`
      definitions: { rule: { properties: { allow: { type: boolean, default: true } } } }
      properties:
        routes:
          type: array
          items:
            type: object
            properties:
              path: { type: string }
              method: { type: string, default: GET }
              rules: { type: array, items: { $ref: '#/definitions/rule' } }
    `);
    const routes = [{ path: '/a' }, { method: 'PUT', rules: [{}, { allow: false }] }];
    expect(completeValues(list, { routes })).toEqual({
      routes: [
        { path: '/a', method: 'GET' },
        { method: 'PUT', rules: [{ allow: true }, { allow: false }] },
      ],
    });
  });

  it('leaves what was said, and keeps empty what was emptied', () => {
    const values = completeValues(template, { name: 'x', region: 'us', note: '', isPublic: false });
    expect(values).toEqual({ name: 'x', region: 'us', db: { size: 's' }, isPublic: false });
  });
});
