import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../checker.ts';
import {
  actions,
  button,
  card,
  cell,
  chart,
  image,
  input,
  mrkdwn,
  option,
  pie,
  plain,
  point,
  rich,
  richSection,
  section,
  select,
  times,
  x,
} from './samples.ts';

describe('blocks Slack takes', () => {
  it.each<[string, unknown]>([
    ['section', section('Hello')],
    ['section with fields', { type: 'section', fields: [plain('a'), mrkdwn('b')] }],
    ['section with a picture', { ...section('a'), accessory: image }],
    ['header', { type: 'header', text: plain('Title') }],
    ['divider', { type: 'divider', block_id: 'line' }],
    ['context', { type: 'context', elements: [mrkdwn('a'), plain('b'), image] }],
    ['image', { ...image, title: plain('Chart') }],
    ['image of a Slack file', { type: 'image', slack_file: { id: 'F1' }, alt_text: 'a' }],
    [
      'buttons',
      actions(button({ action_id: 'a', value: 'v', style: 'primary' }), button({ action_id: 'b' })),
    ],
    [
      'overflow',
      actions({ type: 'overflow', options: [{ ...option('a'), url: 'https://example.com' }] }),
    ],
    ['select', actions(select({ options: [option('a')], initial_option: option('a') }))],
    ['groups', actions(select({ option_groups: [{ label: plain('g'), options: [option('a')] }] }))],
    ['external select', input({ type: 'external_select', min_query_length: 0 })],
    [
      'users select',
      input({ type: 'multi_users_select', initial_users: ['U1'], max_selected_items: 3 }),
    ],
    ['text input', input({ type: 'plain_text_input', multiline: true, max_length: 3000 })],
    [
      'number input',
      input({ type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '9' }),
    ],
    [
      'dates',
      actions(
        { type: 'datepicker', initial_date: '2026-02-28' },
        { type: 'timepicker', initial_time: '23:59' },
      ),
    ],
    ['checkboxes', input({ type: 'checkboxes', options: [{ text: mrkdwn('*a*'), value: 'a' }] })],
    ['markdown', { type: 'markdown', text: '# Hello' }],
    [
      'table',
      { type: 'table', rows: [[cell('a'), rich(richSection({ type: 'text', text: 'b' }))]] },
    ],
    [
      'data table',
      {
        type: 'data_table',
        caption: 'Scores',
        rows: [[cell('a')], [{ type: 'raw_number', value: 1, text: '1' }]],
      },
    ],
    ['line chart', chart()],
    ['pie', pie(point('a'), point('b'))],
    ['card', card],
    ['carousel', { type: 'carousel', elements: [card, card] }],
    [
      'container',
      { type: 'container', title: plain('t'), child_blocks: [section('a'), { type: 'divider' }] },
    ],
    [
      'feedback',
      {
        type: 'context_actions',
        elements: [
          {
            type: 'feedback_buttons',
            positive_button: { text: plain('Good'), value: 'y' },
            negative_button: { text: plain('Bad'), value: 'n' },
          },
        ],
      },
    ],
    [
      'plan',
      {
        type: 'plan',
        title: 'Scaffold',
        tasks: [{ type: 'task_card', task_id: '1', title: 'Create', status: 'complete' }],
      },
    ],
    [
      'rich text',
      rich(
        richSection(
          { type: 'user', user_id: 'U1' },
          { type: 'text', text: ' hi', style: { bold: true } },
        ),
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [richSection({ type: 'link', url: 'https://example.com' })],
        },
      ),
    ],
  ])('%s', (_name, block) => {
    expect(checkBlocks([block], 'message')).toEqual([]);
  });
});

describe('blocks Slack refuses', () => {
  it.each<[string, unknown[], string, string]>([
    ['more than fifty', times(51, () => section('a')), '/blocks', 'no more than 50 items allowed'],
    ['none', [], '/blocks', 'no fewer than 1 items allowed'],
    ['something else', ['text'], '/blocks/0', 'must provide an object'],
    ['no type', [{}], '/blocks/0', 'missing required field: type'],
    ['an unknown type', [{ type: 'hero' }], '/blocks/0/type', 'unsupported type: hero'],
    ['a file', [{ type: 'file' }], '/blocks/0/type', 'unsupported type: file'],
    [
      'the name of a method of objects',
      [{ type: 'constructor' }],
      '/blocks/0/type',
      'unsupported type: constructor',
    ],
    [
      'an alert in a message',
      [{ type: 'alert', text: plain('a') }],
      '/blocks/0/type',
      'unsupported type: alert',
    ],
    [
      'an unknown field',
      [{ ...section('a'), colour: 'red' }],
      '/blocks/0',
      'invalid additional property: colour',
    ],
    [
      'an empty section',
      [{ type: 'section' }],
      '/blocks/0',
      'must define either `text` or `fields`',
    ],
    [
      'a section without letters',
      [section('')],
      '/blocks/0/text/text',
      'must be more than 0 characters',
    ],
    [
      'a long section',
      [section(x(3001))],
      '/blocks/0/text/text',
      'must be less than 3001 characters',
    ],
    [
      'eleven fields',
      [{ type: 'section', fields: times(11, () => plain('a')) }],
      '/blocks/0/fields',
      'no more than 10 items allowed',
    ],
    [
      'a long field',
      [{ type: 'section', fields: [plain(x(2001))] }],
      '/blocks/0/fields/0/text',
      'must be less than 2001 characters',
    ],
    [
      'a string for a text',
      [{ type: 'section', text: 'a' }],
      '/blocks/0/text',
      'must provide an object',
    ],
    [
      'emoji in mrkdwn',
      [{ type: 'section', text: { ...mrkdwn('a'), emoji: true } }],
      '/blocks/0/text',
      'invalid additional property: emoji',
    ],
    [
      'verbatim plain text',
      [{ type: 'section', text: { ...plain('a'), verbatim: true } }],
      '/blocks/0/text',
      'invalid additional property: verbatim',
    ],
    [
      'a header in mrkdwn',
      [{ type: 'header', text: mrkdwn('a') }],
      '/blocks/0/text/type',
      'must be a valid enum value',
    ],
    [
      'a long header',
      [{ type: 'header', text: plain(x(151)) }],
      '/blocks/0/text/text',
      'must be less than 151 characters',
    ],
    [
      'a long context',
      [{ type: 'context', elements: times(11, () => plain('a')) }],
      '/blocks/0/elements',
      'no more than 10 items allowed',
    ],
    [
      'a button in a context',
      [{ type: 'context', elements: [button()] }],
      '/blocks/0/elements/0/type',
      'unsupported type: button',
    ],
    ['no buttons', [actions()], '/blocks/0/elements', 'no fewer than 1 items allowed'],
    [
      '26 buttons',
      [actions(...times(26, () => button()))],
      '/blocks/0/elements',
      'no more than 25 items allowed',
    ],
    [
      'a text input among buttons',
      [actions({ type: 'plain_text_input' })],
      '/blocks/0/elements/0/type',
      'unsupported type: plain_text_input',
    ],
    [
      'a picture without words',
      [{ type: 'image', image_url: 'https://example.com' }],
      '/blocks/0',
      'missing required field: alt_text',
    ],
    [
      'a picture from nowhere',
      [{ type: 'image', alt_text: 'a' }],
      '/blocks/0',
      'must define either `image_url` or `slack_file`',
    ],
    [
      'a picture from two places',
      [{ ...image, slack_file: { id: 'F1' } }],
      '/blocks/0',
      'must define either `image_url` or `slack_file`',
    ],
    [
      'much markdown',
      [
        { type: 'markdown', text: x(7000) },
        { type: 'markdown', text: x(5001) },
      ],
      '/blocks/1/text',
      'all markdown must be less than 12001 characters',
    ],
    [
      'an empty card',
      [{ type: 'card', subtitle: plain('a') }],
      '/blocks/0',
      'must define `hero_image`, `title`, `actions` or `body`',
    ],
    [
      'a long card',
      [{ type: 'card', body: mrkdwn(x(201)) }],
      '/blocks/0/body/text',
      'must be less than 201 characters',
    ],
    [
      'a long carousel',
      [{ type: 'carousel', elements: times(11, () => card) }],
      '/blocks/0/elements',
      'no more than 10 items allowed',
    ],
    [
      'a container without a title',
      [{ type: 'container', child_blocks: [section('a')] }],
      '/blocks/0',
      'must define either `title` or `rich_text_title`',
    ],
    [
      'a container in a container',
      [{ type: 'container', title: plain('t'), child_blocks: [{ type: 'container' }] }],
      '/blocks/0/child_blocks/0/type',
      'unsupported type: container',
    ],
    [
      'an empty rich text leaf',
      [rich(richSection({ type: 'text', text: '' }))],
      '/blocks/0/elements/0/elements/0/text',
      'must be more than 0 characters',
    ],
    [
      'an unknown rich text leaf',
      [rich(richSection({ type: 'blink' }))],
      '/blocks/0/elements/0/elements/0/type',
      'unsupported type: blink',
    ],
    [
      'a list without its style',
      [rich({ type: 'rich_text_list', elements: [richSection()] })],
      '/blocks/0/elements/0',
      'missing required field: style',
    ],
  ])('%s', (_name, blocks, pointer, message) => {
    expect(checkBlocks(blocks, 'message')).toEqual([{ pointer, message }]);
  });
});
