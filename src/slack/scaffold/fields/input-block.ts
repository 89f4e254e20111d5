import type { KnownBlock } from '@slack/types';
import type { Field } from '../../../scaffolder/form/form.ts';
import { plain } from '../../blocks.ts';
import { FIELD_LIMITS } from './limits.ts';

/** The element of a field with its label, its hint and the mark that it may stay empty. */
export function inputBlock(
  field: Field,
  parts: { blockId: string; element: object; label?: string; hint?: string; isTyped?: boolean },
): KnownBlock {
  const hint = parts.hint ?? hintOf(field);
  return {
    type: 'input',
    block_id: parts.blockId,
    label: plain(parts.label ?? field.title, FIELD_LIMITS.label),
    optional: !isAsked(field),
    ...(hint && { hint: plain(hint, FIELD_LIMITS.hint) }),
    ...((field.isControlling || isNamed(field)) && { dispatch_action: true }),
    element: parts.element,
  } as KnownBlock;
}

/** Names are looked at while they are typed. */
export function isNamed({ input }: Field): boolean {
  return input.kind === 'entity-name' || input.kind === 'repository';
}

/** Lists may be empty where the schema says so. */
function isAsked({ isRequired, input }: Field): boolean {
  const isList = input.kind === 'choices' || input.kind === 'list';
  return isRequired && !(isList && input.minItems === 0);
}

function hintOf({ help, input }: Field): string | null {
  const more = explained(input);
  return [help, more].filter(Boolean).join(' ') || null;
}

function explained(input: Field['input']): string | null {
  switch (input.kind) {
    case 'list':
      return `One ${input.of === 'number' ? 'number' : 'entry'} a line${counted(input)}.`;
    case 'choices':
      return input.minItems > 1 || input.maxItems !== null ? `Choose${counted(input)}.` : null;
    case 'structure':
      return 'As YAML.';
    case 'text':
      return input.examples.length > 0
        ? `For example: ${input.examples.slice(0, 5).join(', ')}`
        : null;
    default:
      return null;
  }
}

function counted({ minItems, maxItems }: { minItems: number; maxItems: number | null }): string {
  if (minItems > 1 && maxItems !== null) return `, ${minItems} to ${maxItems} of them`;
  if (minItems > 1) return `, ${minItems} or more`;
  return maxItems === null ? '' : `, ${maxItems} at most`;
}
