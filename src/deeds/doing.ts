import type { Deed, DeedKind } from '../questions/deed.ts';

/** Who pressed: an entity of the catalog, never what a message says. */
export type Presser = { ref: string; name: string; slackId: string };

/** `key` is the same however often one deed is tried, for whatever must happen once. */
export type Act = { by: Presser; key: string; now: Date };

export type Outcome =
  | { kind: 'done'; text: string }
  /** Nothing was done, or not all: pressing again tries again. */
  | { kind: 'failed'; text: string };

export type DeedOf<Kind extends DeedKind> = Extract<Deed, { kind: Kind }>;

/** One kind of deed, carried out. It may run twice for one key (a process died) and ends the same. */
export type Doing<Kind extends DeedKind = DeedKind> = {
  /** How long its button may be pressed. */
  lifeMs: number;
  /** What it is done to, for the audit: a ref, or `*` for everything. */
  target: (deed: DeedOf<Kind>) => string;
  /** Why this person may not, in a sentence; null when they may. Asked when the button is pressed. */
  refusal: (deed: DeedOf<Kind>, by: Presser) => Promise<string | null>;
  /** Words the asker may still change before somebody presses. */
  words?: {
    label: string;
    isLong: boolean;
    read: (deed: DeedOf<Kind>) => string;
    /** The deed with other words, and the line of the card that shows them. */
    write: (deed: DeedOf<Kind>, words: string) => DeedOf<Kind>;
    /** Name of the detail of the card that shows them. */
    detail: string;
  };
  /** @throws UserError when a person can mend what is wrong; the sentence goes onto the card. */
  carryOut: (deed: DeedOf<Kind>, act: Act) => Promise<Outcome>;
};

/** How each kind of deed is carried out; null where this installation has no means to. */
export type Doings = { [Kind in DeedKind]: Doing<Kind> | null };

/** The table typed for one deed whose kind is known only when it runs: each entry takes the deeds of its own kind. */
export function doingOf(doings: Doings, kind: DeedKind): Doing | null {
  return doings[kind] as Doing | null;
}
