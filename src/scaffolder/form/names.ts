import { typoDistance } from '../../catalog/distance.ts';
import { coreWords, nameWords } from '../../catalog/names.ts';
import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Step, Template } from '../template.ts';
import type { FormError } from './form.ts';
import type { Subject } from './subject.ts';

/** What a template makes: only what is new can be taken. `maybe`: a condition decides. */
export type Makes = {
  entity: 'component' | 'resource' | 'system' | 'api' | null;
  repository: 'yes' | 'maybe' | 'no';
};

const REPOSITORY = new Set(['publish:github', 'github:repo:create']);

export function whatItMakes({ steps, type }: Pick<Template, 'steps' | 'type'>): Makes {
  const making = steps.filter((step) => REPOSITORY.has(step.action) && step.if !== false);
  const isSure = making.some((step: Step) => step.if === null || step.if === true);
  const repository = isSure ? 'yes' : making.length > 0 ? 'maybe' : 'no';
  const isRegistered = steps.some(({ action }) => action === 'catalog:register');
  return { entity: isRegistered || repository !== 'no' ? kindFor(type) : null, repository };
}

function kindFor(type: string): Exclude<Makes['entity'], null> {
  if (/resource|infra|database|bucket|queue|terraform|cluster/i.test(type)) return 'resource';
  if (/^(?:system|api)$/i.test(type)) return type.toLowerCase() as 'system' | 'api';
  return 'component';
}

/** Something that is there already, with the words for whose it is. */
export type Known = { entry: CatalogEntry; owner: string | null };

const KINDS = ['component', 'resource', 'system', 'api'];
const MOST_CANDIDATES = 10;

/** What the catalog has that is called the same or nearly so. */
export function knownBy(view: CatalogView, name: string): Known[] {
  const core = coreWords(nameWords(name)).join('-');
  const hits = [name, core].flatMap((text) =>
    view.find(text, { kinds: KINDS, limit: MOST_CANDIDATES }),
  );
  const entries = new Map(hits.map(({ entry }) => [entry.ref, entry]));
  return [...entries.values()].map((entry) => {
    const [ref] = view.out(entry.ref, 'ownedBy');
    const owner = ref ? view.get(ref) : null;
    return { entry, owner: owner ? (owner.title ?? owner.name) : null };
  });
}

/** Taken is an error; a namesake of another kind and a name that is read as another are worth a second look. */
export function nameErrors(
  { name, paths }: Pick<Subject, 'name' | 'paths'>,
  {
    makes,
    known,
    takenRepository,
  }: { makes: Makes; known: readonly Known[]; takenRepository: string | null },
): FormError[] {
  const errors: FormError[] = [];
  if (takenRepository !== null && makes.repository !== 'no')
    errors.push({
      path: paths.repository ?? paths.name ?? [],
      message: `The repository ${takenRepository} exists already.`,
      ...(makes.repository === 'maybe' && { isWarning: true as const }),
    });
  if (name === null || makes.entity === null) return errors;
  const path = paths.name ?? [];
  const same = known.filter(({ entry }) => entry.name.toLowerCase() === name.toLowerCase());
  const taken = same.find(
    ({ entry }) => entry.kind === makes.entity && entry.namespace === 'default',
  );
  if (taken) {
    const isNew = makes.repository === 'yes';
    return [
      ...errors,
      { path, message: `${saying(taken)}.`, ...(!isNew && { isWarning: true as const }) },
    ];
  }
  const [close] = [...same, ...known.filter(({ entry }) => isTooClose(name, entry.name))];
  if (close)
    errors.push({
      path,
      message: `${saying(close)}. Is that the one you mean?`,
      isWarning: true,
    });
  return errors;
}

/** "refunds-service exists, owned by Payments" */
function saying({ entry, owner }: Known): string {
  const kind =
    entry.kind === 'component'
      ? ''
      : ` as ${/^[aeiou]/.test(entry.kind) ? 'an' : 'a'} ${entry.kind}`;
  return `${entry.name} exists${kind}${owner ? `, owned by ${owner}` : ''}`;
}

/** Whether people would take the one for the other: other spelling, a slip of the finger, a plural, or only "-service" between them. */
export function isTooClose(wanted: string, existing: string): boolean {
  const [a, b] = [nameWords(wanted), nameWords(existing)];
  if (a.join('') === b.join('')) return true;
  const [coreA, coreB] = [coreWords(a), coreWords(b)];
  const isBare = coreA.length === a.length || coreB.length === b.length;
  if (isAlike(a, b)) return true;
  const hasSameEnd = a.slice(coreA.length).join() === b.slice(coreB.length).join();
  return (isBare || hasSameEnd) && isAlike(coreA, coreB);
}

function isAlike(a: readonly string[], b: readonly string[]): boolean {
  const bare = (words: readonly string[]) =>
    words.map((word) => word.replace(/(?<=\w{3})s$/, '')).join('');
  return bare(a) === bare(b) || typoDistance(a, b) < Number.POSITIVE_INFINITY;
}
