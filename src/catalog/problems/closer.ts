import { setImmediate } from 'node:timers/promises';
import type { Db } from '#dialect';
import type { CatalogProblem, Look, UnplacedProblem } from '../problems.ts';
import { parseRef } from '../ref.ts';
import { lines } from './lines.ts';
import { type Meant, whatIsMeant } from './meant.ts';

/** Finding lines and names takes up to a millisecond a problem: other work comes in between. */
const AT_ONCE = 50;

/** Adds what takes a look into files and names: the line, the field, and for a relation to nothing what is probably meant. */
export async function lookCloser(
  db: Db,
  list: readonly UnplacedProblem[],
): Promise<CatalogProblem[]> {
  const missing = list.flatMap(({ look }) => (look?.for === 'relation' ? [look.targetRef] : []));
  const meaning = await whatIsMeant(db, [...new Set(missing)]);
  const found: CatalogProblem[] = [];
  for (let from = 0; from < list.length; from += AT_ONCE) {
    if (from > 0) await setImmediate();
    const part = list.slice(from, from + AT_ONCE);
    const places = await lines(db, part);
    for (const [at, { look, ...problem }] of part.entries()) {
      const meant = look?.for === 'relation' ? meaning(look.targetRef) : null;
      found.push({
        ...problem,
        ...places[at],
        nextStep: meant && look ? nextStep(problem, look, meant) : problem.nextStep,
      });
    }
  }
  return found;
}

function nextStep(
  { ref, kind }: Pick<CatalogProblem, 'ref' | 'kind'>,
  look: Look,
  meant: Meant,
): string {
  const own = ref === null ? 'default' : parseRef(ref).namespace;
  const target = look.for === 'relation' ? parseRef(look.targetRef).namespace : own;
  if (meant.how === 'namespace' && own !== 'default' && target === own)
    return `A name without a namespace is looked for in the namespace of its entity, \`${own}\`. Write \`${meant.ref}\`.`;
  const team = meant.ref.startsWith('user:') ? 'person' : 'team';
  const sort = kind === 'no-owner' ? team : 'entity';
  return `The nearest ${sort} is \`${meant.ref}\`${HOW[meant.how]}: if that is meant, write it so.`;
}

const HOW: Record<Meant['how'], string> = {
  namespace: ', in another namespace',
  kind: ', of another kind',
  platform: ', as GitHub and its annotations call it',
  alias: ', by one of its other names',
  name: '',
};
