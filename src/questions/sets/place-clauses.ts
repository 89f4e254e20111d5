import { labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { type Clause, type Condition, found, type Place } from './condition.ts';
import { exactName } from './names.ts';

const SORT = '(system|domain|subdomain|namespace|product|area)';
const IN =
  '(?:(?:that|which)\\s+)?(?:(?:are|is|live|lives|exist|exists)\\s+)?(?:(?:a\\s+)?part\\s+of|belonging\\s+to|belongs?\\s+to|in|of|within|inside|under|from|for)';
const NAMED_BEFORE = new RegExp(
  `^(?:${IN})\\s+(?:the\\s+|our\\s+)?${SORT}\\s+(?:called\\s+|named\\s+)?([^\\s,;?!]+)`,
  'i',
);
const NAMED_AFTER = new RegExp(
  `^(?:${IN})\\s+(?:the\\s+|our\\s+)?([^\\s,;?!]+(?:\\s+[^\\s,;?!]+){0,3}?)\\s+${SORT}(?=$|[\\s,;?!])`,
  'i',
);
const BARE = new RegExp(`^(?:${IN})\\s+`, 'i');

/** What it is part of: a system, a domain, a namespace. */
export const placeClauses: readonly Clause[] = [
  (text, place) => {
    for (const [shape, sortAt, nameAt] of [
      [NAMED_BEFORE, 1, 2],
      [NAMED_AFTER, 2, 1],
    ] as const) {
      const match = shape.exec(text);
      if (!match) continue;
      const sort = (match[sortAt] ?? '').toLowerCase();
      const said = match[nameAt] ?? '';
      const condition =
        sort === 'namespace'
          ? inNamespace(place.view, said)
          : partOf(place.view, said, KIND[sort] ?? 'system');
      if (condition) return found(match[0].length, condition);
      return { kind: 'strange', length: match[0].length, said, sort };
    }
    return null;
  },
  (text, place) => {
    const lead = BARE.exec(text);
    if (!lead) return null;
    const rest = text.slice(lead[0].length);
    const name = exactName(rest, 'thing', place);
    const ref = name?.refs[0] ?? '';
    const kind = place.view.get(ref)?.kind;
    if (name && (kind === 'system' || kind === 'domain'))
      return found(
        lead[0].length + name.length,
        partsOf(place.view, [ref, ...twinsOf(place.view, ref)]),
      );
    const word = /^(?:the\s+)?([^\s,;?!]+)/i.exec(rest);
    const spoken = word && inNamespace(place.view, word[1] ?? '');
    return spoken && !isTrait(place, word[1] ?? '')
      ? found(lead[0].length + word[0].length, spoken)
      : null;
  },
];

const KIND: Record<string, string> = {
  system: 'system',
  product: 'system',
  domain: 'domain',
  subdomain: 'domain',
  area: 'domain',
};

/** "in production" speaks of the lifecycle, whatever namespaces are called. */
function isTrait({ view }: Place, word: string): boolean {
  return view.words.traits(word).some(({ field }) => field !== 'namespace' && field !== 'kind');
}

/** A domain and a system may have the same name: what is in either is in it. */
function twinsOf(view: CatalogView, ref: string): string[] {
  const { name = '' } = view.get(ref) ?? {};
  return view
    .find(name, { kinds: ['system', 'domain'], depth: 'exact' })
    .filter(({ match }) => match === 'exact')
    .map(({ entry }) => entry.ref)
    .filter((one) => one !== ref);
}

function partOf(view: CatalogView, said: string, kind: string): Condition | null {
  const hits = view
    .find(said, { kinds: [kind] })
    .filter(({ match }) => match === 'exact' || match === 'core');
  return hits.length > 0
    ? partsOf(
        view,
        hits.map(({ entry }) => entry.ref),
      )
    : null;
}

/** In it at any depth: a component of a system of the domain is in the domain. */
function partsOf(view: CatalogView, refs: readonly string[]): Condition {
  const all = new Set(refs);
  for (const one of all) for (const part of view.out(one, 'hasPart')) all.add(part);
  for (const ref of refs) all.delete(ref);
  return {
    keeps: ({ ref }) => all.has(ref),
    says: `in ${labelOf(view, refs[0] ?? '')}`,
    dimension: 'place',
    refs,
  };
}

function inNamespace(view: CatalogView, said: string): Condition | null {
  const trait = view.words.traits(said).find(({ field }) => field === 'namespace');
  return trait
    ? {
        keeps: ({ namespace }) => namespace === trait.value,
        says: `in the namespace ${trait.value}`,
        dimension: 'namespace',
      }
    : null;
}
