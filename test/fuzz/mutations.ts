import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** Descriptors to begin with: those of the fixtures, and of a folder of public ones where there is one. */
export function seedTexts(corpus: string): string[] {
  const own = globSync('**/*.{yaml,yml}', { cwd: FIXTURES }).map((file) => join(FIXTURES, file));
  const folder = join(corpus, 'descriptors');
  const others =
    corpus && existsSync(folder)
      ? globSync('**/*.{yaml,yml}', { cwd: folder }).map((file) => join(folder, file))
      : [];
  return [...own, ...others]
    .map((file) => readFileSync(file, 'utf8'))
    .filter((text) => /apiVersion/.test(text) && text.length < 200_000);
}

/** Pieces that mean something to YAML, to descriptors or to whoever stores them. */
const PIECES = [
  ...['---\n', '...\n', ': ', '- ', '|\n', '>-\n', '[', ']', '{', '}', '&a ', '*a', '<<: *a\n'],
  ...['!!binary ', '!!set ', '"', "'", '#', '%YAML 1.1\n', '%', '!', '? ', '\t', '\r', '\r\n', ','],
  ...['\ufeff', '\0', '\u2028', '\ud800', '\\u0000', '\\x24text', '~', '0x7f', '.inf', '1e999'],
  ...[
    '{ $text: ./a }',
    '{ $yaml: ./a }',
    '$json: ./a\n',
    '__proto__: {a: b}\n',
    'constructor: x\n',
  ],
  ...['kind: Location\n', 'targets: ["**/*"]\n', 'spec:\n', 'metadata:\n', '{{ x }}', '{% if %}'],
];

type Change = (text: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (text: string, share: number) => Math.floor(share * text.length);

const insert = fc
  .tuple(place, fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary' })))
  .map(
    ([share, piece]): Change =>
      (text) =>
        text.slice(0, at(text, share)) + piece + text.slice(at(text, share)),
  );
const cut = fc.tuple(place, fc.nat(400)).map(
  ([share, length]): Change =>
    (text) =>
      text.slice(0, at(text, share)) + text.slice(at(text, share) + length),
);
const repeatLine = fc.tuple(place, fc.integer({ min: 2, max: 2000 })).map(
  ([share, times]): Change =>
    (text) => {
      const lines = text.split('\n');
      const line = Math.floor(share * lines.length);
      lines.splice(line, 1, ...Array<string>(times).fill(lines[line] ?? ''));
      return lines.join('\n');
    },
);
const indent = fc.tuple(place, fc.integer({ min: 0, max: 9 })).map(
  ([share, spaces]): Change =>
    (text) => {
      const lines = text.split('\n');
      const line = Math.floor(share * lines.length);
      lines[line] = ' '.repeat(spaces) + (lines[line] ?? '').trimStart();
      return lines.join('\n');
    },
);
const swap = fc.tuple(place, place).map(
  ([one, other]): Change =>
    (text) => {
      const lines = text.split('\n');
      const [a, b] = [Math.floor(one * lines.length), Math.floor(other * lines.length)];
      [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
      return lines.join('\n');
    },
);

/** What costs a reader most: depth, aliases of aliases, long keys, many keys, many documents, much of anything. */
const heavy = fc
  .tuple(
    fc.constantFrom(
      'flow',
      'map',
      'list',
      'open',
      'aliases',
      'key',
      'keys',
      'documents',
      'text',
      'comment',
      'quotes',
      'anchors',
      'errors',
      'includes',
    ),
    fc.integer({ min: 0, max: 17 }),
  )
  .map(([what, power]): Change => {
    const count = 2 ** power;
    const some = Math.min(count, 20_000);
    const blocks: Record<string, () => string> = {
      flow: () => `a: ${'['.repeat(count)}${']'.repeat(count)}\n`,
      map: () =>
        Array.from({ length: Math.min(some, 600) }, (_, n) => `${' '.repeat(n)}a:\n`).join(''),
      list: () => `a: ${'- '.repeat(some)}x\n`,
      open: () => '{['.repeat(count),
      aliases: () =>
        `x0: &x0 [a,a,a,a,a,a,a,a,a]\n${Array.from({ length: 9 }, (_, n) => `x${n + 1}: &x${n + 1} [${Array(9).fill(`*x${n}`).join(',')}]\n`).join('')}`,
      key: () => `${'k'.repeat(count * 8)}: v\n`,
      keys: () => Array.from({ length: some }, (_, n) => `k${n}: v\n`).join(''),
      documents: () => '---\nkind: Component\n'.repeat(some),
      text: () => `a: "${'é'.repeat(count * 8)}"\n`,
      comment: () => '# x\n'.repeat(count),
      quotes: () => '"'.repeat(count),
      anchors: () => Array.from({ length: some }, (_, n) => `k${n}: &a${n} v\n`).join(''),
      errors: () => ': : }\n'.repeat(some),
      includes: () => '- { $text: ./a }\n'.repeat(some),
    };
    const block = blocks[what]?.() ?? '';
    return (text) => `${text}\n${block}${count % 2 === 0 ? `---\n${text}` : ''}`;
  });

const change = fc.oneof(
  { weight: 6, arbitrary: insert },
  { weight: 3, arbitrary: cut },
  { weight: 2, arbitrary: indent },
  { weight: 2, arbitrary: swap },
  { weight: 1, arbitrary: repeatLine },
  { weight: 1, arbitrary: heavy },
);

type Encoding = (text: string) => Buffer;
const ENCODINGS: readonly Encoding[] = [
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  (text) => Buffer.from(`\ufeff${text}`, 'utf8'),
  (text) => Buffer.from(text, 'latin1'),
  (text) => Buffer.from(text, 'base64'),
];
const bytes = fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 20 }).map(
  (flips): Encoding =>
    (text) => {
      const buffer = Buffer.from(text);
      for (const [share, value] of flips)
        if (buffer.length > 0)
          buffer[Math.min(buffer.length - 1, Math.floor(share * buffer.length))] = value;
      return buffer;
    },
);
const encoding = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Encoding>((text) => Buffer.from(text)) },
  { weight: 2, arbitrary: bytes },
  { weight: 1, arbitrary: fc.constantFrom(...ENCODINGS) },
);

/** A descriptor with some changes and an encoding, as the text that comes out when it is read as UTF-8. */
export function mutations(seeds: readonly string[]): fc.Arbitrary<string> {
  return fc
    .record({
      seed: fc.constantFrom(...seeds),
      changes: fc.array(change, { maxLength: 6 }),
      encoding,
    })
    .map(({ seed, changes, encoding }) =>
      encoding(changes.reduce((text, apply) => apply(text).slice(0, 6_000_000), seed)).toString(
        'utf8',
      ),
    );
}
