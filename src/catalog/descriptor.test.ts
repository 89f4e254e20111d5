import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDescriptor } from './descriptor.ts';

const CASES = fileURLToPath(new URL('../../fixtures/descriptors/', import.meta.url));

describe('descriptors', () => {
  it.each(readdirSync(CASES))('reads %s as expected', async (name) => {
    const input = readFileSync(`${CASES}${name}/input.yaml`, 'utf8');
    const documents = parseDescriptor(input).map(({ entity: _, owner: __, ...said }) => said);
    const written = `${JSON.stringify(documents, null, 2)}\n`;
    await expect(written).toMatchFileSnapshot(`${CASES}${name}/expected.json`);
  });
});

const system = (name: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: ${name}\nspec:\n  owner: payments\n`;

it('stores an entity with its namespace and its lists of refs in order', () => {
  const [document] = parseDescriptor(
    `${system('a').replace('System', 'Group')}  type: team\n  children: [z, a]\n  members: []\n`,
  );
  expect(document?.entity).toEqual({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'a', namespace: 'default' },
    spec: { owner: 'payments', type: 'team', children: ['a', 'z'], members: [] },
  });
});

it('tells whom even a bad document names as owner, as a ref', () => {
  const bad = system('a')
    .replace('owner: payments', 'ower: payments\n  owner: Payments')
    .replace('  name: a', '  name: a b\n  namespace: shop');
  const nobody = 'kind: System\nspec:\n  owner: ":"\n';
  expect(parseDescriptor(`${bad}---\n${nobody}`)).toMatchObject([
    { isValid: false, owner: 'group:shop/payments' },
    { isValid: false, owner: null },
  ]);
});

it('refuses a file above 4 MB with one sentence', () => {
  const documents = parseDescriptor(`${system('a')}# ${'x'.repeat(5 * 1024 * 1024)}\n`);
  expect(documents).toHaveLength(1);
  expect(documents[0]?.problems[0]?.message).toBe(
    'The file has 5.0 MB; descriptors are read up to 4 MB. Split it into several files.',
  );
});

it.each([300, 10_000])('reads %i documents of one file', (count) => {
  const text = Array.from({ length: count }, (_, index) => system(`s-${index}`)).join('---\n');
  const documents = parseDescriptor(text);
  expect(documents.filter(({ isValid }) => isValid)).toHaveLength(count);
  expect(documents.at(-1)?.ref).toBe(`system:default/s-${count - 1}`);
});

it('refuses aliases that multiply, and reads the documents around them', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefgh'
      .split('')
      .map(
        (key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`,
      ),
  ].join('\n');
  const documents = parseDescriptor(`${system('before')}---\n${bomb}\n---\n${system('after')}`);
  expect(documents.map(({ ref }) => ref)).toEqual([
    'system:default/before',
    null,
    'system:default/after',
  ]);
  expect(documents[1]?.problems[0]?.message).toContain('aliases');
});

it.each([
  ['flow lists', `a: ${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ['flow lists never closed', '['.repeat(50_000)],
  ['flow maps', `a: ${'{a: '.repeat(20_000)}`],
  ['block maps', Array.from({ length: 1500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ['list marks', `${'- '.repeat(20_000)}a`],
])('answers with a sentence to deeply nested %s', (_, text) => {
  const documents = parseDescriptor(`${text}\n---\n${system('after')}`);
  expect(documents.map(({ isValid }) => isValid)).toEqual([false, true]);
  expect(documents[0]?.problems).toHaveLength(1);
});

it.each([
  ['NUL', '"a\\0b"'],
  ['half a surrogate pair', '"\\ud800"'],
])('refuses %s, which no database keeps', (_, description) => {
  const text = `${system('a')}`.replace('spec:', `  description: ${description}\nspec:`);
  expect(parseDescriptor(text)[0]?.problems[0]?.message).toContain('cannot be stored');
});

it('keeps what it quotes from a file short and on one line', () => {
  const [document] = parseDescriptor(system(`"a\\n${'x'.repeat(100_000)}"`));
  expect(document?.problems[0]?.message).toMatch(/^`metadata\.name` is "a x{57}…"/);
});

it('tells no more of a document than anybody would read', () => {
  const tags = Array.from({ length: 20_000 }, () => '    - Not A Tag\n').join('');
  const [document] = parseDescriptor(system('a').replace('spec:', `  tags:\n${tags}spec:`));
  expect(document?.problems).toHaveLength(25);
});

it('refuses a file of nothing but document marks', () => {
  expect(parseDescriptor('---\nx\n'.repeat(30_000))[0]?.problems[0]?.message).toBe(
    'The file has 30000 documents; descriptors are read up to 20000. Split it into several files.',
  );
});

it('reads documents ended by ... and introduced by directives', () => {
  const text = `# all\n%YAML 1.2\n---\n${system('a')}...\n# next\n---\n${system('b')}...\n${system('c')}...\n`;
  expect(
    parseDescriptor(text).map(({ position, ref, isValid }) => [position, ref, isValid]),
  ).toEqual([
    [0, 'system:default/a', true],
    [1, 'system:default/b', true],
    [2, 'system:default/c', true],
  ]);
});

it('answers to any text with documents, and points into it', () => {
  const pieces = fc.constantFrom(
    ...'---|...|: |- |\n|\n  |[|]|{|}|&a|*a|<<|"|\'|#|%|!|>|\t|\r\n|\ufeff|\0|kind|name|apiVersion'.split(
      '|',
    ),
    system('a'),
    'metadata:\n  tags: [',
  );
  const text = fc
    .array(fc.oneof(pieces, fc.string()), { maxLength: 12 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (written) => {
      const last = written.split('\n').length;
      for (const { isValid, problems } of parseDescriptor(written)) {
        expect(problems.length > 0).toBe(!isValid);
        for (const { line, column } of problems) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(last);
          expect(column).toBeGreaterThan(0);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

it('never lets a key change what other objects are', () => {
  parseDescriptor(readFileSync(`${CASES}odd-keys/input.yaml`, 'utf8'));
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
