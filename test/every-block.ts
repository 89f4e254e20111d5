import { button, mrkdwn, option, plain } from './stand-in-blocks.ts';

function text(words: string, style?: object): object {
  return { type: 'text', text: words, ...(style && { style }) };
}

function rich(...elements: object[]): object {
  return { type: 'rich_text', elements };
}

function section(...elements: object[]): object {
  return { type: 'rich_text_section', elements };
}

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const image = { type: 'image', image_url: PIXEL, alt_text: 'A dot' };

/** One of every block. */
export function everyBlock(): object[] {
  const cells = [
    [
      { type: 'raw_text', text: 'Service' },
      { type: 'raw_text', text: 'Score' },
    ],
    ...[
      'ledger',
      'payments-api',
      'token-vault',
      'fx-rates',
      'checkout-bff',
      'kyc-gateway',
      'audit-log',
    ].map((name, at) => [
      { type: 'raw_text', text: name },
      { type: 'raw_number', value: 90 - at, text: `${90 - at} %` },
    ]),
  ];
  const series = ['Gold', 'Silver'].map((name, at) => ({
    name,
    data: ['April', 'May', 'June'].map((label, month) => ({
      label,
      value: 10 + at * 6 + month * 4,
    })),
  }));
  const axis = { categories: ['April', 'May', 'June'], x_label: 'Month', y_label: 'Services' };
  const card = {
    type: 'card',
    icon: image,
    title: mrkdwn('*ledger*'),
    subtitle: mrkdwn('Tier 1'),
    body: mrkdwn('Book of record'),
    actions: [button('Open', 'card')],
  };
  return [
    { type: 'header', text: plain('Everything :tada:') },
    {
      type: 'section',
      text: plain('Plain *text* stays'),
      accessory: {
        type: 'static_select',
        action_id: 'pick',
        placeholder: plain('Pick'),
        options: [option('One', '1'), option('Two', '2')],
      },
    },
    { type: 'divider' },
    { type: 'context', elements: [image, mrkdwn('context _line_'), plain('plain')] },
    { ...image, title: plain('A dot') },
    {
      type: 'actions',
      elements: [
        button('Primary', 'primary', { style: 'primary' }),
        { type: 'datepicker', action_id: 'day' },
        { type: 'timepicker', action_id: 'hour' },
        { type: 'datetimepicker', action_id: 'moment' },
        { type: 'checkboxes', action_id: 'checks', options: [option('Yes', 'y')] },
        {
          type: 'radio_buttons',
          action_id: 'radio',
          options: [option('A', 'a'), option('B', 'b')],
        },
        { type: 'multi_users_select', action_id: 'people' },
        { type: 'channels_select', action_id: 'channel' },
        { type: 'external_select', action_id: 'find', min_query_length: 1 },
        {
          type: 'workflow_button',
          action_id: 'flow',
          text: plain('Flow'),
          workflow: { trigger: { url: 'https://slack.com/x' } },
        },
      ],
    },
    rich(
      section(
        text('Bold', { bold: true }),
        text(' and '),
        text('code', { code: true }),
        { type: 'link', url: 'https://example.com', text: ' a link ' },
        { type: 'emoji', name: 'rocket' },
        { type: 'user', user_id: 'U01ANA' },
        { type: 'channel', channel_id: 'C0' },
        { type: 'broadcast', range: 'here' },
        { type: 'usergroup', usergroup_id: 'S1' },
        { type: 'date', timestamp: 1781524800, format: '{date_short}', fallback: 'June' },
        { type: 'color', value: '#0c6b66' },
      ),
      { type: 'rich_text_list', style: 'bullet', elements: [section(text('One'))] },
      { type: 'rich_text_list', style: 'ordered', indent: 1, elements: [section(text('Nested'))] },
      { type: 'rich_text_quote', elements: [text('Quoted')] },
      { type: 'rich_text_preformatted', elements: [text('const a = 1;')] },
    ),
    {
      type: 'markdown',
      text: '# Heading\n\nSome **bold**, *italic*, ~~struck~~, `code` and [a link](https://example.com).\n\n- one\n  - nested\n- [x] done\n\n1. first\n2. second\n\n> quoted\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---',
    },
    {
      type: 'table',
      column_settings: [{ align: 'left' }, { align: 'right' }],
      rows: cells.slice(0, 3),
    },
    { type: 'data_table', caption: 'Scores', rows: cells, row_header_column_index: 0 },
    {
      type: 'data_visualization',
      title: 'By month',
      chart: { type: 'bar', series, axis_config: axis },
    },
    {
      type: 'data_visualization',
      title: 'Line',
      chart: { type: 'line', series, axis_config: axis },
    },
    {
      type: 'data_visualization',
      title: 'Area',
      chart: { type: 'area', series, axis_config: axis },
    },
    {
      type: 'data_visualization',
      title: 'Pie',
      chart: {
        type: 'pie',
        segments: [
          { label: 'Gold', value: 5 },
          { label: 'Silver', value: 3 },
        ],
      },
    },
    {
      type: 'container',
      title: plain('A frame'),
      is_collapsible: true,
      child_blocks: [{ type: 'section', text: mrkdwn('Inside') }],
    },
    card,
    { type: 'carousel', elements: [card, card] },
    { type: 'alert', level: 'warning', text: mrkdwn('Take *care*') },
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'good',
          positive_button: { text: plain('Good'), value: 'up' },
          negative_button: { text: plain('Bad'), value: 'down' },
        },
        { type: 'icon_button', action_id: 'delete', icon: 'trash', text: plain('Delete') },
      ],
    },
    {
      type: 'video',
      video_url: 'https://example.com/v',
      thumbnail_url: PIXEL,
      alt_text: 'A film',
      title: plain('How it works'),
      title_url: 'https://example.com/film',
    },
    {
      type: 'plan',
      title: 'Making a repository',
      tasks: [
        { type: 'task_card', task_id: '1', title: 'Create', status: 'complete' },
        {
          type: 'task_card',
          task_id: '2',
          title: 'Register',
          status: 'error',
          details: rich(section(text('No answer'))),
        },
      ],
    },
    {
      type: 'task_card',
      task_id: '3',
      title: 'Tell',
      status: 'in_progress',
      sources: [{ type: 'url', url: 'https://example.com', text: 'Where' }],
    },
    { type: 'file', source: 'remote', external_id: 'plan.pdf' },
  ];
}
