import type { Field, Form, FormPage } from '../../scaffolder/form/form.ts';

/** What one view asks for: a page of the form, or a part of one that is too long for a view. */
export type Screen = {
  /** Of the form, from 0: what `check` is asked about. */
  page: number;
  title: string | null;
  description: string | null;
  fields: readonly Field[];
  /** Whether the page ends here: what concerns all of it can be said. */
  isEndOfPage: boolean;
};

/** A view takes 100 blocks and 250 kB; some of both is for what stands around the fields and what is said below them. */
const FIELDS_WEIGHT = 72;
const OPTIONS_A_BLOCK = 10;

/** The views of a form, in order. Pages where nothing is asked have none. */
export function screensOf(form: Form): Screen[] {
  return form.pages.flatMap((page, at) => screensOfPage(page, at));
}

function screensOfPage({ title, description, fields }: FormPage, page: number): Screen[] {
  const parts: Field[][] = [];
  let weight = Number.POSITIVE_INFINITY;
  for (const field of fields.filter(({ isHidden }) => !isHidden)) {
    const own = weightOf(field);
    if (weight + own > FIELDS_WEIGHT) {
      parts.push([]);
      weight = 0;
    }
    parts.at(-1)?.push(field);
    weight += own;
  }
  return parts.map((part, at) => ({
    page,
    title: parts.length > 1 ? `${title ?? 'Details'} (${at + 1} of ${parts.length})` : title,
    description: at === 0 ? description : null,
    fields: part,
    isEndOfPage: at === parts.length - 1,
  }));
}

/** Its blocks, and one for every few options; names bring what is said about them. */
function weightOf({ input }: Field): number {
  switch (input.kind) {
    case 'choice':
    case 'choices':
      return 1 + (input.options.length > 100 ? 0 : input.options.length / OPTIONS_A_BLOCK);
    case 'repository':
      return 5 + (input.owners.length + input.repositories.length) / OPTIONS_A_BLOCK;
    case 'entity-name':
      return 3;
    default:
      return 1;
  }
}
