import type { View } from '@slack/types';
import { expect, it } from 'vitest';
import type { FieldValue } from './requests.ts';
import { actionValue, stateOf } from './state.ts';

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const risk = { text: text('Risk'), value: 'risk', description: text('Fraud') };

/** A view with one input of this kind, and what its state is when it holds `values`. */
function stateWith(element: object, values: FieldValue['values']): unknown {
  const view = {
    type: 'modal',
    title: text('T'),
    blocks: [
      { type: 'input', block_id: 'b', label: text('L'), element: { action_id: 'a', ...element } },
    ],
  } as View;
  return stateOf(view, [{ block: 'b', action: 'a', values }], 'Europe/Berlin')['b']?.['a'];
}

it.each([
  ['plain_text_input', 'hello', { value: 'hello' }],
  ['plain_text_input', null, { value: null }],
  ['number_input', '3', { value: '3' }],
  ['users_select', 'U1', { selected_user: 'U1' }],
  ['multi_users_select', 'U1', { selected_users: ['U1'] }],
  ['conversations_select', null, { selected_conversation: null }],
  ['multi_channels_select', 'C1', { selected_channels: ['C1'] }],
  ['datepicker', '2026-06-16', { selected_date: '2026-06-16' }],
  ['timepicker', '09:00', { selected_time: '09:00' }],
  ['datetimepicker', '2026-06-15T14:00', { selected_date_time: 1_781_524_800 }],
  ['datetimepicker', 'soon', { selected_date_time: null }],
  ['file_input', null, { files: [] }],
])('sends a %s holding %j as Slack does', (type, value, expected) => {
  const values = value === null ? [] : [{ value, text: '' }];
  expect(stateWith({ type }, values)).toEqual({ type, ...expected });
});

it('sends the option as the view declares it', () => {
  const chosen = [{ value: 'risk', text: 'Risk' }];
  expect(stateWith({ type: 'static_select', options: [risk] }, chosen)).toEqual({
    type: 'static_select',
    selected_option: risk,
  });
  expect(stateWith({ type: 'checkboxes', options: [risk] }, chosen)).toEqual({
    type: 'checkboxes',
    selected_options: [risk],
  });
});

it('makes an option that came from outside of the words it showed', () => {
  const chosen = [{ value: 'ledger', text: 'The ledger' }];
  expect(stateWith({ type: 'external_select' }, chosen)).toMatchObject({
    selected_option: { value: 'ledger', text: { type: 'plain_text', text: 'The ledger' } },
  });
});

it('takes nothing for an element the view does not have', () => {
  const view = { type: 'home', blocks: [] } as View;
  const stray = [{ block: 'x', action: 'y', values: [{ value: '1', text: '' }] }];
  expect(stateOf(view, stray, 'UTC')).toEqual({});
});

it('gives a picked date and time its moment in the person’s zone', () => {
  expect(actionValue('datetimepicker', '2026-06-15T14:00', 'Europe/Berlin')).toBe('1781524800');
  expect(actionValue('datepicker', '2026-06-15', 'Europe/Berlin')).toBe('2026-06-15');
});
