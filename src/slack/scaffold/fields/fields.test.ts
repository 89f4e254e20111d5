import { describe, expect, it } from 'vitest';
import { formValues } from '../../../demo/slack/form.ts';
import type { Field, FormError, Input } from '../../../scaffolder/form/form.ts';
import type { Json } from '../../../scaffolder/json.ts';
import { checkBlocks } from '../../checker.ts';
import { fieldBlocks } from './draw.ts';
import { readFields } from './read.ts';
import { Filled } from './state.ts';
import { choices, ENTITY, field, REPOSITORY, TEXT, WORLD } from './test-fields.ts';

function draw(one: Field, value?: Json, said: readonly FormError[] = []) {
  return fieldBlocks(one, { value, said, world: WORLD });
}

/** What comes back when somebody submits what was drawn and touched nothing. */
function returned(one: Field, value?: Json): Json | undefined {
  const filled = Filled.parse(formValues(draw(one, value), {}));
  const values = value === undefined ? {} : { thing: value };
  const read = readFields([one], filled, { values, places: WORLD.places });
  expect(read.errors).toEqual([]);
  return read.values['thing'];
}

const LIST: Input = { kind: 'list', of: 'text', minItems: 0, maxItems: null };
const NUMBER: Input = { kind: 'number', isWhole: true, minimum: 0, maximum: 9 };

describe('a field of a template in a modal', () => {
  it.each<[string, Input, string | undefined, Json]>([
    ['text', TEXT, 'plain_text_input', 'Hello'],
    ['long text', { ...TEXT, isLong: true }, 'plain_text_input', 'Two\nlines'],
    ['an e-mail address', { ...TEXT, format: 'email' }, 'email_text_input', 'ana@example.com'],
    ['an address', { ...TEXT, format: 'uri' }, 'url_text_input', 'https://example.com'],
    ['a number', NUMBER, 'number_input', 7],
    ['a yes', { kind: 'flag' }, 'checkboxes', true],
    ['a no', { kind: 'flag' }, 'checkboxes', false],
    [
      'radio buttons',
      { kind: 'choice', look: 'radio', options: choices(3) },
      'radio_buttons',
      'value-1',
    ],
    [
      'a select',
      { kind: 'choice', look: 'select', options: choices(3) },
      'static_select',
      'value-1',
    ],
    [
      'too many radio buttons',
      { kind: 'choice', look: 'radio', options: choices(11) },
      'static_select',
      'value-10',
    ],
    [
      'a long list',
      { kind: 'choice', look: 'select', options: choices(101) },
      'external_select',
      'value-100',
    ],
    [
      'a few of some',
      { kind: 'choices', options: choices(3), minItems: 0, maxItems: null },
      'checkboxes',
      ['value-0', 'value-2'],
    ],
    [
      'a few of many',
      { kind: 'choices', options: choices(50), minItems: 0, maxItems: 4 },
      'multi_static_select',
      ['value-49'],
    ],
    [
      'a few of very many',
      { kind: 'choices', options: choices(500), minItems: 0, maxItems: null },
      'multi_external_select',
      ['value-499'],
    ],
    ['lines', LIST, 'plain_text_input', ['one', 'two']],
    ['numbers', { ...LIST, of: 'number' }, 'plain_text_input', [1, 2.5]],
    ['a date', { kind: 'date' }, 'datepicker', '2026-02-28'],
    ['a time', { kind: 'time' }, 'timepicker', '09:30:00'],
    ['a moment', { kind: 'date-time' }, 'datetimepicker', '2026-02-28T09:30:00.000Z'],
    ['an entity', ENTITY, 'external_select', 'group:default/payments'],
    [
      'entities',
      { ...ENTITY, isMany: true, maxItems: 3 },
      'multi_external_select',
      ['group:default/payments', 'group:default/risk'],
    ],
    ['a name', { kind: 'entity-name' }, 'plain_text_input', 'refunds'],
    ['tags', { kind: 'tags', kinds: [] }, 'multi_external_select', ['go', 'payments']],
    ['a repository', REPOSITORY, 'plain_text_input', 'github.com?owner=acme&repo=refunds'],
    ['a structure', { kind: 'structure' }, 'plain_text_input', { replicas: 2, hosts: ['a', 'b'] }],
  ])('asks for %s, and reads back what it showed', (_name, input, type, value) => {
    const one = field(input, { isRequired: false, isControlling: true });
    const blocks = draw(one, value);
    expect(checkBlocks(blocks, 'modal')).toEqual([]);
    expect(blocks.at(0)).toMatchObject({ type: 'input', dispatch_action: true, element: { type } });
    expect(returned(one, value)).toEqual(value);
  });

  it.each<[string, Input]>([
    ['text', TEXT],
    ['a number', NUMBER],
    ['a flag', { kind: 'flag' }],
    ['a choice', { kind: 'choice', look: 'select', options: choices(3) }],
    ['an entity', ENTITY],
    ['a list', LIST],
    ['a repository', REPOSITORY],
    ['a structure', { kind: 'structure' }],
  ])('has no value for %s that nobody filled in', (_name, input) => {
    expect(returned(field(input))).toBeUndefined();
  });

  it('asks for a yes or a no where one of them is required', () => {
    const one = field({ kind: 'flag' }, { isRequired: true });
    expect(draw(one)[0]).toMatchObject({ optional: false, element: { type: 'radio_buttons' } });
    expect(returned(one, false)).toBe(false);
  });

  it('marks what may stay empty, also a required list that may be empty', () => {
    expect(draw(field(TEXT, { isRequired: true }))[0]).toMatchObject({ optional: false });
    expect(draw(field(TEXT))[0]).toMatchObject({ optional: true });
    const list = field(LIST, { isRequired: true });
    expect(draw(list)[0]).toMatchObject({ optional: true });
    expect(returned(list)).toEqual([]);
  });

  it('asks of whom a repository is where there is a choice', () => {
    const input = { ...REPOSITORY, owners: ['acme', 'acme-labs'] };
    const blocks = draw(field(input), 'github.com?owner=acme-labs&repo=refunds');
    expect(blocks).toMatchObject([
      {
        label: { text: 'Thing: owner' },
        element: { initial_option: { text: { text: 'acme-labs' } } },
      },
      { label: { text: 'Thing' }, element: { initial_value: 'refunds' } },
    ]);
    const value = 'github.com?owner=acme-labs&repo=refunds';
    expect(returned(field(input), value)).toBe(value);
  });

  it('says where a repository goes where there is no choice', () => {
    expect(draw(field(REPOSITORY))[0]).toMatchObject({ hint: { text: 'In github.com/acme.' } });
  });

  it('lets somebody type the owner where nobody knows one', () => {
    const blocks = fieldBlocks(field(REPOSITORY), {
      value: undefined,
      said: [],
      world: { ...WORLD, places: [] },
    });
    expect(blocks).toHaveLength(2);
  });

  it('keeps values that Slack would not take as they are: long, nested, numbers', () => {
    const options = [
      { value: 'x'.repeat(400), label: 'Long' },
      { value: { region: 'eu' }, label: 'Nested' },
      { value: 3, label: 'Three' },
    ];
    for (const { value } of options) {
      expect(returned(field({ kind: 'choice', look: 'select', options }), value)).toEqual(value);
    }
  });

  it('shows the rest of a long label below it', () => {
    const options = choices(2, () => `${'many '.repeat(20)}words`);
    const [block] = draw(field({ kind: 'choice', look: 'select', options }));
    expect(checkBlocks([block], 'modal')).toEqual([]);
    expect(JSON.stringify(block)).toContain('description');
  });

  it('puts what is wrong below the field, and asks whether to go on where it is a warning', () => {
    const near = { path: ['thing'], message: 'refunds exists', isWarning: true } as const;
    const blocks = draw(field({ kind: 'entity-name' }), 'refund', [near]);
    expect(blocks.map(({ type }) => type)).toEqual(['input', 'context', 'input']);
    expect(blocks[2]).toMatchObject({
      element: { options: [{ text: { text: 'Create it all the same' } }] },
    });
    const wrong = draw(field(TEXT), 'x', [{ path: ['thing'], message: 'Too short.' }]);
    expect(wrong).toHaveLength(2);
    expect(checkBlocks([...blocks], 'modal')).toEqual([]);
  });

  it('shows and keeps what may not be changed, and asks nothing for what a modal cannot', () => {
    const fixed = field(TEXT, { isReadOnly: true });
    expect(draw(fixed, 'eu-west-1')[0]).toMatchObject({ type: 'section' });
    expect(returned(fixed, 'eu-west-1')).toBe('eu-west-1');
    expect(draw(field({ kind: 'secret' }))[0]).toMatchObject({ type: 'context' });
    expect(draw(field(TEXT), 'x'.repeat(3001))[0]).toMatchObject({ type: 'context' });
    expect(returned(field(TEXT), 'x'.repeat(3001))).toBe('x'.repeat(3001));
    expect(draw(field(TEXT, { isHidden: true }), 'kept')).toEqual([]);
  });

  it.each([
    ['a list of numbers', { ...LIST, of: 'number' } as Input, 'one', 'is no number'],
    ['YAML', { kind: 'structure' } as Input, 'a: [', 'no YAML'],
    ['YAML without end', { kind: 'structure' } as Input, '&a [*a, *a]', 'no YAML'],
    ['two documents', { kind: 'structure' } as Input, 'a: 1\n---\nb: 2', 'more than one'],
  ])('says what is wrong with %s', (_name, input, value, message) => {
    const filled = { 'field:thing': { 'scaffold-field': { value } } };
    const read = readFields([field(input)], filled, { values: {}, places: [] });
    expect(read.errors[0]?.message).toContain(message);
  });

  it('takes any words people write', () => {
    const hostile = '<!channel> *b* \u202Eevil\n```'.repeat(200);
    const one = field(
      { kind: 'choice', look: 'radio', options: choices(3, () => hostile) },
      {
        title: hostile,
        help: hostile,
        placeholder: hostile,
        path: Array(60).fill('deeply/nested.~'),
      },
    );
    for (const input of [one.input, TEXT, ENTITY, REPOSITORY, { kind: 'note' } as Input]) {
      const blocks = draw({ ...one, input }, undefined, [{ path: [], message: hostile }]);
      expect(checkBlocks(blocks, 'modal')).toEqual([]);
      expect(JSON.stringify(blocks.filter(({ type }) => type !== 'input'))).not.toContain(
        '<!channel>',
      );
    }
    expect(checkBlocks(draw({ ...one, isReadOnly: true }, hostile), 'modal')).toEqual([]);
  });
});
