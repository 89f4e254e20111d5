import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { readPlainYaml } from './plain-yaml.ts';

/** What the whole parser makes of a text; an error where it refuses. */
function parsed(text: string): { value: unknown } | 'refused' {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  return document.errors.length > 0 ? 'refused' : { value: document.toJS() };
}

function expectAgreement(text: string): void {
  const plain = readPlainYaml(text);
  if (plain) expect(plain).toEqual(parsed(text));
}

it('reads what descriptors are made of', () => {
  const text = `# comment
apiVersion: backstage.io/v1alpha1
metadata:
  name: checkout # trailing
  description: Takes the money, all of it.
  annotations:
    backstage.io/techdocs-ref: dir:.
    image: 1.2.3
  tags: [java, "c++"]
spec:
  owner: 'team-a'
  replicas: 3
  isPublic: true
  nothing:
  definition: |
    openapi: 3.1.0

    info: {}
  dependsOn:
  - resource:db
  links:
    - url: https://x.example
      title: X
    - {}
`;
  expect(readPlainYaml(text)).toEqual(parsed(text));
  expect(readPlainYaml(text)).not.toBeNull();
});

it.each([
  'a: 0o17',
  'a: 0x1f',
  'a: 1e3',
  'a: .5',
  'a: -1',
  'a: 1_000',
  'a: ~',
  'a: b: c',
  'a: b\n  c',
  'a: "b\\n"',
  'a: &x b',
  'a: !!str b',
  'a: >\n  b',
  'a: |\n    b\n   c',
  'a: |+\n  b\n',
  'a: |\n  b\n  \n',
  'a: [b, [c]]',
  'a: [b,]',
  'a: [b: c]',
  'a: {b: c}',
  'a: b\na: c',
  'a: b\n c: d',
  'a:\n    b: c\n  d: e',
  'a:\n- b\n -c',
  '- a\n- b: c\n  d: e',
  '- - a',
  '-',
  'a:\tb',
  'a: b\t',
  'true: a',
  'a: b #c',
  'a: b#c',
  'a: #b',
  'a :b',
  'a: b\n...\nc: d',
  '? a\n: b',
  'a: "b" c',
  "a: 'b''c'",
  'a: ',
  '',
  '# only',
  'word',
  'a: yes',
  'a: NULL',
  'a: nULL',
  'a: 2021-03-01',
  'a: 12:30',
  'a: x\n# c\n  d: e',
  'a: |\n  b\n# c\n',
  'a: |\n  b\n # c\nd: e',
  'a:\n  # c\n  b: c',
  '  a: b\n  c: d',
  '  a: b\nc: d',
  'a: b\u0085c',
  'a: \u{1f600}',
  'a: b:',
  'a: http://x:80/y?z#w',
  'a: 1/2',
  'a: ./b',
  'a: .inf',
  'a: 08',
])('agrees with the parser on %j', (text) => {
  expectAgreement(text);
});

const line = fc
  .tuple(
    fc.constantFrom('', '  ', '    ', '   '),
    fc.constantFrom('a:', 'b:', 'a/b.c:', '-', '- a:', '#', '', '|', 'x', '---'),
    fc.constantFrom('', ' ', '  '),
    fc.oneof(
      fc.constantFrom('x', 'x y', '"q"', "'q'", '[a, b]', '[]', '{}', '|', '|-', '>', '1', '1.5'),
      fc.constantFrom(
        'true',
        'null',
        '# c',
        'x # c',
        'x: y',
        'x:y',
        '*a',
        '&a',
        '!t',
        '@',
        '%',
        '`',
      ),
      fc.string({ maxLength: 6 }),
    ),
  )
  .map((parts) => parts.join(''));

it('agrees with the parser on whatever lines follow one another', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 7 }), (lines) => {
      const text = lines.join('\n');
      fc.pre(!/^(?:---|\.\.\.)/m.test(text));
      expectAgreement(text);
    }),
    { numRuns: 3000 },
  );
});

it('agrees with the parser on what the parser itself writes', () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('any')),
      fc.dictionary(fc.string(), tie('any')),
    ),
  })).any;
  fc.assert(
    fc.property(value, (written) => expectAgreement(stringify(written))),
    { numRuns: 500 },
  );
});
