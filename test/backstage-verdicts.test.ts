import { readFileSync } from 'node:fs';
import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  domainEntityV1alpha1Validator,
  type Entity,
  EntityPolicies,
  entityEnvelopeSchemaValidator,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { parseDescriptor } from '../src/catalog/descriptor.ts';
import { formatRef, parseExactRef } from '../src/catalog/ref.ts';

const KINDS = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
];
const POLICY = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);
/** The fields that the built-in processor reads as refs, by kind, and the kind that a bare name means. */
const REFS: Record<string, Record<string, string | undefined>> = {
  Component: {
    owner: 'Group',
    subcomponentOf: 'Component',
    providesApis: 'API',
    consumesApis: 'API',
    dependsOn: undefined,
    dependencyOf: undefined,
    system: 'System',
  },
  API: { owner: 'Group', system: 'System' },
  Resource: { owner: 'Group', dependsOn: undefined, dependencyOf: undefined, system: 'System' },
  System: { owner: 'Group', domain: 'Domain' },
  Domain: { owner: 'Group', subdomainOf: 'Domain' },
  User: { memberOf: 'Group' },
  Group: { parent: 'Group', children: 'Group', members: 'User' },
};

/** The verdict of Backstage's own envelope, policies, kinds and refs; null where it takes the entity. */
async function theirs(document: unknown): Promise<string | null> {
  try {
    const entity = entityEnvelopeSchemaValidator()(document) as Entity;
    // The catalog adds annotations of its own before it looks closer.
    const annotations = { ...entity.metadata.annotations, 'backstage.io/managed-by-location': 'x' };
    const whole = { ...entity, metadata: { ...entity.metadata, annotations } };
    const said: unknown = entity.metadata.annotations ?? {};
    if (typeof said !== 'object' || Array.isArray(said)) return 'annotations are no map';
    const enforced = await POLICY.enforce(whole);
    if (!enforced) return 'refused';
    const verdicts = await Promise.all(KINDS.map((kind) => kind.check(enforced)));
    if (!verdicts.includes(true)) return 'no processor';
    for (const [field, defaultKind] of Object.entries(REFS[entity.kind] ?? {})) {
      const targets = enforced.spec?.[field];
      for (const target of targets ? [targets].flat() : [])
        parseEntityRef(target as string, {
          ...(defaultKind && { defaultKind }),
          defaultNamespace: enforced.metadata.namespace ?? 'default',
        });
    }
    return null;
  } catch (error) {
    return String(error);
  }
}

const seeds = parseAllDocuments(
  readFileSync(`${import.meta.dirname}/../fixtures/descriptors/every-kind/input.yaml`, 'utf8'),
)
  .map((document) => document.toJS() as Entity)
  .filter((entity) => entity && Object.hasOwn({ ...REFS, Location: {} }, entity.kind))
  .filter((entity) => entity.spec?.['type'] !== 'mcp-server');

const words = fc.constantFrom(
  ...[
    '',
    ' ',
    'a',
    'A',
    'a b',
    'a-b',
    'a--b',
    'a_b',
    'a.b',
    '-a',
    'a-',
    '.a',
    'a/b',
    'a/b/c',
    'A.b/c',
    'a:b',
    'a:b/c',
    'a:b:c',
    ':a',
    'a:',
    '/a',
    'a/',
    'a:/b',
    'c++',
    'c#',
    'Ü',
    'é',
    'x'.repeat(63),
    'x'.repeat(64),
    `${'x.'.repeat(126)}x/a`,
    `${'x.'.repeat(127)}x/a`,
    'v1',
    '1.0',
    'a.b/v1',
    'backstage.io/v1alpha1',
    'backstage.io/v1beta1',
    'backstage.io/v1',
    'scaffolder.backstage.io/v1beta3',
    'Component',
    'component',
    'API',
    'Location',
    'required',
    'optional',
    'https://a.b/c',
    'mailto:a@b.c',
    'javascript:alert(1)',
    'http://',
    'a\nb',
    '🙂',
    'null',
    'true',
    '12',
  ],
);
const odd = fc.oneof(
  words,
  words,
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    12,
    1.5,
    [],
    {},
    [null],
    [[]],
    [{}],
    { a: 1 },
    { a: 'b' },
    { 'a.b/c': 'd' },
  ),
  fc.array(words, { maxLength: 3 }),
  fc.dictionary(words, words, { maxKeys: 2 }),
  fc.array(
    fc.record({ url: words, title: words, icon: words, type: words }, { requiredKeys: [] }),
    { maxLength: 2 },
  ),
);
const FIELDS = [
  ...['apiVersion', 'kind', 'metadata', 'spec', 'relations', 'status', 'tags'],
  ...[
    'name',
    'namespace',
    'title',
    'description',
    'labels',
    'annotations',
    'tags',
    'links',
    'uid',
    'etag',
    'x',
  ].map((name) => `metadata.${name}`),
  ...[
    'type',
    'lifecycle',
    'owner',
    'system',
    'subcomponentOf',
    'providesApis',
    'consumesApis',
    'dependsOn',
    'dependencyOf',
    'definition',
    'domain',
    'subdomainOf',
    'children',
    'parent',
    'members',
    'memberOf',
    'profile',
    'target',
    'targets',
    'presence',
    'x',
  ].map((name) => `spec.${name}`),
  ...['displayName', 'email', 'picture', 'x'].map((name) => `spec.profile.${name}`),
];
const change = fc.record({
  field: fc.constantFrom(...FIELDS),
  value: fc.option(odd, { nil: undefined, freq: 6 }),
});

/** An entity with some fields set to something else, or taken out. */
const changed = fc
  .record({
    seed: fc.constantFrom(...seeds),
    changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  })
  .map(({ seed, changes }) => {
    const entity = structuredClone(seed) as unknown as Record<string, unknown>;
    for (const { field, value } of changes) {
      const path = field.split('.');
      const last = path.pop() ?? '';
      let map: unknown = entity;
      for (const step of path) map = (map as Record<string, unknown> | undefined)?.[step];
      if (map === null || typeof map !== 'object' || Array.isArray(map)) continue;
      if (value === undefined) delete (map as Record<string, unknown>)[last];
      else (map as Record<string, unknown>)[last] = structuredClone(value);
    }
    return entity;
  });

it('judges every entity as Backstage does', async () => {
  await fc.assert(
    fc.asyncProperty(changed, async (entity) => {
      const [document] = parseDescriptor(stringify(entity));
      const spec = entity['spec'] as { type?: unknown } | null | undefined;
      // Backstage takes servers only with a module of their own.
      fc.pre(spec?.type !== 'mcp-server');
      const verdict = await theirs(entity);
      const ours = document?.problems.filter(({ severity }) => severity !== 'warning') ?? [];
      expect(
        [document?.isValid, ours.length > 0],
        `${verdict} against ${JSON.stringify(ours)}`,
      ).toEqual(verdict === null ? [true, false] : [false, true]);
    }),
    { numRuns: Number(process.env['CALLBOARD_RUNS'] ?? 1500) },
  );
}, 600_000);

it('reads every ref as Backstage does', () => {
  const text = fc.oneof(words, fc.string({ unit: fc.constantFrom('a', 'B', ':', '/', ' ', '-') }));
  fc.assert(
    fc.property(
      text,
      fc.constantFrom(undefined, 'Group'),
      fc.constantFrom(undefined, 'x'),
      (ref, kind, namespace) => {
        const read = (parse: () => string) => {
          try {
            return parse();
          } catch {
            return null;
          }
        };
        const expected = read(() =>
          stringifyEntityRef(
            parseEntityRef(ref, {
              ...(kind && { defaultKind: kind }),
              ...(namespace && { defaultNamespace: namespace }),
            }),
          ),
        );
        const ours = read(() =>
          formatRef(parseExactRef(ref, { ...(kind && { kind }), ...(namespace && { namespace }) })),
        );
        expect(ours).toBe(expected);
      },
    ),
    { numRuns: 3000 },
  );
});
