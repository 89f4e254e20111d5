import { createHash } from 'node:crypto';
import type { View } from '@slack/types';
import { serialId } from './ids.ts';
import { withBlockIds } from './messages.ts';
import type { OpenView, ViewState } from './model.ts';
import { announce, type State } from './state.ts';

/** A modal, one on top of it and one more. https://docs.slack.dev/surfaces/modals/#view_stack */
export const STACK_LIMIT = 3;

/** Opens `view` for `user` as a new stack of one. */
export function openStack(state: State, user: string, view: View): OpenView {
  const opened = createView(state, user, view, null);
  state.stacks.set(user, [opened]);
  announce(state, { kind: 'view', user });
  return opened;
}

/** Puts `view` on top; null where the stack is full. */
export function pushView(state: State, user: string, view: View): OpenView | null {
  const stack = state.stacks.get(user) ?? [];
  if (stack.length >= STACK_LIMIT) return null;
  const pushed = createView(state, user, view, stack[0]?.rootId ?? null);
  state.stacks.set(user, [...stack, pushed]);
  announce(state, { kind: 'view', user });
  return pushed;
}

export function replaceView(state: State, open: OpenView, view: View): OpenView {
  open.view = withIds(state, view);
  open.hash = hashOf(state, open.view);
  open.errors = {};
  const home = state.homes.get(open.user);
  announce(
    state,
    home === open ? { kind: 'home', user: open.user } : { kind: 'view', user: open.user },
  );
  return open;
}

/** Takes the view away, with everything on top of it. */
export function closeView(state: State, open: OpenView): void {
  const stack = state.stacks.get(open.user) ?? [];
  state.stacks.set(open.user, stack.slice(0, stack.indexOf(open)));
  announce(state, { kind: 'view', user: open.user });
}

export function clearStack(state: State, user: string): void {
  state.stacks.set(user, []);
  announce(state, { kind: 'view', user });
}

export function publishHome(state: State, user: string, view: View): OpenView {
  const published = createView(state, user, view, null);
  const before = state.homes.get(user);
  if (before) Object.assign(published, { id: before.id, rootId: before.id });
  state.homes.set(user, published);
  announce(state, { kind: 'home', user });
  return published;
}

export function setErrors(state: State, open: OpenView, errors: Record<string, string>): void {
  open.errors = errors;
  announce(state, { kind: 'view', user: open.user });
}

export function findView(
  state: State,
  wanted: { id?: string | undefined; externalId?: string | undefined },
): OpenView | undefined {
  const all = [...[...state.stacks.values()].flat(), ...state.homes.values()];
  return all.find(({ id, view }) =>
    wanted.id ? id === wanted.id : wanted.externalId && view.external_id === wanted.externalId,
  );
}

/** A view as Slack sends it: with its id, its hash, its place in the stack and what was entered. */
export function viewJson(
  state: State,
  open: OpenView,
  values: ViewState = {},
): Record<string, unknown> {
  const stack = state.stacks.get(open.user) ?? [];
  const { view } = open;
  return {
    id: open.id,
    team_id: state.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values },
    hash: open.hash,
    title: 'title' in view ? view.title : { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: 'clear_on_close' in view ? (view.clear_on_close ?? false) : false,
    notify_on_close: 'notify_on_close' in view ? (view.notify_on_close ?? false) : false,
    close: 'close' in view ? (view.close ?? null) : null,
    submit: 'submit' in view ? (view.submit ?? null) : null,
    previous_view_id: stack[stack.indexOf(open) - 1]?.id ?? null,
    root_view_id: open.rootId,
    app_id: state.bot.appId,
    external_id: view.external_id ?? '',
    app_installed_team_id: state.team.id,
    bot_id: state.bot.botId,
  };
}

function createView(state: State, user: string, view: View, rootId: string | null): OpenView {
  const id = serialId('V', state.nextSerial());
  const drawn = withIds(state, view);
  return { id, rootId: rootId ?? id, hash: hashOf(state, drawn), user, view: drawn, errors: {} };
}

function withIds(state: State, view: View): View {
  return { ...view, blocks: withBlockIds(state, view.blocks) };
}

function hashOf(state: State, view: View): string {
  const digest = createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 8);
  return `${state.nextTs()}.${digest}`;
}
