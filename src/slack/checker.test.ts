import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cell, input, plain, section, times, x } from './checker/samples.ts';
import { checkBlocks, checkMessage, checkView } from './checker.ts';

const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain('New service'),
  submit: plain('Create'),
  blocks: [input({ type: 'plain_text_input' })],
  ...more,
});

describe('views', () => {
  it.each<[string, unknown]>([
    ['a modal', modal()],
    [
      'a modal without inputs or submit',
      { type: 'modal', title: plain('a'), blocks: [section('a')] },
    ],
    [
      'an alert and a file input',
      modal({ blocks: [{ type: 'alert', text: plain('a') }, input({ type: 'file_input' })] }),
    ],
    ['a Home tab', { type: 'home', blocks: [section('a')], private_metadata: '{}' }],
    ['a hundred blocks', { type: 'home', blocks: times(100, () => section('a')) }],
  ])('Slack takes %s', (_name, view) => {
    expect(checkView(view)).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    ['nothing', null, '/view', 'must provide an object'],
    ['another type', { type: 'page' }, '/view/type', 'unsupported type: page'],
    ['no title', modal({ title: undefined }), '/view', 'missing required field: title'],
    [
      'a long title',
      modal({ title: plain(x(25)) }),
      '/view/title/text',
      'must be less than 25 characters',
    ],
    [
      'a long submit',
      modal({ submit: plain(x(25)) }),
      '/view/submit/text',
      'must be less than 25 characters',
    ],
    [
      'inputs without submit',
      modal({ submit: undefined }),
      '/view/blocks/0/input',
      'must define `submit` to use an `input` block in modals',
    ],
    [
      'long metadata',
      modal({ private_metadata: x(3001) }),
      '/view/private_metadata',
      'must be less than 3001 characters',
    ],
    [
      'a long callback id',
      modal({ callback_id: x(256) }),
      '/view/callback_id',
      'must be less than 256 characters',
    ],
    [
      '101 blocks',
      modal({ blocks: times(101, () => section('a')) }),
      '/view/blocks',
      'no more than 100 items allowed',
    ],
    [
      'a table',
      modal({ blocks: [{ type: 'table', rows: [[cell('a')]] }] }),
      '/view/blocks/0/type',
      'unsupported type: table',
    ],
    [
      'a Home tab with a title',
      { type: 'home', blocks: [], title: plain('a') },
      '/view',
      'invalid additional property: title',
    ],
    [
      'a dispatching file input',
      modal({ blocks: [input({ type: 'file_input' }, { dispatch_action: true })] }),
      '/view/blocks/0/dispatch_action',
      'must not be set with a `file_input`',
    ],
    [
      'a heavy view',
      modal({ blocks: times(100, () => section(x(2900))) }),
      '/view',
      'must be less than 250000 bytes',
    ],
  ])('Slack refuses %s', (_name, view, pointer, message) => {
    expect(checkView(view)).toEqual([{ pointer, message }]);
  });
});

describe('messages', () => {
  it('need a text for notifications and screen readers', () => {
    expect(checkMessage({ blocks: [section('a')] })).toEqual([
      { pointer: '/text', message: 'missing required field: text' },
    ]);
  });

  it('may be text alone', () => {
    expect(checkMessage({ text: 'Hello' })).toEqual([]);
    expect(checkMessage({ text: 'Hello', blocks: [] })).toEqual([]);
  });

  it('keep their text below four thousand characters', () => {
    expect(checkMessage({ text: x(4001) })).toEqual([
      { pointer: '/text', message: 'must be less than 4001 characters' },
    ]);
  });

  it('keep all their blocks together below what Slack takes', () => {
    const problems = checkMessage({ text: 'a', blocks: times(5, () => section(x(2900))) });
    expect(problems).toEqual([
      { pointer: '/blocks', message: 'msg_blocks_too_long: must be less than 13001 characters' },
    ]);
  });
});

describe('whatever is given', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '<!channel>',
      '__proto__',
      'constructor',
      'toString',
      '\u0000',
      '\ud800',
      '&<>|`*_~',
    ),
  );
  const loop: Record<string, unknown> = { type: 'section' };
  loop['text'] = loop;

  it('answers with problems and never throws', () => {
    const anything = fc.anything({ withBigInt: true, withNullPrototype: true, maxDepth: 5 });
    fc.assert(
      fc.property(anything, (value) => {
        expect(Array.isArray(checkMessage(value as never))).toBe(true);
        expect(Array.isArray(checkView(value))).toBe(true);
        expect(Array.isArray(checkBlocks(value, 'home'))).toBe(true);
      }),
    );
  });

  it('finds something in blocks that are almost right', () => {
    const types = fc.constantFrom(
      'section',
      'actions',
      'context',
      'input',
      'table',
      'card',
      'rich_text',
      'data_visualization',
      'container',
    );
    const block = fc.record({
      type: types,
      text: fc.anything(),
      elements: fc.anything(),
      element: fc.anything(),
      rows: fc.anything(),
      chart: fc.anything(),
      child_blocks: fc.anything(),
      unknown: fc.constant(1),
    });
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 3 }), (blocks) => {
        expect(checkBlocks(blocks, 'message')).not.toEqual([]);
      }),
    );
  });

  it('takes every text within the limit as it is and refuses every longer one', () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, isLong) => {
        const given = isLong ? text + x(3001) : text;
        const problems = checkBlocks([section(given)], 'message');
        expect(problems.length).toBe(isLong || text === '' ? 1 : 0);
      }),
    );
  });

  it('refuses what is no JSON with a problem', () => {
    expect(checkMessage({ text: 'a', blocks: [loop] })).toContainEqual({
      pointer: '',
      message: 'must be valid JSON',
    });
    const trap = {
      get type(): string {
        throw new Error('boom');
      },
    };
    expect(checkBlocks([trap], 'message')).toEqual([
      { pointer: '', message: 'must be valid JSON' },
    ]);
  });

  it('leaves the payload as it was', () => {
    const message = Object.freeze({
      text: 'a',
      blocks: Object.freeze([Object.freeze(section('a'))]),
    });
    expect(checkMessage(message)).toEqual([]);
  });
});
