import { z } from 'zod';

const Option = z.object({ value: z.string() });
const Element = z.object({
  value: z.string().nullish(),
  selected_option: Option.nullish(),
  selected_options: z.array(Option).nullish(),
  selected_date: z.string().nullish(),
  selected_conversation: z.string().nullish(),
});

/** What stands in the fields of a form, as Slack sends it. Each block has one element. */
export const Filled = z.record(z.string(), z.record(z.string(), Element)).catch({});
export type Filled = z.infer<typeof Filled>;

/** What was typed or picked in a block; null where nothing was. */
export function filledIn(filled: Filled, block: string): string | null {
  const [element] = Object.values(filled[block] ?? {});
  const { value, selected_option: option, selected_date: date } = element ?? {};
  const said = value ?? option?.value ?? date ?? element?.selected_conversation ?? null;
  return said?.trim() || null;
}

/** What was ticked in a block; null where the form has no such block. */
export function tickedIn(filled: Filled, block: string): string[] | null {
  const [element] = Object.values(filled[block] ?? {});
  return element?.selected_options?.map(({ value }) => value) ?? null;
}
