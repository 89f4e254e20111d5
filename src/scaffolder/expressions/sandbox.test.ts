import { afterAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { renderTexts } from './render.ts';
import { createSandbox } from './sandbox.ts';

const sandbox = createSandbox({ deadlineMs: 10_000, memoryMb: 64 });
const hurried = createSandbox({ deadlineMs: 400, memoryMb: 64 });
afterAll(() => {
  sandbox.close();
  hurried.close();
});

const long = 'y'.repeat(100_000);
const wide = '{% for i in range(0, 100) %}${{ x }}{% endfor %}';

describe('what a template tries', () => {
  // Each of these is code execution, or a way to the prototypes, in plain nunjucks.
  it.each([
    ['${{ ({}).constructor.constructor("return process")() }}'],
    ['${{ range.constructor("return process")() }}'],
    ['${{ cycler("a", "b").next.constructor("return 1")() }}'],
    ['${{ joiner(",").constructor }}'],
    ['${{ "x".constructor.constructor("return 1")() }}'],
    ['${{ [].__proto__.polluted }}'],
    ['${{ parameters["__pro" + "to__"] }}'],
    ['${{ parameters["constr" + "uctor"]["constr" + "uctor"]("return process")() }}'],
    ['${{ ["constructor"] | map("x") }}'],
    ['{% set x = parameters %}${{ x.__defineGetter__("a", range) }}'],
    ['${{ (parameters | pick("constructor"))("return 1")() }}'],
    ['${{ parameters | pick("__proto__.polluted") }}'],
    ['${{ self }}${{ this }}${{ global }}${{ process.env }}'],
    ['{% macro m() %}${{ caller.constructor }}{% endmacro %}${{ m() }}'],
    ['{% include "/etc/passwd" %}'],
    ['{% import "/etc/passwd" as p %}${{ p }}'],
    ['{% extends "/etc/passwd" %}'],
  ])('reaches nothing: %s', async (source) => {
    const { value } = await sandbox.renderValue(source, { context: { parameters: { a: 1 } } });
    const text = JSON.stringify(value) ?? '';
    expect([undefined, source, '']).toContain(
      value === undefined ? undefined : text === '""' ? '' : value,
    );
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it.each([
    ['a loop over very many', '{% for i in range(0, 100000000) %}x{% endfor %}'],
    [
      'loops in loops',
      '{% for i in range(0, 2000) %}{% for j in range(0, 2000) %}x{% endfor %}{% endfor %}',
    ],
    ['a macro that calls itself', '{% macro m() %}${{ m() }}${{ m() }}{% endmacro %}${{ m() }}'],
    ['very wide text', '${{ "x" | center(1000000000) }}'],
    ['very deep brackets', `\${{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`],
    ['doubling a text', `{% set x = "aaaaaaaaaa" %}${'{% set x = x + x %}'.repeat(40)}\${{ x }}`],
    ['doubling a list', `{% set x = [1] %}${'{% set x = [x, x] %}'.repeat(40)}\${{ x | dump }}`],
    ['indenting without end', '${{ "a\\na" | indent(999999999) }}'],
    ['joining very long', '${{ range(0, 99999) | join(x) }}'],
    ['replacing with very long', '${{ x | replace("y", x) }}'],
  ])('stays as it is: %s', async (_, source) => {
    const { value, problems } = await sandbox.renderValue(source, { context: { x: long } });
    expect(value).toBe(source);
    expect(problems).toHaveLength(1);
  });

  it.each<[string, JsonObject]>([
    ['a regular expression that tries too many ways', { a: '${{ r/^(a+)+$/.test(x) }}' }],
    ['one in a filter', { a: '${{ x | replace(r/(a|a)*b/g, "") }}' }],
  ])('is ended by the clock: %s', async (_, input) => {
    const context = { x: `${'a'.repeat(60)}!` };
    await expect(hurried.renderValue(input, { context })).rejects.toMatchObject({
      message: "The template's expressions took longer than 0.4 seconds.",
    });
    const { value } = await hurried.renderValue('${{ 1 + 1 }}', { context: {} });
    expect(value).toBe(2);
  });

  it('is ended where it needs too much memory, and the next is done by another process', async () => {
    const ended = sandbox.renderValue('${{ [1] | batch(999999999, "x") | dump }}', { context: {} });
    await expect(ended).rejects.toMatchObject({
      message: "The template's expressions needed more than 64 MB of memory.",
    });
    const { value } = await sandbox.renderValue('${{ 1 + 1 }}', { context: {} });
    expect(value).toBe(2);
  });

  it('is ended where all of it together is too much', async () => {
    const texts = Array.from({ length: 100 }, () => wide);
    const result = await sandbox.renderTexts(texts, { context: { x: long }, options: {} });
    expect(result).toMatchObject({
      kind: 'broken',
      reason: expect.stringContaining('more than a run may hold'),
    });
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'is refused for a key called %s',
    async (key) => {
      const context = { values: JSON.parse(`{"${key}": {"polluted": "yes"}}`) as JsonObject };
      await expect(sandbox.renderValue('${{ values }}', { context })).rejects.toThrow(
        `These values cannot be given to a template: Template record key ${key} is reserved.`,
      );
    },
  );
});

it('gives many at once each its own', async () => {
  const all = Array.from({ length: 20 }, (_, index) =>
    sandbox.renderValue('${{ index * 2 }}', { context: { index } }),
  );
  expect((await Promise.all(all)).map(({ value }) => value)).toEqual(
    Array.from({ length: 20 }, (_, index) => index * 2),
  );
});

it('stops when the run is cancelled', async () => {
  const abort = new AbortController();
  const context = { x: `${'a'.repeat(60)}!` };
  const rendering = sandbox.renderValue('${{ r/^(a+)+$/.test(x) }}', {
    context,
    signal: abort.signal,
  });
  setTimeout(() => abort.abort(new Error('cancelled')), 20);
  await expect(rendering).rejects.toThrow('cancelled');
});

it('renders the texts of a skeleton as they are rendered here, however they are written and however long', async () => {
  const odd = [
    '\ufeffbyte order',
    'line\r\n${{ values.x }}\r\n',
    '\u{1f600} é ${{ values.x }}',
    '\u2028${{ values.x }}',
    'tab\t\0 nul',
    '',
  ];
  const large = `\${{ values.x }}${'all work and no play\n'.repeat(15_000)}`;
  const texts = [...odd, ...Array.from({ length: 24 }, () => large), '{# gone #}end'];
  const asked = { context: { values: { x: '\u{10348}"' } }, options: {} };
  expect(await sandbox.renderTexts(texts, asked)).toEqual(renderTexts(texts, asked));
});

it('says which of many texts is broken', async () => {
  const texts = [...Array.from({ length: 3 }, () => 'x'.repeat(3_000_000)), '${{ | }}'];
  const result = await sandbox.renderTexts(texts, { context: {}, options: {} });
  expect(result).toMatchObject({ kind: 'broken', index: 3 });
});
