// What the stand-in bot sends: one of everything Slack can show, and texts that try to be more than text.

function plain(text: string): object {
  return { type: 'plain_text', text, emoji: true };
}

function mrkdwn(text: string): object {
  return { type: 'mrkdwn', text };
}

function button(text: string, actionId: string, more: object = {}): object {
  return { type: 'button', text: plain(text), action_id: actionId, value: actionId, ...more };
}

function option(text: string, value: string): { text: object; value: string } {
  return { text: plain(text), value };
}

const confirm = {
  title: plain('Page Payments Platform?'),
  text: mrkdwn('*Nadia Petrova* is on call until 09:00.'),
  confirm: plain('Page'),
  deny: plain('Not now'),
  style: 'danger',
};

export function serviceCard(): object[] {
  return [
    { type: 'header', text: plain('payments-api') },
    {
      type: 'section',
      text: mrkdwn(
        'Owned by *Payments Platform* · <#CPAY|ask-payments>\nTakes, captures and voids card payments for merchants.',
      ),
      accessory: {
        type: 'overflow',
        action_id: 'more',
        options: [option('Wrong? Correct it', 'fix'), option('Show history', 'history')],
      },
    },
    {
      type: 'section',
      fields: [
        mrkdwn('*Lifecycle*\nproduction'),
        mrkdwn('*Tier*\n1'),
        mrkdwn('*System*\ncard-acquiring'),
        mrkdwn('*Language*\nTypeScript'),
        mrkdwn('*Depends on*\n4 services'),
        mrkdwn('*Used by*\n11 services'),
      ],
    },
    {
      type: 'actions',
      block_id: 'card',
      elements: [
        button('Runbook', 'runbook', { url: 'https://runbooks.marlinpay.example/payments-api' }),
        button('Used by (11)', 'list'),
        button('Page the team', 'page', { style: 'danger', confirm }),
        button('Wrong? Fix it', 'open'),
      ],
    },
    {
      type: 'context',
      elements: [
        mrkdwn(
          '<https://github.com/marlinpay/payments-api|catalog-info.yaml> 12 min ago · CODEOWNERS 12 min ago · GitHub 4 min ago',
        ),
      ],
    },
  ];
}

export function welcome(): object[] {
  return [
    {
      type: 'section',
      text: mrkdwn(
        '*Welcome to Marlin Pay.* I know its services, who owns them and what they touch. Ask me in plain words, or press one of these:',
      ),
    },
    {
      type: 'actions',
      elements: [
        button('Who owns payments-api?', 'demo.say.1', { value: 'who owns payments-api' }),
        button('What breaks if ledger is down?', 'demo.say.2', { value: 'what depends on ledger' }),
        button('A name with a typo', 'demo.say.3', { value: 'who owns paymets-api' }),
      ],
    },
  ];
}

/** A form with every input. */
export function trial(heading: string): object[] {
  const input = (blockId: string, label: string, element: object, more: object = {}) => ({
    type: 'input',
    block_id: blockId,
    label: plain(label),
    element,
    ...more,
  });
  const few = [
    option('Payments Platform', 'payments'),
    option('Risk', 'risk'),
    option('Identity', 'identity'),
  ];
  return [
    { type: 'section', text: mrkdwn(`*${heading}*`) },
    input(
      'service',
      'Service',
      {
        type: 'external_select',
        action_id: 'pick',
        min_query_length: 1,
        placeholder: plain('Find a service'),
      },
      { optional: true },
    ),
    input(
      'owner',
      'Owner',
      {
        type: 'static_select',
        action_id: 'pick',
        options: few,
        placeholder: plain('Choose a team'),
      },
      { optional: true },
    ),
    input(
      'why',
      'Why',
      {
        type: 'plain_text_input',
        action_id: 'text',
        multiline: true,
        placeholder: plain('What did you find?'),
      },
      { hint: plain('The current owner reads this.') },
    ),
    input(
      'teams',
      'Also tell',
      { type: 'multi_static_select', action_id: 'pick', options: few, initial_options: [few[1]] },
      { optional: true },
    ),
    input('person', 'Person', { type: 'users_select', action_id: 'pick' }, { optional: true }),
    input(
      'channel',
      'Channel',
      { type: 'conversations_select', action_id: 'pick' },
      { optional: true },
    ),
    input('mail', 'E-mail', { type: 'email_text_input', action_id: 'text' }, { optional: true }),
    input('link', 'Address', { type: 'url_text_input', action_id: 'text' }, { optional: true }),
    input(
      'count',
      'Replicas',
      { type: 'number_input', action_id: 'text', is_decimal_allowed: false, initial_value: '3' },
      { optional: true },
    ),
    input(
      'day',
      'From',
      { type: 'datepicker', action_id: 'day', initial_date: '2026-06-16' },
      { optional: true },
    ),
    input(
      'hour',
      'At',
      { type: 'timepicker', action_id: 'hour', initial_time: '09:00' },
      { optional: true },
    ),
    input(
      'moment',
      'Until',
      { type: 'datetimepicker', action_id: 'moment', initial_date_time: 1781524800 },
      { optional: true },
    ),
    input(
      'how',
      'How',
      {
        type: 'radio_buttons',
        action_id: 'how',
        options: [
          {
            ...option('Open a pull request', 'pr'),
            description: plain('The file that was wrong is changed'),
          },
          option('Only tell them', 'tell'),
        ],
      },
      { optional: true },
    ),
    input(
      'sure',
      'Checks',
      {
        type: 'checkboxes',
        action_id: 'sure',
        options: [{ text: mrkdwn('I asked *them*'), value: 'asked' }],
      },
      { optional: true },
    ),
    input('rich', 'Notes', { type: 'rich_text_input', action_id: 'text' }, { optional: true }),
    input('file', 'Proof', { type: 'file_input', action_id: 'file' }, { optional: true }),
    { type: 'actions', block_id: 'deeper', elements: [button('Open another page', 'push')] },
  ];
}

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

/** Text that tries to be markup, script, a link that runs code or a ping in disguise. */
export const loud =
  '<script>window.hurt = 1</script> <img src=x onerror="window.hurt=1"> <javascript:alert(1)|click> "><b>bold</b> &lt;i&gt; </textarea></template>';
