import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { renderTexts, renderValue } from './render.ts';
import { isTruthy } from './truth.ts';

const context = {
  parameters: {
    name: 'ledger',
    port: 8080,
    isPublic: false,
    tags: ['go'],
    owner: { ref: 'group:x' },
  },
  steps: { 'fetch-base': { output: { url: 'https://x.test' } } },
  each: { key: '0', value: { port: 1 } },
  secrets: { TOKEN: 's3cret' },
};

describe('a value', () => {
  it.each<[Json, Json | undefined]>([
    ['plain', 'plain'],
    ['${{ parameters.name }}', 'ledger'],
    ['${{ parameters.port }}', 8080],
    ['${{ parameters.isPublic }}', false],
    ['${{ parameters.tags }}', ['go']],
    ['${{ parameters.owner }}', { ref: 'group:x' }],
    [' ${{ parameters.port }}', ' 8080'],
    ['${{ parameters.port }}:${{ parameters.port }}', '8080:8080'],
    ['${{ parameters.none }}', undefined],
    ['${{ parameters.none or "x" }}', 'x'],
    ['${{ "" }}', ''],
    ['{% if parameters.isPublic %}true{% else %}false{% endif %}', false],
    ['{% if parameters.isPublic %}yes{% endif %}', undefined],
    ["${{ steps['fetch-base'].output.url }}", 'https://x.test'],
    ['${{ each.value.port + 1 }}', 2],
    ['${{ secrets.TOKEN }}', 's3cret'],
    [7, 7],
    [null, null],
    [
      {
        keep: '${{ parameters.tags }}',
        drop: '${{ parameters.none }}',
        deep: [{ a: '${{ parameters.name }}' }],
      },
      { keep: ['go'], deep: [{ a: 'ledger' }] },
    ],
    [
      ['a', '${{ parameters.none }}'],
      ['a', null],
    ],
  ])('%j becomes %j', (input, value) => {
    expect(renderValue(input, { context })).toMatchObject({ value, problems: [] });
  });

  it('keeps the text of an expression that cannot be rendered, and says why', () => {
    const { value, problems } = renderValue(
      { a: '${{ b | nosuch }}', c: '${{ parameters.port }}' },
      { context },
    );
    expect(value).toEqual({ a: '${{ b | nosuch }}', c: 8080 });
    expect(problems).toEqual([
      '${{ b | nosuch }} stays as it is. Line 1, column 9: Unknown template filter "nosuch".',
    ]);
  });

  it('keeps a key called __proto__ a key', () => {
    const input = JSON.parse('{"__proto__": {"polluted": "${{ parameters.name }}"}}') as Json;
    const { value } = renderValue(input, { context });
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":"ledger"}}');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it.each([
    ['${{ always() }}', false, true],
    ['${{ failure() }}', false, false],
    ['${{ failure() }}', true, true],
    ['${{ failure() and parameters.port == 8080 }}', true, true],
  ])('%s after a failure (%s) is %s, and asks how it stands', (input, hasFailed, value) => {
    expect(renderValue(input, { context, hasFailed })).toMatchObject({
      value,
      isStatusAsked: true,
    });
  });
});

it.each<[Json | undefined, boolean]>([
  ['false', true],
  ['', false],
  [[], false],
  [['x'], true],
  [{}, true],
  [0, false],
  [null, false],
  [undefined, false],
])('%j as a condition is %s', (value, truth) => {
  expect(isTruthy(value)).toBe(truth);
});

describe('the texts of a skeleton', () => {
  it('are rendered with the options that were asked for', () => {
    const rendered = renderTexts(['{% if true %}\nx\n{% endif %}\n${{ values.name }}'], {
      context: { values: { name: 'n' } },
      options: { trimBlocks: true },
    });
    expect(rendered).toEqual({ kind: 'rendered', texts: ['x\nn'] });
  });

  it('speak as cookiecutter where that is asked for', () => {
    const rendered = renderTexts(['{{ cookiecutter.tags | jsonify }} ${{ x }}'], {
      context: { cookiecutter: { tags: ['a'] } },
      options: { cookiecutterCompat: true },
    });
    expect(rendered).toEqual({ kind: 'rendered', texts: ['["a"] $'] });
  });

  it('end at the first that is broken, with the place', () => {
    const rendered = renderTexts(['fine', 'a\n${{ values.x | }}'], {
      context: { values: {} },
      options: {},
    });
    expect(rendered).toEqual({
      kind: 'broken',
      index: 1,
      reason: 'Line 2, column 16: Expected name, received end of input.',
    });
  });
});
