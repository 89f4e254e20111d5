import { z } from 'zod';

const Picked = z.object({ value: z.string() });

const Entered = z.object({
  value: z.string().nullish(),
  selected_option: Picked.nullish(),
  selected_options: z.array(Picked).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_date_time: z.number().nullish(),
});
export type Entered = z.infer<typeof Entered>;

/** What stands in a modal, as Slack sends it: by block and by action. */
export const Filled = z.record(z.string(), z.record(z.string(), Entered));
export type Filled = z.infer<typeof Filled>;

/** What stands in a block; each of ours has one element. Undefined where the view has no such block. */
export function enteredIn(filled: Filled, blockId: string): Entered | undefined {
  return Object.hasOwn(filled, blockId) ? Object.values(filled[blockId] ?? {})[0] : undefined;
}

export function textIn(entered: Entered): string | null {
  return entered.value ?? null;
}

export function pickedIn(entered: Entered): string[] {
  const one = entered.selected_option;
  return one ? [one.value] : (entered.selected_options ?? []).map(({ value }) => value);
}
