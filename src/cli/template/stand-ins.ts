import { z } from 'zod';
import { type Action, type ActionContext, defineAction } from '../../scaffolder/actions/action.ts';
import { ACTIONS } from '../../scaffolder/actions/table.ts';
import type { Template } from '../../scaffolder/template.ts';

export type StandIns = {
  /** What is run: of a step that nobody knows, only that it is there. */
  template: Template;
  actions: ReadonlyMap<string, Action>;
  /** Steps that were left out, by id, and why. */
  leftOut: Map<string, string>;
};

/** The actions of a template where nothing outside is reached: what fetches from elsewhere and what nobody knows gives nothing. */
export function standInsFor(template: Template): StandIns {
  const leftOut = new Map<string, string>();
  const known = ACTIONS.map((action) =>
    action.id.startsWith('fetch:') ? onlyHere(action) : action,
  );
  const actions = new Map(known.map((action) => [action.id, action]));
  // What an unknown step would have given may be missing in the input of what follows.
  if (!template.steps.every(isKnown))
    for (const action of known)
      if (!action.isHarmless) actions.set(action.id, { ...action, input: z.looseObject({}) });
  for (const step of template.steps) {
    const action = ACTIONS.find(({ id }) => id === step.action);
    if (!action) {
      actions.set(step.action, unknown(step.action));
      leftOut.set(step.id, `There is no action ${step.action} here.`);
    } else if (!action.isHarmless)
      leftOut.set(step.id, `${step.action} reaches outside; what it gives is made up.`);
  }
  const steps = template.steps.map((step) => (isKnown(step) ? step : { ...step, each: null }));
  return { template: { ...template, steps }, actions, leftOut };

  function onlyHere(action: Action): Action {
    return {
      ...action,
      run: async (context: ActionContext<never>) => {
        const { url } = context.input as { url?: unknown };
        if (typeof url !== 'string' || !/^https?:/i.test(url)) return await action.run(context);
        const reason = `${url} is not fetched: only what lies beside the template is.`;
        context.log(`Left out: ${reason}`);
        leftOut.set(context.step.id, reason);
        return {};
      },
    };
  }
}

function isKnown({ action }: Template['steps'][number]): boolean {
  return ACTIONS.some(({ id }) => id === action);
}

function unknown(id: string): Action {
  return defineAction({
    id,
    description: 'Is not known here.',
    input: z.looseObject({}),
    // Whatever publishes says where.
    output: id.startsWith('publish:')
      ? z.object({ remoteUrl: z.string(), repoContentsUrl: z.string() })
      : z.object({}),
    isHarmless: false,
    run: async () => ({}),
  });
}
