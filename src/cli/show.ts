import { stringify } from 'yaml';
import { problems } from '../catalog/problems.ts';
import { canonicalRef } from '../catalog/ref.ts';
import { entityByRef, removalOf } from '../catalog/store.ts';
import type { ExitCode, Output } from '../cli.ts';
import { withCore } from './core.ts';
import { onlyOneNamed } from './named.ts';

/** Shows an entity, where it comes from, its relations and what is wrong with it; 1 when there is none. */
export function show(
  ref: string,
  options: { catalog?: string; json?: true },
  output: Output,
): Promise<ExitCode> {
  return withCore(options.catalog, async ({ db, index }) => {
    const canonical = ref.includes(':') ? canonicalRef(ref) : await onlyOneNamed(ref, index);
    const found = canonical ? await entityByRef(db, canonical) : null;
    if (!canonical || !found) {
      const removal = canonical && (await removalOf(db, canonical));
      const past = removal
        ? ` It was removed on ${dayOf(removal.at)}, because ${removal.because}.`
        : '';
      output.err(`There is no ${ref} in the catalog.${past}`);
      return 1;
    }
    const wrong = await problems(db, { ref: canonical });
    const { entity, relations, location, commit, changedAt, isCurrent } = found;
    const source = { location, commit, changedAt: changedAt.toISOString(), isCurrent };
    if (options.json)
      output.out(
        JSON.stringify({ ref: canonical, entity, relations, source, problems: wrong }, null, 2),
      );
    else
      output.out(
        stringify({
          ...entity,
          relations,
          source,
          ...(wrong.length > 0 && { problems: wrong }),
        }).trimEnd(),
      );
    return 0;
  });
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
