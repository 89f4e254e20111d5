import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import { downstreamOf, upstreamOf } from '../dependencies.ts';
import { begins } from './condition.ts';

/** Something that can be counted about an entity. */
export type Measure = { noun: string; of: (entry: CatalogEntry) => number };

type Maker = {
  shape: RegExp;
  noun: string;
  make: (view: CatalogView, entry: CatalogEntry) => number;
};
const MAKERS: readonly Maker[] = [
  {
    shape: begins(
      'dependents?|dependants?|consumers?|users|clients?|callers?|downstreams?|subscribers?|(?:reverse|downstream|incoming)\\s+dependencies',
    ),
    noun: 'dependent',
    make: (view, { ref }) => downstreamOf(view, ref).length,
  },
  {
    shape: begins('(?:upstream\\s+|outgoing\\s+|direct\\s+)?dependencies|upstreams?'),
    noun: 'dependency',
    make: (view, { ref }) => upstreamOf(view, ref).length,
  },
  {
    shape: begins('members?|people|engineers|persons|folks|developers'),
    noun: 'member',
    make: (view, { ref }) => view.out(ref, 'hasMember').length,
  },
  {
    shape: begins('(?:sub-?\\s?teams|squads|child\\s+teams)'),
    noun: 'team inside',
    make: (view, { ref }) => view.out(ref, 'parentOf').length,
  },
  { shape: begins('tags?'), noun: 'tag', make: (_, { tags }) => tags.length },
  { shape: begins('labels?'), noun: 'label', make: (_, { marks }) => marks.length },
  { shape: begins('operations?|endpoints?'), noun: 'operation', make: () => Number.NaN },
];

/** What a word counts: dependents, members, tags. Null for words that count nothing. */
export function measureAt(
  view: CatalogView,
  text: string,
): { measure: Measure; length: number } | null {
  for (const { shape, noun, make } of MAKERS) {
    const match = shape.exec(text);
    if (match && noun !== 'operation')
      return { measure: { noun, of: (entry) => make(view, entry) }, length: match[0].length };
  }
  return null;
}

/** How many things of a sort it holds: a team what it owns, a system its parts, a component the APIs it provides. */
export function holding(
  view: CatalogView,
  noun: string,
  keeps: (entry: CatalogEntry) => boolean,
): Measure {
  return {
    noun,
    of: ({ ref, kind }) => {
      const type =
        kind === 'group' || kind === 'user'
          ? 'ownedBy'
          : kind === 'system' || kind === 'domain'
            ? 'partOf'
            : null;
      const held = type ? view.incoming(ref, type) : view.out(ref, 'providesApi');
      return held.filter((one) => {
        const entry = view.get(one);
        return entry !== null && keeps(entry);
      }).length;
    },
  };
}
