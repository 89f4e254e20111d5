import { confirmation } from './composition.ts';
import {
  boolean,
  countUpTo,
  object,
  oneOf,
  type Rule,
  report,
  type Shape,
  string,
} from './rules.ts';

/** An interactive element: its own fields, its `action_id` (unique within its block) and, where it may have it, the focus. */
export function element(
  type: string,
  shape: Shape,
  may: { confirm?: boolean; focus?: boolean } = {},
): Rule {
  const { confirm = true, focus = true } = may;
  return object({
    required: { type: oneOf(type), ...shape.required },
    optional: {
      action_id: string(255),
      ...(confirm && { confirm: confirmation }),
      ...(focus && { focus_on_load: boolean }),
      ...shape.optional,
    },
    also(value, pointer, walk) {
      const id = value['action_id'];
      if (typeof id === 'string') {
        if (walk.actionIds.has(id)) {
          report(walk, `${pointer}/action_id`, `\`action_id\` must be unique: ${id.slice(0, 60)}`);
        }
        walk.actionIds.add(id);
      }
      if (value['focus_on_load'] === true) {
        countUpTo(walk, { what: 'focus_on_load', limit: 1, pointer: `${pointer}/focus_on_load` });
      }
      shape.also?.(value, pointer, walk);
    },
  });
}
