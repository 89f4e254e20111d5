import { at } from '../../catalog/corrections/expected.ts';
import type { ChangePlan } from '../../catalog/corrections/plan-change.ts';
import type { YamlChange } from '../../catalog/corrections/yaml-edit.ts';
import { placeholderIn } from '../../catalog/placeholders.ts';
import type { Fix } from '../scorecard.ts';

export type FixValue = Extract<Fix, { action: 'edit-descriptor' }>['set'][string];

/** Maps whose keys hold dots themselves: `metadata.annotations.pagerduty.com/service-id`. */
const OF_DOTTED_KEYS = /^(metadata\.(?:annotations|labels))\.(.+)$/;

/** `spec.lifecycle` as the steps to it. */
export function stepsOf(path: string): string[] {
  const [, map, key] = OF_DOTTED_KEYS.exec(path) ?? [];
  return map && key ? [...map.split('.'), key] : path.split('.');
}

/** What has to change in a descriptor so that it states these values. Pure. */
export function planSetting(value: object, set: Readonly<Record<string, FixValue>>): ChangePlan {
  const changes: YamlChange[] = [];
  for (const [path, wanted] of Object.entries(set)) {
    const steps = stepsOf(path);
    const now = at(value, steps);
    const placeholder = placeholderIn(now);
    if (placeholder)
      return {
        kind: 'stuck',
        reason: `The file takes ${path} from ${placeholder.target}.`,
        nextStep: `Change ${placeholder.target}.`,
      };
    if (Array.isArray(wanted)) changes.push(...listChanges(steps, now, wanted));
    else if (now !== wanted) changes.push({ kind: 'set', path: steps, value: wanted });
  }
  return changes.length === 0 ? { kind: 'same' } : { kind: 'change', changes };
}

/** What is there and wanted stays where it is, with its comment. */
function listChanges(path: string[], now: unknown, wanted: readonly string[]): YamlChange[] {
  const items: unknown[] = Array.isArray(now) ? now : [];
  const dropped = items.flatMap((item, index): YamlChange[] =>
    wanted.some((one) => one === item) ? [] : [{ kind: 'drop', path, index }],
  );
  const added = wanted
    .filter((one) => !items.includes(one))
    .map((value): YamlChange => ({ kind: 'append', path, value }));
  // From the end, so that the places of the others stay; a list that became empty is made anew.
  return [...dropped.toReversed(), ...added];
}
