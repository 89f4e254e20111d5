import type { CatalogQueries } from '../../catalog/query/queries.ts';
import { canonicalRef } from '../../catalog/ref.ts';
import { valueAt } from '../json.ts';
import { predicateOf } from './candidates.ts';
import type { EntityInput, Field, FormError, Values } from './form.ts';

/** Entities that were picked or typed: where not anything goes, each must exist and be one that the picker offers. */
export async function pickedErrors(
  fields: readonly Field[],
  values: Values,
  queries: Pick<CatalogQueries, 'among'>,
): Promise<FormError[]> {
  const errors: FormError[] = [];
  for (const { path, input } of fields) {
    if (input.kind !== 'entity') continue;
    const value = valueAt(values, path);
    const texts = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
    const refs = texts.map((text) => ({ text, ref: refOf(text, input) }));
    const known = new Set(refs.flatMap(({ ref }) => ref ?? []));
    const fitting = await queries.among([...known], predicateOf(input.filter));
    const wrong = refs.find(({ ref }) => ref === null || !fitting.has(ref));
    if (!wrong) continue;
    const exists = wrong.ref !== null && (await queries.among([wrong.ref], null)).size > 0;
    const message = exists
      ? `${wrong.text} is not one of those to choose from.`
      : `The catalog has no ${wrong.text}.`;
    errors.push({ path, message, ...(input.isAnythingAllowed && { isWarning: true as const }) });
  }
  return errors;
}

function refOf(
  text: string,
  { defaultKind, defaultNamespace, filter }: EntityInput,
): string | null {
  const [kinds] = filter.map(({ kind }) => kind);
  const onlyKind = Array.isArray(kinds) && kinds.length === 1 ? kinds[0] : undefined;
  const kind = defaultKind ?? onlyKind;
  try {
    return canonicalRef(text, { namespace: defaultNamespace, ...(kind && { kind }) });
  } catch {
    // A bare name where no kind is meant is no ref.
    return null;
  }
}
