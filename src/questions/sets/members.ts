import { enumerate } from '../../catalog/labels.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Query } from './query.ts';
import { type EntitySet, type ReadHere, readSet } from './read-set.ts';

/** More refs than these are not kept of a conversation. */
export const MOST_KEPT = 50;

/** The entities of a set, what runs first; of those only that were answered before where it narrows that answer. */
export function membersOf(set: EntitySet, here: ReadHere, isNarrowing = false): CatalogEntry[] {
  const { view } = here;
  const candidates = isNarrowing ? before(here) : view.all(kindOf(set));
  return candidates.filter(set.keeps).sort(byKind);
}

const ORDER = ['component', 'api', 'resource', 'system', 'domain', 'template'];

/** What runs, then what it offers and needs, then what it is part of. */
export function byKind(a: CatalogEntry, b: CatalogEntry): number {
  return ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.ref < b.ref ? -1 : 1);
}

/** What was answered before, whole: of a long list the question is asked again. */
export function before(here: ReadHere): CatalogEntry[] {
  const { view, talk } = here;
  const kept = talk.refs.flatMap((ref) => view.get(ref) ?? []);
  if (kept.length < MOST_KEPT || !talk.asked) return kept;
  const reading = readSet(talk.asked.replace(LEAD, ''), here);
  return reading.kind === 'set' ? membersOf(reading.set, here) : kept;
}

const LEAD = /^(?:how many|which|what|list|show|all|any|are there|do we have|export|\s)+/i;

// Most sets are of one kind; the others are tried on every entity.
const KINDS: Record<string, string> = {
  service: 'component',
  component: 'component',
  website: 'component',
  library: 'component',
  app: 'component',
  API: 'api',
  topic: 'api',
  system: 'system',
  domain: 'domain',
  template: 'template',
  team: 'group',
  person: 'user',
};

function kindOf({ noun, sorts }: EntitySet): string | null {
  return noun && sorts === 1 ? (KINDS[noun] ?? null) : null;
}

/** `tier 1; owned by Risk`, in brackets behind a count; empty where there is no condition. */
export function conditionsOf({ says }: EntitySet): string {
  return says.length > 0 ? ` (${says.join('; ')})` : '';
}

/** What must be said beside a list: values that nothing has, and members of which nothing is known in that respect. */
export function notesOn(set: EntitySet, shown: readonly CatalogEntry[]): string[] {
  const silent = set.denied.flatMap((condition) => {
    const count = shown.filter((entry) => !condition.isKnown?.(entry)).length;
    return count > 0
      ? `${count} of them ${count === 1 ? 'says' : 'say'} nothing about that (${condition.says}).`
      : [];
  });
  return [...new Set(set.notes), ...silent];
}

/** Says which words of a question mean nothing here. */
export function strangeWords(query: Query): string {
  const { reading } = query;
  if (reading.kind !== 'strange') return '';
  const parts = reading.said.map(({ said, sort }) =>
    sort ? `no ${sort} called "${said}"` : `"${said}"`,
  );
  const unknown = parts.filter((part) => part.startsWith('"'));
  const missing = parts.filter((part) => !part.startsWith('"'));
  return [
    unknown.length > 0
      ? `I do not know ${enumerate(unknown)} as something to look for: no tag, label, type, lifecycle, team or system here is called so.`
      : '',
    missing.length > 0 ? `There is ${enumerate(missing)} in the catalog.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
