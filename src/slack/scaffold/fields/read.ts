import type { Field, FormError, Values } from '../../../scaffolder/form/form.ts';
import {
  placesFor,
  type RepositoryPlace,
  readRepositoryUrl,
  repositoryUrl,
} from '../../../scaffolder/form/repository-place.ts';
import type { Json } from '../../../scaffolder/json.ts';
import { valueAt, withValue } from '../values.ts';
import { blockIdOf } from './ids.ts';
import { obstacleTo } from './limits.ts';
import { type Entered, enteredIn, type Filled, pickedIn, textIn } from './state.ts';
import { readYaml } from './structure.ts';

export type FieldsRead = { values: Values; errors: FormError[] };

/** The values with what stands in the modal over them. A field the modal does not show keeps what it had. */
export function readFields(
  fields: readonly Field[],
  filled: Filled,
  { values, places }: { values: Values; places: readonly RepositoryPlace[] },
): FieldsRead {
  const errors: FormError[] = [];
  let read = values;
  for (const field of fields) {
    const before = valueAt(values, field.path);
    if (field.isHidden || field.isReadOnly || obstacleTo(field, before)) continue;
    const entered = enteredIn(filled, blockIdOf(field.path));
    if (!entered) continue;
    const owner = enteredIn(filled, blockIdOf(field.path, 'owner'));
    const result = readField(field, entered, { owner, before, places });
    if ('message' in result) errors.push({ path: field.path, message: result.message });
    else read = withValue(read, field.path, result.value);
  }
  return { values: read, errors };
}

type FieldRead = { value: Json | undefined } | { message: string };

function readField(
  field: Field,
  entered: Entered,
  parts: {
    owner: Entered | undefined;
    before: Json | undefined;
    places: readonly RepositoryPlace[];
  },
): FieldRead {
  const { input } = field;
  const some = (all: readonly Json[]) => (all.length > 0 || mayBeEmpty(field) ? all : undefined);
  const text = textIn(entered);
  const picked = pickedIn(entered);
  switch (input.kind) {
    case 'text':
      return { value: text === null || text === '' ? undefined : text };
    case 'entity-name':
      return { value: text?.trim() || undefined };
    case 'number':
      return { value: text === null || text.trim() === '' ? undefined : Number(text) };
    case 'flag':
      // Never touched and off is no value, as in Backstage's form; what was ticked off is a no.
      if (picked.length > 0) return { value: picked[0] === 'true' };
      return { value: parts.before === undefined ? undefined : false };
    case 'choice':
      return { value: input.options[Number(picked[0] ?? -1)]?.value };
    case 'choices':
      return { value: some(picked.flatMap((at) => input.options[Number(at)]?.value ?? [])) };
    case 'entity':
      return { value: input.isMany ? some(picked) : picked[0] };
    case 'tags':
      return { value: some(picked.map((tag) => tag.trim().toLowerCase())) };
    case 'list':
      return readList(text ?? '', input.of, some);
    case 'structure':
      return text === null || text.trim() === '' ? { value: undefined } : readYaml(text);
    case 'date':
      return { value: entered.selected_date ?? undefined };
    case 'time':
      // JSON Schema wants seconds.
      return { value: entered.selected_time ? `${entered.selected_time}:00` : undefined };
    case 'date-time': {
      const seconds = entered.selected_date_time;
      return { value: seconds ? new Date(seconds * 1000).toISOString() : undefined };
    }
    case 'repository': {
      const places = placesFor(input, parts.places);
      const name = input.repositories[Number(picked[0] ?? -1)] ?? text?.trim() ?? '';
      const place = placeIn(parts.owner, places, readRepositoryUrl(parts.before).host);
      return { value: name && place ? repositoryUrl(place, name) : undefined };
    }
    case 'secret':
    case 'note':
      return { value: undefined };
  }
}

function placeIn(
  owner: Entered | undefined,
  places: readonly RepositoryPlace[],
  host: string,
): RepositoryPlace | null {
  if (!owner) return places[0] ?? null;
  const [at] = pickedIn(owner);
  if (at !== undefined) return places[Number(at)] ?? null;
  const typed = textIn(owner)?.trim();
  return typed ? { host: host || 'github.com', owner: typed } : null;
}

function readList(
  text: string,
  of: 'text' | 'number',
  some: (all: readonly Json[]) => Json | undefined,
): FieldRead {
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  if (of === 'text') return { value: some(lines) };
  const wrong = lines.find((line) => !Number.isFinite(Number(line)));
  if (wrong !== undefined) return { message: `“${wrong.slice(0, 60)}” is no number.` };
  return { value: some(lines.map(Number)) };
}

/** A list that has to be there, and may have nothing in it. */
function mayBeEmpty({ isRequired, input }: Field): boolean {
  return isRequired && (input.kind === 'choices' || input.kind === 'list') && input.minItems === 0;
}
