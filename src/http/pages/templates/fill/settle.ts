import { canonicalRef } from '../../../../catalog/ref.ts';
import type { CatalogView } from '../../../../catalog/search.ts';
import type { Candidates } from '../../../../scaffolder/form/candidates.ts';
import type { EntityInput, Field, Form, Values } from '../../../../scaffolder/form/form.ts';
import { type Json, valueAt, withValueAt } from '../../../../scaffolder/json.ts';

/** A form with what is filled in: null where somebody emptied a field, nothing where they were not asked yet. */
export type Settled = { form: Form; values: Values };

/** What a field holds: what was filled in, else what the template gives. */
export function shownValue({ path, default: standard }: Field, values: Values): Json | undefined {
  const value = valueAt(values, path);
  return value === undefined ? standard : (value ?? undefined);
}

/**
 * Only what the form asks for: what was typed into a field that is gone does not count, and what is shown and cannot be changed stays what
 * the template says, whatever was sent.
 */
export function askedFor({ pages }: Form, values: Values): Values {
  let kept: Values = {};
  for (const { path, input, isHidden, isReadOnly } of pages.flatMap(({ fields }) => fields)) {
    const value = valueAt(values, path);
    const isAsked = !isHidden && !isReadOnly && input.kind !== 'secret' && input.kind !== 'note';
    if (isAsked && value !== undefined) kept = withValueAt(kept, path, value);
  }
  return kept;
}

/** Names of entities as their refs: a ref in any spelling, or what only one of those to choose from is called. */
export async function namedEntities(
  fields: readonly Field[],
  values: Values,
  { view, candidates, by }: { view: CatalogView; candidates: Candidates; by: string | null },
): Promise<Values> {
  let named = values;
  const refOf = async (input: EntityInput, said: Json): Promise<Json> => {
    if (typeof said !== 'string' || view.get(said)) return said;
    const ref = spelled(input, said);
    if (ref && view.get(ref)) return ref;
    const found = await candidates({ input, typed: said, by, limit: 20 });
    const same = found.filter(({ label, ref }) =>
      [label.toLowerCase(), ref.split('/')[1]].includes(said.toLowerCase()),
    );
    const [only] = same;
    if (only && same.length === 1) return only.ref;
    return ref ?? said;
  };
  for (const { path, input } of fields) {
    const said = valueAt(values, path);
    if (input.kind !== 'entity' || said === undefined || said === null) continue;
    const refs = Array.isArray(said)
      ? await Promise.all(said.map((one: Json) => refOf(input, one)))
      : await refOf(input, said);
    named = withValueAt(named, path, refs);
  }
  return named;
}

function spelled({ defaultKind, defaultNamespace }: EntityInput, said: string): string | null {
  try {
    return canonicalRef(said, {
      namespace: defaultNamespace,
      ...(defaultKind !== null && { kind: defaultKind }),
    });
  } catch {
    return null;
  }
}
