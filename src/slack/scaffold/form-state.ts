import type { Field, Form, FormError, Values } from '../../scaffolder/form/form.ts';
import { anywayIdOf, blockIdOf } from './fields/ids.ts';
import { obstacleTo } from './fields/limits.ts';
import { enteredIn, type Filled, pickedIn } from './fields/state.ts';
import type { Screen } from './screens.ts';
import { samePath, valueAt, withValue } from './values.ts';

// What is decided about a half-filled form, as pure functions.

export type FormOf = (values: Values) => Promise<Form>;

/** Conditions hang on conditions; deeper than this nobody writes them. */
const ROUNDS = 6;

/** The values with what the schema says for fields that are new since `known`, and for those that appear because of it. */
export async function withDefaults(
  formOf: FormOf,
  values: Values,
  known: readonly Field[] = [],
): Promise<{ form: Form; values: Values }> {
  let filled = values;
  let seen = [...known];
  for (let round = 0; ; round++) {
    const form = await formOf(filled);
    const fresh = fieldsOf(form).filter(
      (one) => !seen.some(({ path }) => samePath(path, one.path)),
    );
    const next = fresh.reduce(withDefault, filled);
    if (next === filled || round === ROUNDS) return { form, values: filled };
    filled = next;
    seen = [...seen, ...fresh];
  }
}

function withDefault(values: Values, { path, default: standard }: Field): Values {
  const isOpen = valueAt(values, path) === undefined && standard !== undefined;
  return isOpen ? withValue(values, path, standard) : values;
}

/** Only what the form asks for: what a condition has taken away takes its value with it. */
export async function pruned(formOf: FormOf, values: Values): Promise<Values> {
  let kept = values;
  for (let round = 0; round < ROUNDS; round++) {
    const paths = fieldsOf(await formOf(kept)).map(({ path }) => path);
    const next = paths.reduce<Values>((all, path) => withValue(all, path, valueAt(kept, path)), {});
    if (JSON.stringify(next).length === JSON.stringify(kept).length) return next;
    kept = next;
  }
  return kept;
}

export function fieldsOf(form: Form): Field[] {
  return form.pages.flatMap(({ fields }) => fields);
}

/** Fields that have to be filled in and that a modal cannot ask for. */
export function obstacles(form: Form, values: Values): { field: Field; reason: string }[] {
  return fieldsOf(form).flatMap((field) => {
    const value = valueAt(values, field.path);
    const isOpen = field.isRequired && value === undefined && !field.isHidden;
    const reason = isOpen ? obstacleTo(field, value) : null;
    return reason ? [{ field, reason }] : [];
  });
}

/** Whose error it is: the field of the longest path that it stands at or below. */
export function fieldOfError(fields: readonly Field[], { path }: FormError): Field | null {
  const around = fields.filter(
    (field) =>
      field.path.length <= path.length && samePath(field.path, path.slice(0, field.path.length)),
  );
  return around.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null;
}

export type Placed = {
  /** By block, as Slack shows them at once. */
  atBlocks: Record<string, string>;
  /** Those of fields that Slack cannot mark, and of the page as a whole. */
  above: FormError[];
};

/** Where the errors of a screen are shown; `blocks` are the input blocks that stand there. */
export function placeErrors(
  screen: Pick<Screen, 'fields'>,
  errors: readonly FormError[],
  blocks: ReadonlySet<string>,
): Placed {
  const placed: Placed = { atBlocks: {}, above: [] };
  for (const error of errors) {
    const field = fieldOfError(screen.fields, error);
    const block = field && blockIdOf(field.path);
    if (!field || !block || !blocks.has(block)) placed.above.push(error);
    else if (placed.atBlocks[block]) placed.atBlocks[block] += ` ${error.message}`;
    else placed.atBlocks[block] = error.message;
  }
  return placed;
}

/** Warnings that nobody has said yes to. */
export function unanswered(
  fields: readonly Field[],
  warnings: readonly FormError[],
  filled: Filled,
): FormError[] {
  return warnings.filter((warning) => {
    const field = fieldOfError(fields, warning);
    if (!field) return false;
    const box = enteredIn(filled, anywayIdOf(field.path, warning.message));
    return !box || pickedIn(box).length === 0;
  });
}

export function isOfNoField(form: Form, error: FormError) {
  return !form.pages.some(({ fields }) => fieldOfError(fields, error));
}

export function isBlockOf(path: readonly string[], block: string): boolean {
  return block === blockIdOf(path) || block === blockIdOf(path, 'owner');
}
