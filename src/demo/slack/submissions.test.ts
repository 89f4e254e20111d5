import type { ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { listening, MODAL } from './test-slack.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const FORM: ModalView = {
  type: 'modal',
  callback_id: 'fix',
  private_metadata: 'component:default/ledger',
  title: plain('Fix'),
  submit: plain('Save'),
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      element: { type: 'plain_text_input', action_id: 'it', min_length: 3 },
    },
    {
      type: 'input',
      block_id: 'email',
      optional: true,
      label: plain('E-mail'),
      element: { type: 'email_text_input', action_id: 'it' },
    },
    {
      type: 'input',
      block_id: 'count',
      optional: true,
      label: plain('Count'),
      element: { type: 'number_input', action_id: 'it', is_decimal_allowed: false, max_value: '9' },
    },
  ],
};

const filled = (name: string, more: object = {}) => ({ name: { it: { value: name } }, ...more });

async function opened(view: ModalView = FORM, options: Parameters<typeof listening>[0] = {}) {
  const given = listening(options);
  const ana = given.slack.as('U01ANA');
  await ana.command('payments', '/callboard', 'fix');
  const trigger_id = String(given.last()['trigger_id']);
  await given.client.views.open({ trigger_id, view });
  const viewId = ana.views()[0]?.id ?? '';
  return { ...given, ana, viewId };
}

describe('a submitted form', () => {
  it('reaches the app with everything in it and closes', async () => {
    const { ana, viewId, last } = await opened();
    expect(await ana.submit(viewId, filled('ledger'))).toEqual({ errors: {} });
    expect(last()).toMatchObject({
      type: 'view_submission',
      user: { id: 'U01ANA' },
      view: {
        id: viewId,
        callback_id: 'fix',
        private_metadata: 'component:default/ledger',
        state: {
          values: {
            name: { it: { type: 'plain_text_input', value: 'ledger' } },
            email: { it: { type: 'email_text_input', value: null } },
          },
        },
      },
    });
    expect(ana.views()).toEqual([]);
  });

  it.each<[string, object, Record<string, string>]>([
    ['something required is missing', {}, { name: 'Please complete this required field.' }],
    ['something required is blank', filled('  '), { name: 'Please complete this required field.' }],
    ['a text is too short', filled('ab'), { name: 'Please enter at least 3 characters.' }],
    [
      'an e-mail is none',
      filled('abc', { email: { it: { value: 'x' } } }),
      { email: 'Please enter a valid email address.' },
    ],
    [
      'a number is none',
      filled('abc', { count: { it: { value: 'x' } } }),
      { count: 'Please enter a number.' },
    ],
    [
      'a number is broken',
      filled('abc', { count: { it: { value: '1.5' } } }),
      { count: 'Please enter a whole number.' },
    ],
    [
      'a number is too large',
      filled('abc', { count: { it: { value: '10' } } }),
      { count: 'Please enter a number of 9 or less.' },
    ],
  ])('stays with the person where %s', async (_name, state, errors) => {
    const { ana, viewId, received } = await opened();
    const before = received.length;
    expect(await ana.submit(viewId, state as never)).toEqual({ errors });
    expect(received).toHaveLength(before);
    expect(ana.views()[0]?.errors).toEqual(errors);
  });

  it('shows the errors of the app beside the inputs', async () => {
    const { ana, viewId, answerWith } = await opened();
    answerWith({ response_action: 'errors', errors: { name: 'There is one already.' } });
    expect(await ana.submit(viewId, filled('ledger'))).toEqual({
      errors: { name: 'There is one already.' },
    });
    expect(await ana.submit(viewId, filled('ledger-2'))).toEqual({ errors: {} });
  });

  it.each<[string, (given: Awaited<ReturnType<typeof opened>>) => void]>([
    [
      'errors for what is no input',
      ({ answerWith }) => answerWith({ response_action: 'errors', errors: { gone: 'x' } }),
    ],
    ['something Slack does not know', ({ answerWith }) => answerWith({ response_action: 'dance' })],
    ['an error', ({ failWith }) => failWith(500)],
    ['nothing at all', ({ breakOff }) => breakOff()],
  ])('stays open with a word of trouble when the app answers %s', async (_name, spoil) => {
    const given = await opened();
    spoil(given);
    const trouble = { '': 'We had some trouble connecting. Try again?' };
    expect(await given.ana.submit(given.viewId, filled('ledger'))).toEqual({ errors: trouble });
    expect(given.ana.views()).toHaveLength(1);
  });

  it('turns into another view, gets one on top, or all are cleared', async () => {
    const { ana, viewId, answerWith } = await opened();
    answerWith({ response_action: 'push', view: FORM });
    await ana.submit(viewId, filled('ledger'));
    expect(ana.views().map(({ rootId }) => rootId)).toEqual([viewId, viewId]);
    const top = ana.views().at(-1)?.id ?? '';
    answerWith({ response_action: 'update', view: MODAL });
    await ana.submit(top, filled('ledger'));
    expect(ana.views().at(-1)).toMatchObject({ id: top, view: { blocks: [{ type: 'section' }] } });
    answerWith({ response_action: 'clear' });
    await ana.submit(viewId, filled('ledger'));
    expect(ana.views()).toEqual([]);
  });

  it('is refused a view that Slack would not draw, and the journal says why', async () => {
    const problem = { pointer: '/view/title/text', message: 'must be less than 25 characters' };
    const isBad = (view: unknown) => JSON.stringify(view).includes('far too long');
    const none = () => [];
    const check = {
      message: none,
      blocks: none,
      view: (view: unknown) => (isBad(view) ? [problem] : []),
    };
    const { ana, viewId, answerWith, slack } = await opened(FORM, { check });
    answerWith({ response_action: 'update', view: { ...MODAL, title: plain('far too long') } });
    expect((await ana.submit(viewId, filled('ledger'))).errors['']).toMatch('trouble');
    expect(slack.journal().at(-1)).toMatchObject({
      name: 'view_submission',
      problems: ['must be less than 25 characters [json-pointer:/view/title/text]'],
    });
  });
});

describe('a closed form', () => {
  it('is told to the app that asked for it', async () => {
    const { ana, viewId, last } = await opened({ ...FORM, notify_on_close: true });
    await ana.close(viewId);
    expect(last()).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id: viewId } });
    expect(ana.views()).toEqual([]);
  });

  it('is told to no other', async () => {
    const { ana, viewId, received } = await opened();
    const before = received.length;
    await ana.close(viewId);
    expect(received).toHaveLength(before);
    await expect(ana.submit(viewId, {})).rejects.toThrow('not open any more');
  });

  it('belongs to the person who opened it', async () => {
    const { slack, viewId } = await opened();
    await expect(slack.as('U01SAM').close(viewId)).rejects.toThrow('not open any more');
  });
});
