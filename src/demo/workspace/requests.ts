import { z } from 'zod';

// What the page's script sends. Ids are checked against the workspace where they are used.

const Id = z.string().min(1).max(255);
const Ts = z.string().regex(/^\d{1,12}\.\d{1,9}$/);

/** What stands in a field: nothing, one or several values, with the words a picked option showed. */
export const FieldValue = z.object({
  block: z.string().max(255),
  action: z.string().max(255),
  values: z.array(z.object({ value: z.string().max(12_000), text: z.string().max(200) })).max(100),
});
export type FieldValue = z.infer<typeof FieldValue>;

const Fields = z.array(FieldValue).max(200).default([]);

const PlaceOf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: Id, ts: Ts }),
  z.object({ kind: z.literal('view'), viewId: Id, fields: Fields }),
  z.object({ kind: z.literal('home') }),
]);

export const Say = z.object({
  as: Id,
  channel: Id,
  thread: Ts.nullish(),
  text: z.string().min(1).max(12_000),
});

export const Act = z.object({
  as: Id,
  place: PlaceOf,
  block: z.string().max(255),
  action: z.string().max(255),
  /** The element's type, for what has to be brought into Slack's form. */
  type: z.string().max(50).default(''),
  /** Absent for a button; what was picked in a select, a menu, a date; several for checkboxes and multi-selects. */
  value: z.union([z.string().max(12_000), z.array(z.string().max(2000)).max(100)]).optional(),
});

export const Suggest = z.object({
  as: Id,
  place: PlaceOf,
  block: z.string().max(255),
  action: z.string().max(255),
  query: z.string().max(200),
});

export const UseShortcut = z.object({
  as: Id,
  callback: z.string().min(1).max(255),
  message: z.object({ channel: Id, ts: Ts }).optional(),
});

export const Submit = z.object({ as: Id, viewId: Id, fields: Fields });
export const Close = z.object({ as: Id, viewId: Id, isWhole: z.boolean().default(false) });
export const Read = z.object({ as: Id, channel: Id });
export const OpenTab = z.object({ as: Id, tab: z.enum(['home', 'messages']) });

/** What a page or a part of it shows: who looks, at which channel, thread, tab or message. */
export const Looking = z.object({
  as: Id.optional(),
  channel: Id.optional(),
  thread: Ts.optional(),
  inspect: Ts.optional(),
  tab: z.enum(['home', 'messages']).optional(),
});
export type Looking = z.infer<typeof Looking>;
