import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../json.ts';
import { askedOn, formOf } from './form-of.ts';

function page(yaml: string): JsonObject {
  return parse(yaml) as JsonObject;
}

function names(schema: JsonObject, values: JsonObject = {}): string[] {
  return askedOn(schema, values).map(({ field }) => field.path.join('.'));
}

function fieldOf(yaml: string, values: JsonObject = {}) {
  const [first] = askedOn(page(`properties: { x: ${yaml} }`), values);
  if (!first) throw new Error('nothing is asked');
  return first.field;
}

describe('how one value is asked for', () => {
  it.each([
    ['{ type: string }', { kind: 'text', isLong: false }],
    ['{ type: string, ui:widget: textarea }', { kind: 'text', isLong: true }],
    ['{ type: string, ui:options: { widget: textarea } }', { kind: 'text', isLong: true }],
    ['{ type: string, minLength: 3, maxLength: 30 }', { minLength: 3, maxLength: 30 }],
    ['{ type: string, format: email }', { kind: 'text', format: 'email' }],
    ['{ type: string, format: uri }', { kind: 'text', format: 'uri' }],
    ['{ type: string, format: date }', { kind: 'date' }],
    ['{ type: string, ui:widget: password }', { kind: 'text', isConcealed: true }],
    ['{ type: [string, "null"] }', { kind: 'text' }],
    ['{ type: integer, minimum: 1 }', { kind: 'number', isWhole: true, minimum: 1 }],
    ['{ type: number, exclusiveMaximum: 2 }', { kind: 'number', isWhole: false, maximum: 2 }],
    ['{ type: boolean }', { kind: 'flag' }],
    [
      '{ type: boolean, ui:widget: radio }',
      {
        kind: 'choice',
        look: 'radio',
        options: [
          { value: true, label: 'Yes' },
          { value: false, label: 'No' },
        ],
      },
    ],
    [
      '{ type: string, enum: [a, b], enumNames: [Alpha] }',
      {
        kind: 'choice',
        look: 'select',
        options: [
          { value: 'a', label: 'Alpha' },
          { value: 'b', label: 'b' },
        ],
      },
    ],
    [
      '{ type: string, enum: [a, b], ui:options: { enumNames: { b: Beta } } }',
      {
        options: [
          { value: 'a', label: 'a' },
          { value: 'b', label: 'Beta' },
        ],
      },
    ],
    [
      '{ oneOf: [{ const: 1, title: One }, { const: 2, title: Two }], ui:widget: radio }',
      {
        kind: 'choice',
        look: 'radio',
        options: [
          { value: 1, label: 'One' },
          { value: 2, label: 'Two' },
        ],
      },
    ],
    [
      '{ type: array, items: { type: string, enum: [a, b] }, ui:widget: checkboxes, maxItems: 1 }',
      { kind: 'choices', maxItems: 1, minItems: 0 },
    ],
    ['{ type: array, items: { type: string } }', { kind: 'list', of: 'text' }],
    ['{ type: array, items: { type: integer } }', { kind: 'list', of: 'number' }],
    [
      '{ type: array, items: { type: object, properties: { a: { type: string } } } }',
      { kind: 'structure' },
    ],
    ['{ type: object, additionalProperties: { type: string } }', { kind: 'structure' }],
    ['{ type: "null", description: Read this. }', { kind: 'note' }],
    ['{ type: string, ui:field: SomethingOfOurOwn }', { kind: 'text' }],
  ])('%s', (schema, input) => {
    expect(fieldOf(schema).input).toMatchObject(input);
  });
});

describe("Backstage's own fields", () => {
  const anyEntity = { kind: 'entity', isMany: false, among: 'all', isAnythingAllowed: true };

  it.each([
    [
      '{ ui:field: OwnerPicker }',
      { ...anyEntity, defaultKind: 'Group', filter: [{ kind: ['Group', 'User'] }] },
    ],
    [
      '{ ui:field: OwnerPicker, ui:options: { allowedKinds: [Group] } }',
      { filter: [{ kind: ['Group'] }] },
    ],
    [
      '{ ui:field: OwnerPicker, ui:options: { catalogFilter: { kind: Group, spec.type: team } } }',
      { filter: [{ kind: ['Group'], 'spec.type': ['team'] }] },
    ],
    ['{ ui:field: EntityPicker }', { ...anyEntity, defaultKind: null, filter: [] }],
    [
      '{ ui:field: EntityPicker, ui:options: { catalogFilter: [{ kind: [API], metadata.annotations.a/b: { exists: true } }], allowArbitraryValues: false } }',
      {
        isAnythingAllowed: false,
        filter: [{ kind: ['API'], 'metadata.annotations.a/b': 'exists' }],
      },
    ],
    [
      '{ type: array, ui:field: MultiEntityPicker, maxItems: 2 }',
      { kind: 'entity', isMany: true, maxItems: 2 },
    ],
    [
      '{ type: array, items: { type: string, ui:field: EntityPicker } }',
      { kind: 'entity', isMany: true },
    ],
    ['{ ui:field: OwnedEntityPicker }', { kind: 'entity', among: 'owned' }],
    [
      '{ ui:field: MyGroupsPicker }',
      { among: 'my-groups', isAnythingAllowed: false, defaultKind: 'Group' },
    ],
    ['{ ui:field: EntityNamePicker }', { kind: 'entity-name' }],
    [
      '{ ui:field: EntityTagsPicker, ui:options: { kinds: [Component] } }',
      { kind: 'tags', kinds: ['Component'] },
    ],
    [
      '{ ui:field: RepoUrlPicker, ui:options: { allowedHosts: [github.com], allowedOwners: [acme] } }',
      { kind: 'repository', hosts: ['github.com'], owners: ['acme'], repositories: [] },
    ],
    ['{ ui:field: Secret }', { kind: 'secret' }],
  ])('%s', (schema, input) => {
    expect(fieldOf(schema.replace('{ ui:', '{ type: string, ui:')).input).toMatchObject(input);
  });
});

describe('what is said beside a field', () => {
  it('takes title, help and placeholder from the schema', () => {
    const field = fieldOf(
      '{ type: string, title: Name, description: Of the service., ui:help: Short., ui:placeholder: ledger }',
    );
    expect(field).toMatchObject({
      title: 'Name',
      help: 'Of the service. Short.',
      placeholder: 'ledger',
    });
  });

  it.each([
    ['component_id', 'Component id'],
    ['repoUrl', 'Repo url'],
    ['java-version', 'Java version'],
  ])('makes words of the name %s where there is no title', (name, title) => {
    const [asked] = askedOn({ properties: { [name]: { type: 'string' } } }, {});
    expect(asked?.field.title).toBe(title);
  });

  it('says why a modal cannot ask for it', () => {
    expect(fieldOf('{ type: string, ui:field: Secret }').notInModal).toContain('Slack shows');
    expect(fieldOf('{ type: object }').notInModal).toContain('YAML');
    const many = Array.from({ length: 101 }, (_, at) => `v${at}`);
    expect(fieldOf(`{ enum: [${many.join(', ')}] }`).notInModal).toContain('101 choices');
    expect(fieldOf('{ type: string }').notInModal).toBeNull();
  });
});

describe('which fields are asked for', () => {
  it('asks for nested objects part by part, under the title of the whole', () => {
    const schema = page(
      '{ required: [db], properties: { db: { type: object, title: Database, required: [engine], properties: { engine: { type: string, title: Engine } } } } }',
    );
    const [asked] = askedOn(schema, {});
    expect(asked?.field).toMatchObject({
      path: ['db', 'engine'],
      title: 'Database: Engine',
      isRequired: true,
    });
  });

  it('requires the parts of an object nobody needs only once one of them is there', () => {
    const schema = page(
      '{ properties: { db: { type: object, required: [engine], properties: { engine: { type: string }, size: { type: string } } } } }',
    );
    const isRequired = (values: JsonObject) => askedOn(schema, values)[0]?.field.isRequired;
    expect(isRequired({})).toBe(false);
    expect(isRequired({ db: { size: 'large' } })).toBe(true);
  });

  it('keeps the order the author wants', () => {
    const schema = page('{ ui:order: [c, "*", a], properties: { a: {}, b: {}, c: {}, d: {} } }');
    expect(names(schema)).toEqual(['c', 'b', 'd', 'a']);
  });

  it('asks for what depends on a property once that is filled in', () => {
    const schema = page(
      '{ properties: { card: { type: string } }, dependencies: { card: { properties: { address: { type: string } }, required: [address] } } }',
    );
    expect(names(schema)).toEqual(['card']);
    expect(names(schema, { card: '1' })).toEqual(['card', 'address']);
    expect(askedOn(schema, {})[0]?.field.isControlling).toBe(true);
  });

  it('follows the alternative that fits the value', () => {
    const schema = page(`
      properties: { kind: { type: string, enum: [web, job] } }
      dependencies:
        kind:
          oneOf:
            - { properties: { kind: { enum: [web] }, port: { type: integer } } }
            - { properties: { kind: { const: job }, cron: { type: string } }, required: [cron] }
    `);
    expect(names(schema)).toEqual(['kind']);
    expect(names(schema, { kind: 'web' })).toEqual(['kind', 'port']);
    expect(names(schema, { kind: 'job' })).toEqual(['kind', 'cron']);
  });

  it('decides between then and else', () => {
    const schema = page(`
      properties: { isPublic: { type: boolean } }
      if: { properties: { isPublic: { const: true } }, required: [isPublic] }
      then: { properties: { domain: { type: string } } }
      else: { properties: { network: { type: string } } }
    `);
    expect(names(schema)).toEqual(['isPublic', 'network']);
    expect(names(schema, { isPublic: true })).toEqual(['isPublic', 'domain']);
  });

  it('asks which alternative is meant where the schema only lists them', () => {
    const schema = page(`
      oneOf:
        - { title: On AWS, properties: { cloud: { const: aws }, region: { type: string } } }
        - { title: On Azure, properties: { cloud: { const: azure }, location: { type: string } } }
    `);
    const [cloud] = askedOn(schema, {});
    expect(cloud?.field).toMatchObject({ path: ['cloud'], isRequired: true, isControlling: true });
    expect(cloud?.field.input).toMatchObject({
      options: [
        { value: 'aws', label: 'On AWS' },
        { value: 'azure', label: 'On Azure' },
      ],
    });
    expect(names(schema, { cloud: 'azure' })).toEqual(['cloud', 'location']);
  });

  it('reads definitions of the same page, and stops at those that name themselves', () => {
    const schema = page(`
      properties: { size: { $ref: '#/definitions/size' }, tree: { $ref: '#/definitions/node' } }
      definitions:
        size: { type: string, enum: [s, m] }
        node: { type: object, properties: { child: { $ref: '#/definitions/node' } } }
    `);
    const asked = askedOn(schema, {});
    expect(asked[0]?.field.input.kind).toBe('choice');
    expect(asked.length).toBeLessThan(20);
  });

  it('is not led astray by names that every object has', () => {
    const schema = JSON.parse(
      '{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}',
    ) as JsonObject;
    expect(names(schema)).toEqual(['__proto__', 'constructor']);
    expect(askedOn(schema, {}).map(({ field }) => field.default)).toEqual([undefined, undefined]);
  });
});

describe('the owner', () => {
  const owner = (field: string) => {
    const pages = [page(`{ properties: { owner: ${field} } }`)];
    const form = formOf({ pages, secrets: null }, {}, { team: 'group:default/payments' });
    return form.pages[0]?.fields[0]?.default;
  };

  it.each([
    ['{ type: string, ui:field: OwnerPicker }', 'group:default/payments'],
    [
      '{ type: string, ui:field: EntityPicker, ui:options: { catalogFilter: { kind: Group } } }',
      'group:default/payments',
    ],
    ['{ type: string, ui:field: OwnerPicker, default: group:default/risk }', 'group:default/risk'],
    ['{ type: string, ui:field: EntityPicker }', undefined],
    ['{ type: string }', undefined],
  ])('of %s', (field, expected) => {
    expect(owner(field)).toBe(expected);
  });
});

it('asks for the secrets that no page asks for', () => {
  const secrets = page(
    '{ required: [token], properties: { token: { type: string }, known: { type: string } } }',
  );
  const pages = [page('{ properties: { known: { type: string, ui:field: Secret } } }')];
  const form = formOf({ pages, secrets }, {});
  expect(form.pages[1]?.fields).toMatchObject([
    { path: ['token'], isRequired: true, input: { kind: 'secret' } },
  ]);
});
