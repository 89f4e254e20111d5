import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDescriptor } from '../descriptor.ts';
import type { Correction } from './correction.ts';
import { correctDescriptor } from './edit.ts';
import { editYaml } from './yaml-edit.ts';

const LEDGER = 'component:default/ledger';

const FILE = `# Our services. Ask in #team before you change this.
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: money
spec:
  owner: ledger   # by hand
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ledger   # the book of record
  description: >-
    Double-entry book
    of record.

  annotations:
    # who is woken
    pagerduty.com/service-id: "P123"
    acme.com/aliases: 'the book, books' # nicknames

  links:
    # in the wiki
    - url: https://wiki.acme.example/ledger
      title: Runbook
    - title: Grafana
      url: https://grafana.acme.example/d/ledger

spec:
  lifecycle: experimental
  type: service
  owner: group:default/ledger-team # since 2021
  dependsOn:
  - component:default/fx-rates
  - resource:default/postgres # main

  # ours
  providesApis: [ledger-api]
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: ledger-api, annotations: { a.b/c: x } }
spec: { type: openapi, lifecycle: production, owner: ledger, definition: "x: 1" }
`;

type Asked = Omit<Correction, 'ref'> & { ref?: string };

const CASES: [name: string, asked: Asked, diff: string[]][] = [
  [
    'the owner, as fully written as it was, with its comment',
    { field: 'owner', value: 'group:default/risk', was: 'group:default/ledger-team' },
    [
      '-  owner: group:default/ledger-team # since 2021',
      '+  owner: group:default/risk # since 2021',
    ],
  ],
  [
    'the owner of another document, by its bare name',
    { ref: 'system:default/money', field: 'owner', value: 'group:default/risk', was: null },
    ['-  owner: ledger   # by hand', '+  owner: risk   # by hand'],
  ],
  [
    'an owner who is a person',
    { ref: 'system:default/money', field: 'owner', value: 'user:default/ana', was: null },
    ['-  owner: ledger   # by hand', '+  owner: user:ana   # by hand'],
  ],
  [
    'an owner in braces',
    { ref: 'api:default/ledger-api', field: 'owner', value: 'group:default/risk', was: null },
    [
      '-spec: { type: openapi, lifecycle: production, owner: ledger, definition: "x: 1" }',
      '+spec: { type: openapi, lifecycle: production, owner: risk, definition: "x: 1" }',
    ],
  ],
  [
    'the lifecycle',
    { field: 'lifecycle', value: 'deprecated', was: 'experimental' },
    ['-  lifecycle: experimental', '+  lifecycle: deprecated'],
  ],
  [
    'who is on call, in the quotes of before',
    { field: 'on-call', value: 'PNEW"1', was: 'P123' },
    ['-    pagerduty.com/service-id: "P123"', '+    pagerduty.com/service-id: "PNEW\\"1"'],
  ],
  [
    'an on-call annotation by its name',
    { field: 'on-call', value: 'opsgenie.com/team=ledger', was: null },
    ['+    opsgenie.com/team: ledger'],
  ],
  [
    'one more alias',
    { field: 'alias', value: "mum's book", was: null },
    [
      "-    acme.com/aliases: 'the book, books' # nicknames",
      "+    acme.com/aliases: 'the book, books, mum''s book' # nicknames",
    ],
  ],
  [
    'an alias less',
    { field: 'alias', value: '', was: 'books' },
    [
      "-    acme.com/aliases: 'the book, books' # nicknames",
      "+    acme.com/aliases: 'the book' # nicknames",
    ],
  ],
  [
    'the first alias of an entity in braces',
    { ref: 'api:default/ledger-api', field: 'alias', value: 'the vault', was: null },
    [
      '-metadata: { name: ledger-api, annotations: { a.b/c: x } }',
      '+metadata: { name: ledger-api, annotations: { a.b/c: x, acme.com/aliases: the vault } }',
    ],
  ],
  [
    'the first annotation of an entity without any',
    { ref: 'system:default/money', field: 'alias', value: 'cash', was: null },
    ['+  annotations:', '+    acme.com/aliases: cash'],
  ],
  [
    'one more link',
    { field: 'link', value: 'Service level https://slo.acme.example/ledger#a', was: null },
    ['+    - url: "https://slo.acme.example/ledger#a"', '+      title: Service level'],
  ],
  [
    'the address of a link',
    {
      field: 'link',
      value: 'https://wiki.acme.example/new',
      was: 'https://wiki.acme.example/ledger',
    },
    ['-    - url: https://wiki.acme.example/ledger', '+    - url: https://wiki.acme.example/new'],
  ],
  [
    'a link less',
    { field: 'link', value: '', was: 'Grafana https://grafana.acme.example/d/ledger' },
    ['-    - title: Grafana', '-      url: https://grafana.acme.example/d/ledger'],
  ],
  [
    'the first link of all',
    { ref: 'system:default/money', field: 'link', value: 'Runbook https://a.example/', was: null },
    ['+  links:', '+    - url: https://a.example/', '+      title: Runbook'],
  ],
  [
    'one more dependency, at the indentation of the others',
    { field: 'dependency', value: 'component:default/cards', was: null },
    ['+  - component:default/cards'],
  ],
  [
    'a dependency less, with its comment',
    { field: 'dependency', value: '', was: 'resource:default/postgres' },
    ['-  - resource:default/postgres # main'],
  ],
  [
    'a dependency for another',
    { field: 'dependency', value: 'component:default/cards', was: 'component:default/fx-rates' },
    ['-  - component:default/fx-rates', '+  - component:default/cards'],
  ],
  [
    'an API it uses',
    { field: 'dependency', value: 'api:default/fx-api', was: null },
    ['+  consumesApis:', '+  - fx-api'],
  ],
];

const edit = (text: string, asked: Asked) =>
  correctDescriptor(text, { ref: LEDGER, ...asked }, { aliasKey: 'acme.com/aliases' });

describe('the lines that change', () => {
  it.each(CASES)('for %s', (_name, asked, diff) => {
    expect(diffOf(FILE, textOf(edit(FILE, asked)))).toEqual(diff);
  });

  it.each(CASES)('keep Windows line ends for %s', (_name, asked) => {
    const windows = `\ufeff${FILE.replaceAll('\n', '\r\n')}`;
    const changed = textOf(edit(windows, asked));
    expect(changed).toBe(`\ufeff${textOf(edit(FILE, asked)).replaceAll('\n', '\r\n')}`);
  });

  it.each(CASES)('once: asked again, there is nothing to do (%s)', (_name, asked) => {
    const again = { ...asked, was: asked.value === '' ? asked.was : null };
    expect(edit(textOf(edit(FILE, asked)), again).kind).not.toBe('edited');
  });
});

const component = (spec: string, metadata = '') =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ledger\n${metadata}spec:\n  type: service\n  lifecycle: production\n${spec}`;

it.each([
  ['no line end at the end', component('  owner: a'), component('  owner: risk')],
  [
    'one of each line end',
    'kind: X\r\n---\n'.concat(component('  owner: a\r\n')),
    'kind: X\r\n---\n'.concat(component('  owner: risk\r\n')),
  ],
  [
    'a plain alias',
    component('  owner: *o\n', '  description: &o team-a\n'),
    component('  owner: risk\n', '  description: &o team-a\n'),
  ],
  [
    'a folded owner',
    component('  owner: >-\n    a\n  system: b\n'),
    component('  owner: risk\n  system: b\n'),
  ],
  [
    'JSON',
    '{"apiVersion":"backstage.io/v1alpha1","kind":"Component","metadata":{"name":"ledger"},"spec":{"type":"a","lifecycle":"b","owner":"a"}}',
    '{"apiVersion":"backstage.io/v1alpha1","kind":"Component","metadata":{"name":"ledger"},"spec":{"type":"a","lifecycle":"b","owner":"risk"}}',
  ],
])('edits %s', (_name, before, after) => {
  expect(edit(before, { field: 'owner', value: 'group:default/risk', was: null })).toEqual({
    kind: 'edited',
    text: after,
  });
});

it.each([
  ['a: []', 'a: ["x: 1"]'],
  ['a: [ p, q ]', 'a: [ p, q, "x: 1" ]'],
  ['a:', 'a:\n  - "x: 1"'],
  ['a: # none yet', 'a: # none yet\n  - "x: 1"'],
  ['a: ~', 'a:\n  - "x: 1"'],
  ['b: 1', 'b: 1\na:\n  - "x: 1"'],
  ['a:\n- b # c\n\n# end', 'a:\n- b # c\n- "x: 1"\n\n# end'],
  ['a:\n- |\n  b\n\n', 'a:\n- |\n  b\n- "x: 1"\n\n'],
])('adds an item to the list in %j', (before, after) => {
  expect(editYaml(before, { kind: 'append', path: ['a'], value: 'x: 1' })).toBe(after);
});

it('takes a list out with its last item, and a map with its last key', () => {
  const one = component(
    '  owner: a\n  dependsOn:\n    - component:cards\n',
    '  annotations:\n    a/aliases: x\n',
  );
  const less = edit(one, { field: 'dependency', value: '', was: 'component:default/cards' });
  expect(diffOf(one, textOf(less))).toEqual(['-  dependsOn:', '-    - component:cards']);
  const nameless = edit(one, { field: 'alias', value: '', was: 'x' });
  expect(diffOf(one, textOf(nameless))).toEqual(['-  annotations:', '-    a/aliases: x']);
});

it.each([
  [
    'a value from another file',
    component('  owner:\n    $text: ./owner.txt\n'),
    'The file takes this from ./owner.txt.',
  ],
  [
    'an anchor that others use',
    component('  owner: &o a\n  system: *o\n'),
    'more than this one statement',
  ],
  [
    'a value that moved on',
    component('  owner: somebody-else\n'),
    'The file says somebody-else by now.',
  ],
  [
    'an entity that is gone',
    component('  owner: a\n').replace('ledger', 'other'),
    'does not define it any more',
  ],
  ['a broken descriptor', component('  owner: a\n').replace('type: service', 'typo: 1'), 'broken'],
])('says why it leaves %s alone', (_name, text, reason) => {
  const asked: Asked = { field: 'owner', value: 'group:default/risk', was: 'group:default/a' };
  expect(edit(text, asked)).toMatchObject({
    kind: 'stuck',
    reason: expect.stringContaining(reason),
  });
});

const HOSTILE = [
  'risk\nspec:\n  owner: evil',
  'a: b',
  '*anchor',
  '&x y',
  '!!js/function x',
  '# nothing',
  'x # y',
  '- item',
  '{a: 1}',
  "'",
  '"',
  '---',
  '...',
  'yes',
  'null',
  '012',
  '1e3',
  '\u2028',
  '<!channel>',
  '{{ x }}',
];

it.each(HOSTILE)('writes the alias %j as that text and nothing else', (alias) => {
  const before = component('  owner: a\n');
  const text = textOf(edit(before, { field: 'alias', value: alias, was: null }));
  expect(diffOf(before, text)[0]).toBe('+  annotations:');
  const [document] = parseDescriptor(text);
  expect(document?.entity?.metadata.annotations).toEqual({ 'acme.com/aliases': alias });
  expect(document?.owner).toBe('group:default/a');
});

it('writes any text into any shape of file, or leaves the file alone', () => {
  const shapes = [FILE, component('  owner: a'), component('  owner: a\n', '  annotations: {}\n')];
  const fields = fc.constantFrom('alias' as const, 'lifecycle' as const, 'on-call' as const);
  fc.assert(
    fc.property(
      fc.constantFrom(...shapes),
      fields,
      fc.string({ unit: 'binary', minLength: 1 }),
      (text, field, said) => {
        const value = said.trim();
        fc.pre(
          value !== '' && !value.includes(',') && !value.includes('=') && value.isWellFormed(),
        );
        const edited = edit(text, { field, value, was: null });
        if (edited.kind !== 'edited') return;
        const own = parseDescriptor(edited.text).find(({ ref }) => ref === LEDGER)?.entity;
        const stated = [
          own?.spec?.['lifecycle'],
          ...Object.values(own?.metadata.annotations ?? {}),
        ];
        expect(stated.some((one) => String(one).endsWith(value))).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});

function textOf(edited: ReturnType<typeof correctDescriptor>): string {
  if (edited.kind !== 'edited') throw new Error(`${edited.kind}: ${JSON.stringify(edited)}`);
  return edited.text;
}

/** Lines that went and lines that came, between what is the same at either end. */
function diffOf(before: string, after: string): string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  while (a.length > 0 && b.length > 0 && a[0] === b[0]) {
    a.shift();
    b.shift();
  }
  while (a.length > 0 && b.length > 0 && a.at(-1) === b.at(-1)) {
    a.pop();
    b.pop();
  }
  return [...a.map((line) => `-${line}`), ...b.map((line) => `+${line}`)];
}
