import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../checker.ts';
import {
  actions,
  button,
  input,
  mrkdwn,
  option,
  plain,
  section,
  select,
  times,
  x,
} from './samples.ts';

describe('elements Slack refuses', () => {
  it.each<[string, unknown[], string, string]>([
    [
      'a long button',
      [actions(button({ text: plain(x(76)) }))],
      '/blocks/0/elements/0/text/text',
      'must be less than 76 characters',
    ],
    [
      'a long value',
      [actions(button({ value: x(2001) }))],
      '/blocks/0/elements/0/value',
      'must be less than 2001 characters',
    ],
    [
      'a broken address',
      [actions(button({ url: 'not an address' }))],
      '/blocks/0/elements/0/url',
      'must be a valid URL',
    ],
    [
      'a style of its own',
      [actions(button({ style: 'red' }))],
      '/blocks/0/elements/0/style',
      'must be a valid enum value',
    ],
    [
      'half a confirmation',
      [
        actions(
          button({ confirm: { title: plain('Sure?'), text: plain('a'), confirm: plain('Yes') } }),
        ),
      ],
      '/blocks/0/elements/0/confirm',
      'missing required field: deny',
    ],
    [
      'the same action twice in a block',
      [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
      '/blocks/0/elements/1/action_id',
      '`action_id` must be unique: a',
    ],
    [
      'the same block id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
      '/blocks/1/block_id',
      '`block_id` must be unique: a',
    ],
    [
      'a long action id',
      [actions(button({ action_id: x(256) }))],
      '/blocks/0/elements/0/action_id',
      'must be less than 256 characters',
    ],
    [
      'a long option',
      [actions(select({ options: [{ text: plain(x(76)), value: 'a' }] }))],
      '/blocks/0/elements/0/options/0/text/text',
      'must be less than 76 characters',
    ],
    [
      'a long option value',
      [actions(select({ options: [{ text: plain('a'), value: x(151) }] }))],
      '/blocks/0/elements/0/options/0/value',
      'must be less than 151 characters',
    ],
    [
      '101 options',
      [actions(select({ options: times(101, (n) => option(`${n}`)) }))],
      '/blocks/0/elements/0/options',
      'no more than 100 items allowed',
    ],
    [
      'options and groups',
      [
        actions(
          select({
            options: [option('a')],
            option_groups: [{ label: plain('g'), options: [option('a')] }],
          }),
        ),
      ],
      '/blocks/0/elements/0',
      'must define either `options` or `option_groups`',
    ],
    [
      'a mrkdwn option in a select',
      [actions(select({ options: [{ text: mrkdwn('a'), value: 'a' }] }))],
      '/blocks/0/elements/0/options/0/text/type',
      'must be a valid enum value',
    ],
    [
      'a first choice that is not offered',
      [actions(select({ options: [option('a')], initial_option: option('b') }))],
      '/blocks/0/elements/0/initial_option',
      'must match one of the options',
    ],
    [
      'six entries in a menu',
      [actions({ type: 'overflow', options: times(6, (n) => option(`${n}`)) })],
      '/blocks/0/elements/0/options',
      'no more than 5 items allowed',
    ],
    [
      'eleven checkboxes',
      [actions({ type: 'checkboxes', options: times(11, (n) => option(`${n}`)) })],
      '/blocks/0/elements/0/options',
      'no more than 10 items allowed',
    ],
    [
      'a date that is none',
      [actions({ type: 'datepicker', initial_date: '2026-13-01' })],
      '/blocks/0/elements/0/initial_date',
      'must be a valid date (YYYY-MM-DD)',
    ],
    [
      'a time that is none',
      [actions({ type: 'timepicker', initial_time: '24:00' })],
      '/blocks/0/elements/0/initial_time',
      'must be a valid time (HH:mm)',
    ],
    [
      'a moment as an accessory',
      [{ ...section('a'), accessory: { type: 'datetimepicker' } }],
      '/blocks/0/accessory/type',
      'unsupported type: datetimepicker',
    ],
    [
      'a long placeholder',
      [input({ type: 'plain_text_input', placeholder: plain(x(151)) })],
      '/blocks/0/element/placeholder/text',
      'must be less than 151 characters',
    ],
    [
      'a mrkdwn label',
      [{ ...input({ type: 'plain_text_input' }), label: mrkdwn('a') }],
      '/blocks/0/label/type',
      'must be a valid enum value',
    ],
    [
      'a long input',
      [input({ type: 'plain_text_input', max_length: 3001 })],
      '/blocks/0/element/max_length',
      'must be between 1 and 3000',
    ],
    [
      'lengths the wrong way round',
      [input({ type: 'plain_text_input', min_length: 9, max_length: 3 })],
      '/blocks/0/element/min_length',
      'must be less than or equal to `max_length`',
    ],
    [
      'bounds the wrong way round',
      [input({ type: 'number_input', is_decimal_allowed: true, min_value: '10', max_value: '9' })],
      '/blocks/0/element/min_value',
      'must be less than or equal to `max_value`',
    ],
    [
      'a number without its kind',
      [input({ type: 'number_input' })],
      '/blocks/0/element',
      'missing required field: is_decimal_allowed',
    ],
    [
      'a button as an input',
      [input(button())],
      '/blocks/0/element/type',
      'unsupported type: button',
    ],
    [
      'a file input in a message',
      [input({ type: 'file_input' })],
      '/blocks/0/element/type',
      'unsupported type: file_input',
    ],
    [
      'two with the focus',
      [
        input({ type: 'plain_text_input', focus_on_load: true }),
        input({ type: 'plain_text_input', focus_on_load: true }),
      ],
      '/blocks/1/element/focus_on_load',
      'no more than 1 `focus_on_load` allowed',
    ],
  ])('%s', (_name, blocks, pointer, message) => {
    expect(checkBlocks(blocks, 'message')).toEqual([{ pointer, message }]);
  });
});
