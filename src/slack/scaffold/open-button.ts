import { z } from 'zod';
import type { Values } from '../../scaffolder/form/form.ts';
import { defineButton } from '../actions.ts';

/**
 * Opens the form of a template, filled in as far as `values` go; without a template, the list of them. Where the values are too long
 * for a button (`fits`), the template alone still opens.
 */
export const openScaffold = defineButton(
  'scaffold.open',
  z.object({
    template: z.string().min(1).max(300).optional(),
    values: z
      .custom<Values>((value) => z.record(z.string(), z.json()).safeParse(value).success)
      .optional(),
    /** Shows what would be made, and makes nothing. */
    isDryRun: z.boolean().optional(),
  }),
);
