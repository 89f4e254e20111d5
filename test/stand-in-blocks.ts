// What the stand-in bot sends: one of everything Slack can show, and texts that try to be more than text.

export function plain(text: string): object {
  return { type: 'plain_text', text, emoji: true };
}

export function mrkdwn(text: string): object {
  return { type: 'mrkdwn', text };
}

export function button(text: string, actionId: string, more: object = {}): object {
  return { type: 'button', text: plain(text), action_id: actionId, value: actionId, ...more };
}

export function option(text: string, value: string): { text: object; value: string } {
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

/** Text that tries to be markup, script, a link that runs code or a ping in disguise. */
export const loud =
  '<script>window.hurt = 1</script> <img src=x onerror="window.hurt=1"> <javascript:alert(1)|click> "><b>bold</b> &lt;i&gt; </textarea></template>';
