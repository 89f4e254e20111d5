import { z } from 'zod';
import { defineButton, defineModal } from '../actions.ts';

/** Id of a schedule, and of the digest that is shown. */
const Preview = z.object({ schedule: z.string().max(200), digest: z.string().max(100) });
export type Preview = z.infer<typeof Preview>;

export const approveButton = defineButton('digest-approve', Preview);
export const changeButton = defineButton('digest-change', Preview);
export const dropButton = defineButton('digest-drop', Preview);

const Picked = z.object({ selected_option: z.object({ value: z.string() }).nullable() });
const Typed = z.object({ value: z.string().nullable() });

export const changeModal = defineModal(
  'digest-change',
  z.object({
    day: z.object({ day: Picked }),
    time: z.object({ time: Picked }),
    place: z.object({ place: Typed }).optional(),
  }),
);

/** Where the preview is whose schedule is changed, and the address that replaces it. */
export const Card = Preview.extend({ channel: z.string(), url: z.string().nullable() });
export type Card = z.infer<typeof Card>;
