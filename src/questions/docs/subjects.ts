import type { CatalogView } from '../../catalog/search.ts';
import { decide } from '../decide.ts';
import { type Mention, namesAmong } from '../link.ts';

/** What a question about docs is about. */
export type Subjects = {
  /** Things it names: only what is about them can answer it. */
  things: readonly Mention[];
  /** Refs whose docs are theirs, and of what belongs to them. */
  refs: readonly string[];
  /** What is meant perhaps: "payments" in a question about payments. */
  near: readonly string[];
};

/** Kinds that have docs and names of their own; the name of a team or a system is a common word as well. */
const THINGS = new Set(['component', 'resource', 'api', 'template']);

/** `known` are names that the pattern read already. */
export function subjectsOf(
  view: CatalogView,
  text: string,
  known: readonly Mention[] = [],
): Subjects {
  const exact = known.length > 0 ? known : namesAmong(view, text);
  const named = exact.length > 0 ? exact : mistyped(view, text);
  const things = named.flatMap((one) => {
    const refs = [one.ref, ...one.twins];
    const ref = refs.find((each) => THINGS.has(view.get(each)?.kind ?? ''));
    return ref ? [{ ...one, ref }] : [];
  });
  const all = things.length > 0 ? things : named;
  const refs = [...new Set(all.flatMap(({ ref, twins }) => [ref, ...twins]))];
  const family = [...new Set(refs.flatMap((ref) => [ref, ...familyOf(view, ref)]))];
  return { things, refs: things.length > 0 ? family : [], near: family };
}

/** A name with a hyphen in it is no common word: typed wrong, it is still looked for. */
function mistyped(view: CatalogView, text: string): Mention[] {
  const said = text.split(/[\s,;:?!]+/).filter((word) => /^[a-z]\w*(?:-\w+)+$/i.test(word));
  return said.slice(0, 3).flatMap((word) => {
    const verdict = decide(view.find(word, { depth: 'all', limit: 5 }), word);
    return verdict.kind === 'one'
      ? [{ ref: verdict.entry.ref, said: word, isGuess: true, twins: verdict.twins }]
      : [];
  });
}

/** What a thing's docs may be the docs of: APIs of a component and who provides an API, what a team owns, what a system is made of. */
function familyOf(view: CatalogView, ref: string): string[] {
  switch (view.get(ref)?.kind) {
    case 'component':
      return [...view.out(ref, 'providesApi')];
    case 'api':
      return [...view.out(ref, 'apiProvidedBy')];
    case 'group':
    case 'user':
      return view.ownedBy(ref).map((entry) => entry.ref);
    case 'system':
    case 'domain':
      return [...view.out(ref, 'hasPart')];
    default:
      return [];
  }
}
