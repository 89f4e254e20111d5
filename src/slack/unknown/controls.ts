import { z } from 'zod';
import { defineButton, defineModal, defineSelect } from '../actions.ts';

/** A line of the message of a week. */
export const LineValue = z.object({ week: z.string().max(10), miss: z.string().min(1).max(200) });
export type LineValue = z.infer<typeof LineValue>;

export const meansButton = defineButton('unknown-means', LineValue);
export const registerButton = defineButton('unknown-register', LineValue);
export const ignoreButton = defineButton('unknown-ignore', LineValue);

export const thingSelect = defineSelect('unknown-thing', z.string().min(3));
export const meansModal = defineModal(
  'unknown-means',
  z.object({
    alias: z.object({ alias: z.object({ value: z.string().max(200) }) }),
    thing: z.object({
      'unknown-thing': z.object({ selected_option: z.object({ value: z.string().min(3) }) }),
    }),
  }),
);
export const registerModal = defineModal(
  'unknown-register',
  z.object({ address: z.object({ address: z.object({ value: z.string().max(3_000) }) }) }),
);
