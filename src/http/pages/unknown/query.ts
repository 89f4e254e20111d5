import { z } from 'zod';
import { UNKNOWN } from '../paths.ts';

/** What the page shows: names nobody knows, those put aside, and names that people gave. */
export const SHOWN = ['open', 'ignored', 'given'] as const;
export type Shown = (typeof SHOWN)[number];

export function readShown(params: URLSearchParams): Shown {
  return z.enum(SHOWN).catch('open').parse(params.get('show'));
}

export function unknownUrl(shown: Shown): string {
  return shown === 'open' ? UNKNOWN : `${UNKNOWN}?show=${shown}`;
}

/** What its forms send. A text is looked up before anything is done with it. */
export const MeansForm = z.object({
  text: z.string().max(200).default(''),
  alias: z.string().max(200),
  thing: z.string().max(300),
});
export const AsideForm = z.object({ text: z.string().max(200), back: z.string().optional() });
export const ForgetForm = z.object({ alias: z.string().max(200), ref: z.string().max(300) });
export const RegisterForm = z.object({ address: z.string().max(3_000) });
