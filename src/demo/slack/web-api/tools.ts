import { z } from 'zod';
import { answer, json, method, refuse } from './method.ts';

const blocks = json(z.array(z.unknown()));

export const tools = {
  // Needs no token; it checks one of blocks, a message or a view.
  'blocks.validate': method({
    token: 'none',
    args: z.object({
      blocks: blocks.optional(),
      message: json(z.looseObject({ blocks: blocks.optional() })).optional(),
      view: json(z.looseObject({})).optional(),
    }),
    run({ blocks: given, message, view }, { state }) {
      const parts = [given, message, view].filter((part) => part !== undefined);
      if (parts.length !== 1) return refuse('invalid_arguments');
      const problems = view
        ? state.check.view(view)
        : state.check.blocks(given ?? message?.blocks ?? [], 'message');
      if (problems.length === 0) return answer({});
      const errors = problems.map((problem) => ({ code: 'invalid', ...problem }));
      return { ...refuse('invalid_blocks', { errors }), problems };
    },
  }),

  'apps.connections.open': method({
    token: 'app',
    args: z.object({}),
    run: (_args, { socketUrl }) => {
      const url = socketUrl();
      return url ? answer({ url }) : refuse('socket_mode_not_enabled');
    },
  }),
};
