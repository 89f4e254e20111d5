import type { Action } from './action.ts';
import { fetchTemplate } from './fetch/template.ts';

/** Everything a step can do here. What stands in no line is unknown, and a template with it is refused when it is loaded. */
export const ACTIONS: readonly Action[] = [fetchTemplate];

const byId = new Map(ACTIONS.map((action) => [action.id, action]));

export function actionById(id: string): Action | null {
  return byId.get(id) ?? null;
}
