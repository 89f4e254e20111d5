import type { View } from '@slack/types';
import { z } from 'zod';
import type { Outcome } from './delivery.ts';
import { elementsOf } from './elements.ts';
import { clientErrors, formValues } from './form.ts';
import { interactionBase, keepProblems, TROUBLE, type Wiring } from './interactions.ts';
import type { OpenView, Problem, ViewState } from './model.ts';
import { giveTrigger, type State } from './state.ts';
import {
  clearStack,
  closeView,
  findView,
  pushView,
  replaceView,
  STACK_LIMIT,
  setErrors,
  viewJson,
} from './views.ts';

const view = z.looseObject({ blocks: z.array(z.unknown()) });
/** https://docs.slack.dev/surfaces/modals/#response_actions */
const Response = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view }),
  z.object({ response_action: z.literal('push'), view }),
  z.object({ response_action: z.literal('clear') }),
]);

type Submitted = { errors: Record<string, string> };

/** A person submits a modal. Slack's client looks first whether everything required is filled in. */
export async function submit(
  wiring: Wiring,
  user: string,
  viewId: string,
  given: ViewState,
): Promise<Submitted> {
  const { state } = wiring;
  const open = openView(state, user, viewId);
  const values = formValues(open.view.blocks, given);
  const complaints = clientErrors(open, values);
  if (Object.keys(complaints).length > 0) return refused(state, open, complaints);
  const outcome = await wiring.send({
    kind: 'interactive',
    name: 'view_submission',
    message: null,
    payload: {
      type: 'view_submission',
      ...interactionBase(state, user),
      trigger_id: giveTrigger(state, user, open.id),
      view: viewJson(state, open, values),
      response_urls: [],
    },
  });
  if (outcome.failure) return refused(state, open, { '': TROUBLE });
  return applyResponse(state, open, outcome);
}

/** A person closes the topmost modal; the app hears of it where the view asked for that. */
export async function close(wiring: Wiring, user: string, viewId: string): Promise<void> {
  const { state } = wiring;
  const open = openView(state, user, viewId);
  const wantsToKnow = 'notify_on_close' in open.view && open.view.notify_on_close === true;
  const shown = viewJson(state, open, formValues(open.view.blocks, {}));
  closeView(state, open);
  if (!wantsToKnow) return;
  await wiring.send({
    kind: 'interactive',
    name: 'view_closed',
    message: null,
    payload: {
      type: 'view_closed',
      ...interactionBase(state, user),
      view: shown,
      is_cleared: false,
    },
  });
}

function openView(state: State, user: string, viewId: string): OpenView {
  const open = findView(state, { id: viewId });
  if (!open || open.user !== user) throw new Error(`The view ${viewId} is not open any more.`);
  return open;
}

function applyResponse(state: State, open: OpenView, outcome: Outcome): Submitted {
  if (!outcome.body) {
    closeView(state, open);
    return { errors: {} };
  }
  const response = Response.safeParse(outcome.body);
  if (!response.success) return misunderstood(state, open, outcome, UNREADABLE);
  switch (response.data.response_action) {
    case 'errors':
      return applyErrors(state, open, outcome, response.data.errors);
    case 'clear':
      clearStack(state, open.user);
      return { errors: {} };
    case 'update':
    case 'push':
      return applyView(state, open, outcome, response.data);
  }
}

const UNREADABLE: Problem[] = [
  { pointer: '/response_action', message: 'must be a response Slack knows' },
];

/** Slack takes errors only for blocks that are inputs, and shows a connection error for anything else. */
function applyErrors(
  state: State,
  open: OpenView,
  outcome: Outcome,
  errors: Record<string, string>,
): Submitted {
  const inputs = new Set(
    elementsOf(open.view.blocks).flatMap(({ blockId, isInput }) => (isInput ? [blockId] : [])),
  );
  const strays = Object.keys(errors).filter((blockId) => !inputs.has(blockId));
  if (strays.length > 0 || Object.keys(errors).length === 0) {
    return misunderstood(
      state,
      open,
      outcome,
      strays.map((blockId) => ({
        pointer: `/errors/${blockId}`,
        message: 'must name the block_id of an input block',
      })),
    );
  }
  return refused(state, open, errors);
}

function applyView(
  state: State,
  open: OpenView,
  outcome: Outcome,
  response: { response_action: 'update' | 'push'; view: Record<string, unknown> },
): Submitted {
  const problems = state.check.view(response.view);
  const isFull = (state.stacks.get(open.user)?.length ?? 0) >= STACK_LIMIT;
  if (response.response_action === 'push' && isFull) {
    problems.push({ pointer: '/view', message: 'push_limit_reached' });
  }
  if (problems.length > 0) return misunderstood(state, open, outcome, problems);
  const next = response.view as unknown as View;
  if (response.response_action === 'update') replaceView(state, open, next);
  else pushView(state, open.user, next);
  return { errors: {} };
}

function misunderstood(
  state: State,
  open: OpenView,
  outcome: Outcome,
  problems: Problem[],
): Submitted {
  keepProblems(outcome, problems);
  return refused(state, open, { '': TROUBLE });
}

function refused(state: State, open: OpenView, errors: Record<string, string>): Submitted {
  setErrors(state, open, errors);
  return { errors };
}
