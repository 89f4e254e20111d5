import { z } from 'zod';
import { defineButton, defineSelect } from '../actions.ts';

/** Says which thing the incident is about, where its channel's name left that open. */
export const aboutButton = defineButton('room-about', z.object({ ref: z.string().min(3) }));

/** The same with everything the catalog has, for when it is none of those, or the card is wrong. */
export const aboutSelect = defineSelect('room-pick', z.string().min(3));
