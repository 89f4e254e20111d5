import { draftById } from '../../scaffolder/draft-store.ts';
import type { Choice, Field } from '../../scaffolder/form/form.ts';
import { placesFor } from '../../scaffolder/form/repository-place.ts';
import type { Suggestion } from './element-listener.ts';
import { blockIdOf } from './fields/ids.ts';
import { labelOf } from './fields/repository-blocks.ts';
import { fieldsOf } from './form-state.ts';
import type { ScaffoldWorld } from './parts.ts';

const SUGGESTIONS = 50;

/** What a field offers for what was typed so far, from memory: Slack waits three seconds. */
export function createSuggest({
  db,
  scaffolder,
  candidates,
  tags,
  places,
}: Pick<ScaffoldWorld, 'db' | 'scaffolder' | 'candidates' | 'tags' | 'places'>) {
  return async function suggest(asked: {
    draft: string;
    block: string;
    typed: string;
  }): Promise<Suggestion[]> {
    const draft = await draftById(db, asked.draft);
    if (!draft) return [];
    const { template, values, by } = draft;
    const fields = fieldsOf(await scaffolder.form({ template, values, by }));
    const isOwner = asked.block.endsWith('@owner');
    const field = fields.find(
      ({ path }) => blockIdOf(path, ...(isOwner ? (['owner'] as const) : [])) === asked.block,
    );
    return field ? offered(field, { typed: asked.typed, by, isOwner }) : [];
  };

  async function offered(
    { input }: Field,
    { typed, by, isOwner }: { typed: string; by: string | null; isOwner: boolean },
  ): Promise<Suggestion[]> {
    switch (input.kind) {
      case 'entity': {
        const found = await candidates({ input, typed, by, limit: SUGGESTIONS });
        const some = found.map(({ ref, label, detail }) => ({ label, value: ref, detail }));
        return input.isAnythingAllowed ? withTyped(some, typed) : some;
      }
      case 'tags': {
        const known = (await tags(input.kinds)).filter((tag) => holds(tag, typed));
        const some = known.slice(0, SUGGESTIONS).map((tag) => ({ label: tag, value: tag }));
        return withTyped(some, typed.trim().toLowerCase());
      }
      case 'choice':
      case 'choices':
        return found(input.options, typed);
      case 'repository': {
        const all = placesFor(input, places);
        const labels = isOwner ? all.map((place) => labelOf(place, all)) : input.repositories;
        return found(
          labels.map((label) => ({ label, value: label })),
          typed,
        );
      }
      default:
        return [];
    }
  }
}

/** Options are known by their place. */
function found(options: readonly Choice[], typed: string): Suggestion[] {
  return options
    .map(({ label }, at) => ({ label, value: String(at) }))
    .filter(({ label }) => holds(label, typed))
    .slice(0, SUGGESTIONS);
}

/** Something else than what is offered, where anything may be said. */
function withTyped(some: readonly Suggestion[], typed: string): Suggestion[] {
  const own = typed.trim();
  const isKnown = own === '' || some.some(({ value, label }) => value === own || label === own);
  return isKnown ? [...some] : [...some, { label: `Use “${own}”`, value: own }];
}

function holds(text: string, typed: string): boolean {
  return text.toLowerCase().includes(typed.trim().toLowerCase());
}
