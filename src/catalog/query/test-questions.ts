import fc from 'fast-check';
import type { Entity } from '../entity.ts';
import type { OrderField, TextFilter } from './select.ts';

// Entities with odd values, and everything that can be asked of them.

const TEXTS = [
  'service',
  'Service',
  'a',
  'b.c',
  'A',
  '',
  ' a ',
  'a,b',
  'x=y',
  '100%',
  'a_b',
  'true',
  '7',
];
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  fc.constantFrom('ünïcode 🚀', 'İstanbul', 'x'.repeat(250), `${'y'.repeat(199)}Z`),
  fc.constantFrom('component:default/a', 'Group:default/B', 'java', 'Java', 'go'),
);
const primitive = fc.oneof(
  text,
  text,
  fc.integer({ min: -2, max: 9 }),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('type', 'owner', 'Owner', 'a', 'b', 'a.b', 'deep', 'tags'),
  },
  fc.constantFrom('github.com/project-slug', 'k'.repeat(190), '7', 'service'),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    primitive,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
}));

const NAMES = ['a', 'B', 'c', 'd-1', 'E.f', 'g'];
const REFS = ['component:default/a', 'group:default/b', 'api:other/c', 'resource:default/none'];
const relation = fc.record({
  type: fc.constantFrom('dependsOn', 'ownedBy', 'partOf', 'memberOf'),
  target: fc.constantFrom(...REFS, `group:default/${'z'.repeat(220)}`),
});
const LOCATIONS = [
  'url:https://github.com/acme/shop/blob/main/catalog-info.yaml',
  `url:https://github.com/acme/shop/blob/${'0a'.repeat(20)}/a.yaml`,
  'url:https://files.example.com/a.yaml',
  'file:/srv/a.yaml',
];
const marks = (values: fc.Arbitrary<string>) => fc.dictionary(key, values, { maxKeys: 2 });
export const stored: fc.Arbitrary<Stored> = fc
  .record({
    entity: fc.record(
      {
        apiVersion: fc.constant('backstage.io/v1alpha1'),
        kind: fc.constantFrom('Component', 'API', 'Group'),
        metadata: fc.record(
          {
            name: fc.constantFrom(...NAMES),
            namespace: fc.constantFrom('default', 'other'),
            title: text,
            tags: fc.array(fc.constantFrom('java', 'Java', 'go', 'b.c', 'true'), { maxLength: 3 }),
            labels: marks(text),
            annotations: fc.oneof(
              marks(text),
              fc.constant({
                'backstage.io/view-url': ' java\nscript:alert(1)',
                'backstage.io/managed-by-location': 'url:https://elsewhere.example.com',
                'backstage.io/source-location': 'url:https://own.example.com/',
              }),
            ),
            extra: value,
          },
          { requiredKeys: ['name', 'namespace'] },
        ),
        spec: fc.oneof(
          fc.dictionary(key, value, { maxKeys: 4 }),
          fc.constantFrom(
            { tags: ['service', 'Service'], a: ['a'] },
            { tags: { service: true, 7: true }, a: { a: 'true' } },
            { tags: ['7', { service: true }, 'service'], type: 'x'.repeat(201) },
          ),
        ),
      },
      { requiredKeys: ['apiVersion', 'kind', 'metadata'] },
    ),
    location: fc.constantFrom(...LOCATIONS),
    related: fc.uniqueArray(relation, {
      maxLength: 3,
      selector: ({ type, target }) => `${type} ${target}`,
    }),
  })
  // Maps with a prototype, as JSON gives them.
  .map((one) => JSON.parse(JSON.stringify(one)));
export type Stored = {
  entity: Entity;
  location: string;
  related: { type: string; target: string }[];
};

const field = fc.oneof(
  // Both the key of a map and an item of a list.
  fc.constantFrom('spec.tags.service', 'spec.a.a', 'spec.tags.7', 'spec.tags'),
  fc.constantFrom('kind', 'metadata.name', 'METADATA.Name', 'metadata.tags', 'metadata.tags.java'),
  fc.constantFrom(
    'metadata.tags.b.c',
    'spec.type',
    'spec.owner',
    'spec.a.b',
    'spec.deep.a',
    'spec',
  ),
  fc.constantFrom(
    'spec.tags.7',
    'metadata.title',
    'metadata.uid',
    'metadata.labels.a.b',
    'nothing',
  ),
  fc.constantFrom('relations.dependsOn', 'relations.ownerof', 'relations.partOf', 'relations'),
  fc.constantFrom(
    'metadata.annotations.backstage.io/view-url',
    'metadata.annotations.backstage.io/managed-by-location',
    'metadata.annotations.backstage.io/source-location',
    'metadata.annotations.github.com/project-slug',
  ),
  fc.array(key, { minLength: 1, maxLength: 3 }).map((keys) => `spec.${keys.join('.')}`),
);
const asked = fc.oneof(
  text,
  fc.constantFrom('component', 'API', 'a', 'uid-component:default/a', ...LOCATIONS, ...REFS),
);
const statement = fc.oneof(
  field,
  fc.tuple(field, asked).map(([name, wanted]) => `${name}=${wanted}`),
);
const filters = fc.array(
  fc.array(statement, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(', ')),
  { maxLength: 3 },
);
const { query } = fc.letrec<{ query: Record<string, unknown>; condition: unknown }>((tie) => ({
  condition: fc.oneof(
    asked,
    fc.integer({ min: 0, max: 9 }),
    fc.boolean(),
    fc.record({ $exists: fc.boolean() }),
    fc.record({ $in: fc.array(asked, { maxLength: 3 }) }),
    fc.record({ $hasPrefix: fc.constantFrom('', 's', 'COMP', '1', 'url:https://github') }),
    fc.record({ $contains: asked }),
  ),
  query: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.dictionary(field, tie('condition'), { maxKeys: 2 }),
    fc.record({ $not: tie('query') }),
    fc.record({ $all: fc.array(tie('query'), { maxLength: 3 }) }),
    fc.record({ $any: fc.array(tie('query'), { maxLength: 3 }) }),
    fc
      .record(
        {
          type: fc.constantFrom('dependsOn', 'OWNEDBY', 'hasPart'),
          targetRef: fc.constantFrom(...REFS),
        },
        { requiredKeys: ['type'] },
      )
      .map(($contains) => ({ relations: { $contains } })),
  ),
}));
const orderField: fc.Arbitrary<OrderField> = fc.record({
  field,
  order: fc.constantFrom('asc', 'desc'),
});
const textFilter: fc.Arbitrary<TextFilter> = fc.record(
  {
    term: fc.constantFrom(
      '',
      'a',
      'SERV',
      '%',
      's%c',
      '_',
      'a_b',
      'comp',
      ' a ',
      'uid-',
      '%%é',
      '🚀',
    ),
    fields: fc.array(field, { maxLength: 2 }),
  },
  { requiredKeys: ['term'] },
);
export const question = fc.record({
  filters,
  query: fc.option(query),
  order: fc.option(orderField),
  text: fc.option(textFilter, { freq: 2 }),
  limit: fc.integer({ min: 1, max: 5 }),
  offset: fc.constantFrom(0, 0, 0, 1, 3),
  orders: fc.array(orderField, { maxLength: 2 }),
  facets: fc.array(field, { minLength: 1, maxLength: 2 }),
});
export type Question = typeof question extends fc.Arbitrary<infer Asked> ? Asked : never;
