import type { JsonObject } from '../json.ts';
import type { Input } from './form.ts';

/** Slack's limits: https://docs.slack.dev/reference/block-kit/block-elements */
const MOST_CHOICES = 100;
const LONGEST_TEXT = 3000;
/** Some fields are two blocks of the hundred a modal may have. */
export const MOST_FIELDS = 40;

/** Why a modal of Slack cannot ask for it, as a sentence; null where it can. */
export function whyNotInModal(input: Input, schema: JsonObject): string | null {
  switch (input.kind) {
    case 'secret':
      return 'It is a secret, and Slack shows what is typed.';
    case 'structure':
      return 'It is a list or a map with parts of its own, typed as YAML.';
    case 'choice':
    case 'choices':
      return input.options.length > MOST_CHOICES
        ? `It has ${input.options.length} choices, and a modal shows at most ${MOST_CHOICES}.`
        : null;
    case 'text':
      return textReason(input, schema);
    default:
      return null;
  }
}

function textReason(input: Extract<Input, { kind: 'text' }>, schema: JsonObject): string | null {
  if (input.isConcealed) return 'It is a password, and Slack shows what is typed.';
  if (schema['format'] === 'data-url') return 'It is a file to upload.';
  const start = schema['default'];
  const isLong = typeof start === 'string' && start.length > LONGEST_TEXT;
  return isLong || (input.minLength ?? 0) > LONGEST_TEXT
    ? `It is longer than the ${LONGEST_TEXT} characters that a modal takes.`
    : null;
}

export function pageTooLong(fields: number): string {
  return `Its page asks for ${fields} things, and a modal shows at most ${MOST_FIELDS}.`;
}
