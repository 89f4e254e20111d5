import type { Button } from '@slack/types';
import { z } from 'zod';
import { fieldsOf } from '../../catalog/corrections/correctable.ts';
import { FIELDS, type Field } from '../../catalog/corrections/correction.ts';
import { parseRef } from '../../catalog/ref.ts';
import type { Fact, Intent } from '../../questions/answer.ts';
import { defineButton, defineSelect } from '../actions.ts';

const Ref = z.string().min(1).max(300);
/** What an answer was about, and what of it was asked. */
export const FixValue = z.object({
  refs: z.array(Ref).min(1).max(10),
  field: z.enum(FIELDS).nullable().default(null),
  /** The address that was answered, where it was one. */
  link: z.string().max(500).optional(),
});

export const fixButton = defineButton('fix', FixValue);
/** What somebody of the owner says to a correction. */
export const verdictButton = defineButton(
  'fix-verdict',
  z.object({ id: z.string().min(1).max(100), says: z.enum(['right', 'keep']) }),
);
export const entitySelect = defineSelect('fix-entity', Ref);
/** What may be said to be wrong: a field, or something that somebody else knows better. */
export const Wrong = z.enum([...FIELDS, 'unsure']);
export type Wrong = z.infer<typeof Wrong>;
export const fieldSelect = defineSelect('fix-field', Wrong);
export const ownerSelect = defineSelect('fix-owner', Ref);
export const dependencySelect = defineSelect('fix-dependency', Ref);

/** The button for what an answer states; null for what no descriptor states. */
export function fixButtonFor(
  refs: readonly string[],
  { intent, facts = [] }: { intent: Intent; facts?: readonly Fact[] },
): Button | null {
  const known = [...new Set(refs)].filter((ref) => fieldsOf(kindOf(ref)).length > 0).slice(0, 10);
  const field = FIELDS.find((one) => one === facts[0]?.name) ?? FIELD_OF[intent] ?? null;
  const link = field === 'link' ? facts.find(({ value }) => URL.canParse(value))?.value : undefined;
  const value = { refs: known, field, ...(link && link.length <= 500 && { link }) };
  if (known.length === 0 || !fixButton.fits(value)) return null;
  return fixButton.element({ text: 'Wrong? Fix it' }, value);
}

function kindOf(ref: string): string {
  return parseRef(ref, { kind: 'component' }).kind;
}

const FIELD_OF: Partial<Record<Intent, Field>> = {
  'own.lookup': 'owner',
  'own.infra': 'owner',
  'own.path': 'owner',
  'contact.route': 'owner',
  'oncall.now': 'on-call',
  'oncall.next': 'on-call',
  runbook: 'link',
  'docs.find': 'link',
  'deps.up': 'dependency',
  'deps.path': 'dependency',
};
