import type { View } from '@slack/types';
import { z } from 'zod';
import type { OpenView } from '../model.ts';
import type { State, Trigger } from '../state.ts';
import {
  findView,
  openStack,
  publishHome,
  pushView,
  replaceView,
  STACK_LIMIT,
  viewJson,
} from '../views.ts';
import { answer, json, method, type Reply, refuse, refuseLayout } from './method.ts';

/** https://docs.slack.dev/reference/methods/views.open: exchanged within three seconds, once. */
const TRIGGER_LIFE_MS = 3_000;
const VIEW_LIMIT_BYTES = 250_000;

const view = json(z.looseObject({ type: z.string(), blocks: z.array(z.unknown()) }));

export const views = {
  'views.open': method({
    args: z.object({ trigger_id: z.string(), view }),
    run(args, { state }) {
      const trigger = takeTrigger(state, args.trigger_id);
      if ('body' in trigger) return trigger;
      const refusal = refusalOf(state, args.view, 'modal');
      if (refusal) return refusal;
      return shown(state, openStack(state, trigger.user, args.view as View));
    },
  }),

  'views.push': method({
    args: z.object({ trigger_id: z.string(), view }),
    run(args, { state }) {
      const trigger = takeTrigger(state, args.trigger_id);
      if ('body' in trigger) return trigger;
      const refusal = refusalOf(state, args.view, 'modal');
      if (refusal) return refusal;
      const stack = state.stacks.get(trigger.user) ?? [];
      if (stack.length === 0) return refuse('not_found');
      if (stack.length >= STACK_LIMIT) return refuse('push_limit_reached');
      const pushed = pushView(state, trigger.user, args.view as View);
      return pushed ? shown(state, pushed) : refuse('push_limit_reached');
    },
  }),

  'views.update': method({
    args: z.object({
      view_id: z.string().optional(),
      external_id: z.string().optional(),
      hash: z.string().optional(),
      view,
    }),
    run(args, { state }) {
      const open = findView(state, { id: args.view_id, externalId: args.external_id });
      if (!open) return refuse('not_found');
      if (args.hash && args.hash !== open.hash) return refuse('hash_conflict');
      const refusal = refusalOf(state, args.view, open.view.type, open);
      if (refusal) return refusal;
      return shown(state, replaceView(state, open, args.view as View));
    },
  }),

  'views.publish': method({
    args: z.object({ user_id: z.string(), hash: z.string().optional(), view }),
    run(args, { state }) {
      if (!state.people.has(args.user_id)) return refuse('user_not_found');
      const home = state.homes.get(args.user_id);
      if (args.hash && args.hash !== home?.hash) return refuse('hash_conflict');
      const refusal = refusalOf(state, args.view, 'home', home);
      if (refusal) return refusal;
      return shown(state, publishHome(state, args.user_id, args.view as View));
    },
  }),
};

/** Why Slack would not show this view, or null. */
function refusalOf(
  state: State,
  given: Record<string, unknown>,
  type: string,
  itself?: OpenView,
): Reply | null {
  if (JSON.stringify(given).length > VIEW_LIMIT_BYTES) return refuse('view_too_large');
  const problems = state.check.view(given);
  if (given['type'] !== type) {
    problems.push({ pointer: '/view/type', message: `must be \`${type}\`` });
  }
  if (problems.length > 0) {
    const whole = { pointer: '/view', message: 'failed to match all allowed schemas' };
    return refuseLayout('invalid_arguments', [whole, ...problems]);
  }
  const namesake = findView(state, { externalId: given['external_id'] as string | undefined });
  return namesake && namesake !== itself ? refuse('duplicate_external_id') : null;
}

function takeTrigger(state: State, id: string): Trigger | Reply {
  const trigger = state.triggers.get(id);
  if (!trigger) return refuse('invalid_trigger_id');
  if (trigger.isUsed) return refuse('exchanged_trigger_id');
  if (state.now().getTime() - trigger.givenAt > TRIGGER_LIFE_MS)
    return refuse('expired_trigger_id');
  trigger.isUsed = true;
  return trigger;
}

function shown(state: State, open: OpenView): Reply {
  return answer({ view: viewJson(state, open) });
}
