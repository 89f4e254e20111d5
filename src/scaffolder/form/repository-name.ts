import { type JsonObject, valueAt, withValueAt } from '../json.ts';
import type { Template } from '../template.ts';
import type { Form, Values } from './form.ts';
import { whatItMakes } from './names.ts';
import {
  placesFor,
  type RepositoryPlace,
  readRepositoryUrl,
  repositoryUrl,
} from './repository-place.ts';

/**
 * A new repository is called as what it holds is, until somebody calls it otherwise: `from` is the name that was known before. Where
 * it may stand in several places, nothing is guessed.
 */
export function withRepositoryName(
  values: Values,
  {
    template,
    form,
    places,
    from,
    to,
  }: {
    template: Pick<Template, 'steps' | 'type'>;
    form: Form;
    places: readonly RepositoryPlace[];
    from: string | null;
    to: string | null;
  },
): Values {
  if (to === null || whatItMakes(template).repository !== 'yes') return values;
  return form.pages
    .flatMap(({ fields }) => fields)
    .reduce<JsonObject>((filled, { path, input, isReadOnly }) => {
      if (input.kind !== 'repository' || input.repositories.length > 0 || isReadOnly) return filled;
      const value = valueAt(filled, path);
      const held = readRepositoryUrl(value);
      if (value !== undefined && (from === null || held.name !== from)) return filled;
      const [only, ...others] = placesFor(input, places);
      const place = value !== undefined ? held : others.length === 0 ? only : undefined;
      return place ? withValueAt(filled, path, repositoryUrl(place, to)) : filled;
    }, values);
}
