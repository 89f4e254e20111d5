import type { Field, Input } from '../../../scaffolder/form/form.ts';
import type { Json } from '../../../scaffolder/json.ts';
import { yamlOf } from './structure.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements: what fits into Slack's elements. */
export const FIELD_LIMITS = {
  text: 3_000,
  /** Checkboxes and radio buttons. */
  choices: 10,
  options: 100,
  label: 2_000,
  hint: 500,
  placeholder: 150,
} as const;

/** Why a modal cannot ask for it; null where it can. */
export function obstacleTo(field: Field, value: Json | undefined): string | null {
  if (field.notInModal !== null) return field.notInModal;
  if (field.input.kind === 'secret') return 'Slack has no field that hides what is typed.';
  const text = longTextIn(field.input, value);
  return text !== null && text.length > FIELD_LIMITS.text
    ? 'What stands there is longer than Slack takes.'
    : null;
}

function longTextIn(input: Input, value: Json | undefined): string | null {
  if (value === undefined) return null;
  switch (input.kind) {
    case 'text':
      return typeof value === 'string' ? value : null;
    case 'list':
      return Array.isArray(value) ? value.join('\n') : null;
    case 'structure':
      return yamlOf(value);
    default:
      return null;
  }
}
