import { z } from 'zod';
import type { Correctable } from '../../catalog/corrections/correctable.ts';
import { type Correction, FIELDS, type Field } from '../../catalog/corrections/correction.ts';
import { Wrong } from './controls.ts';

/** Where the form was opened: who waits to hear of it. */
const Opened = z.object({
  channel: z.string().nullable(),
  messageTs: z.string().nullable(),
  threadTs: z.string().nullable(),
  isEphemeral: z.boolean(),
});
export type Opened = z.infer<typeof Opened>;

/** What the first page carries from press to submit: the entity and what it asks for now. */
export const FormState = Opened.extend({
  refs: z.array(z.string()),
  ref: z.string(),
  field: Wrong,
  /** The address that is in question. */
  link: z.string().optional(),
});
export type FormState = z.infer<typeof FormState>;

/** What the second page carries: what the first one said. */
export const ReadyState = Opened.extend({
  correction: z.object({
    ref: z.string(),
    field: z.enum(FIELDS),
    value: z.string(),
    was: z.string().nullable(),
  }),
});
export type ReadyState = z.infer<typeof ReadyState>;

/** https://docs.slack.dev/reference/views/modal-views */
export const LONGEST_METADATA = 3_000;

const Element = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});
/** The state of the modal's blocks, as Slack sends it. */
export const FormValues = z.record(z.string(), z.record(z.string(), Element));
export type FormValues = z.infer<typeof FormValues>;

/** Block ids carry the field: Slack keeps what was typed in a block of the same id. */
export const blockId = (part: 'value' | 'which' | 'title', field: Field) => `${part}-${field}`;

/** Which of several things is meant; the rest are places in the list of what stands there now. */
export const NEW = 'new';

/** What the form says, as a correction; a sentence for a part that says nothing. */
export function correctionIn(
  { ref, field }: { ref: string; field: Field },
  values: FormValues,
  now: Correctable,
): { correction: Correction } | { part: 'value' | 'which'; message: string } {
  const said = (part: 'value' | 'which' | 'title') => {
    const [element] = Object.values(values[blockId(part, field)] ?? {});
    return (element?.value ?? element?.selected_option?.value ?? '').trim();
  };
  const value = said('value');
  const which = said('which');
  const place = which === '' || which === NEW ? null : Number(which);
  const correction = (change: { value: string; was: string | null }) => ({
    correction: { ref, field, ...change },
  });
  switch (field) {
    case 'owner':
      return correction({ value, was: now.owner?.value ?? null });
    case 'lifecycle':
      return correction({ value, was: now.lifecycle });
    case 'on-call':
      return correction({ value, was: now.onCall?.id ?? null });
    case 'dependency': {
      const old = place === null ? null : (now.dependencies[place]?.value ?? null);
      if (old === null && value === '')
        return { part: 'value', message: 'Say what it depends on.' };
      return correction({ value, was: old });
    }
    case 'alias': {
      const old = place === null ? null : (now.aliases[place] ?? null);
      if (old === null && value === '') return { part: 'value', message: 'Say the name.' };
      return correction({ value, was: old });
    }
    case 'link': {
      const old = place === null ? null : (now.links[place] ?? null);
      const title = said('title').replace(/\s+/g, ' ');
      if (old === null && value === '')
        return { part: 'value', message: 'Say the address: https://…' };
      if (/\s/.test(value)) return { part: 'value', message: 'That is no https:// address.' };
      const was = old && [old.title, old.url].filter(Boolean).join(' ');
      return correction({ value: value && [title, value].filter(Boolean).join(' '), was });
    }
  }
}
