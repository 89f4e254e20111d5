import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import { cyclesIn } from '../cycles.ts';
import { downstreamOf, reachable, upstreamOf } from '../dependencies.ts';
import { begins, type Clause, type Condition, found, type Place } from './condition.ts';
import { exactName, takeNames } from './names.ts';

const USES =
  'depend(?:s|ing|ent)?\\s+(?:up)?on|us(?:e|es|ing)|need(?:s|ing)?|consum(?:e|es|ing)|call(?:s|ing)?|rel(?:y|ies|ying)\\s+on|read(?:s|ing)?(?:\\s+from)?|subscrib(?:e|es|ed|ing)\\s+to|listen(?:s|ing)?\\s+to|talk(?:s|ing)?\\s+to|requir(?:e|es|ing)|built\\s+on|run(?:s|ning)?\\s+on|hosted\\s+on|connect(?:s|ed|ing)?\\s+to';
const FAR =
  '(?:directly\\s+or\\s+indirectly|directly\\s+and\\s+indirectly|transitively|indirectly|somehow)';
const SUBJECT = new RegExp(
  `^(?:(?:that|which|who|and)\\s+)?(?:(?:are|is|do|does)\\s+)?(?:also\\s+|still\\s+|(directly)\\s+|(${FAR})\\s+)?(?:${USES})\\s+`,
  'i',
);
const NOTHING = begins(
  'nothing(?:\\s+else)?|no(?:\\s+other)?\\s+(?:services?|things?|components?|apis?|dependencies)',
);
const ABSENT =
  /^(?:something|anything|things?|(?:a\s+)?(?:service|component|api|resource)s?|what)?\s*(?:that\s+|which\s+)?(?:(?:does|do)\s+not\s+exist|(?:is|are)\s+(?:not in the catalog|missing|gone|unknown)|no\s+longer\s+exists?|(?:was|were|has been|have been|got)\s+(?:removed|deleted))(?:\s+any ?more)?(?=$|[\s,])/i;
const UNUSED = begins(
  `(?:(?:that|which)\\s+)?(?:(?:are|is)\\s+)?(?:(?:nobody|no\\s*one|nothing|none|noone|no\\s+(?:services?|things?|components?|teams?|other services?))\\s+(?:else\\s+)?(?:really\\s+|actually\\s+|still\\s+)?(?:is\\s+|are\\s+)?(?:${USES}|wants)|unused|unconsumed|orphaned\\s+apis|not\\s+(?:used|consumed|called|needed)(?:\\s+by\\s+(?:anyone|anybody|anything|any\\s+service))?(?:\\s+anywhere)?|(?:used|consumed|called|needed|required)\\s+by\\s+(?:nobody|no\\s*one|nothing|none)|without\\s+(?:any\\s+|a\\s+(?:single\\s+)?)?(?:consumers?|dependents?|dependants?|users?|clients?|callers?|subscribers?)|(?:with|has|have|having)\\s+no\\s+(?:known\\s+)?(?:consumers?|dependents?|dependants?|users?|clients?|callers?|subscribers?))`,
);
const USED_BY = begins(
  '(?:(?:that|which)\\s+)?(?:are\\s+|is\\s+)?(?:used|called|consumed|needed|required)\\s+by',
);
const INDEPENDENT = begins(
  '(?:without\\s+(?:any\\s+)?|(?:with|has|have|having)\\s+no\\s+)(?:dependenc(?:y|ies)|upstreams?)',
);
const PROVIDES = begins(
  '(?:(?:that|which)\\s+)?(?:provid|expos|publish|produc|serv|implement|emit)(?:e|es|ing|s)?',
);
const NEEDED =
  /^\s+(?:directly\s+|really\s+)?(?:depends?\s+on|uses?|needs?|consumes?|calls?|relies\s+on|rely\s+on|reads?(?:\s+from)?|subscribes?\s+to|requires?)(?=$|[\s,])/i;
const PROVIDED =
  /^\s+(?:provides?|exposes?|publish(?:es)?|produces?|serves?|implements?|emits?)(?=$|[\s,])/i;
const CYCLE = begins(
  '(?:(?:that|which)\\s+)?(?:are\\s+|is\\s+)?(?:(?:part\\s+of|in|inside)\\s+(?:a|any|some)\\s+(?:dependency\\s+)?(?:cycles?|loops?|circles?)|depending\\s+on\\s+(?:itself|themselves|each other))',
);

/** What it needs, and what needs it. */
export const relationClauses: readonly Clause[] = [
  (text, { view }) => {
    const unused = UNUSED.exec(text);
    if (unused) return found(unused[0].length, unusedOnes(view));
    const alone = INDEPENDENT.exec(text);
    if (alone) return found(alone[0].length, independent(view));
    const cycle = CYCLE.exec(text);
    return cycle && found(cycle[0].length, inCycle(view));
  },
  (text, place) => {
    const lead = SUBJECT.exec(text);
    if (!lead) return null;
    const rest = text.slice(lead[0].length);
    const at = lead[0].length;
    const nothing = NOTHING.exec(rest);
    if (nothing) return found(at + nothing[0].length, independent(place.view));
    const absent = ABSENT.exec(rest);
    if (absent) return found(at + absent[0].length, dangling(place.view));
    return usersOf(rest, at, Boolean(lead[2]), place);
  },
  (text, place) => {
    const lead = USED_BY.exec(text);
    if (!lead) return null;
    const names = takeNames(text.slice(lead[0].length), 'any', place, 'thing');
    if (names?.kind === 'unclear') return names;
    if (names?.kind !== 'named')
      return names && { ...names, length: lead[0].length + names.length };
    return found(lead[0].length + names.length, needsOf(place.view, names.refs));
  },
  // "apis that checkout-web uses", "what apis does ledger provide".
  (text, place) => {
    const lead = /^(?:(?:that|which)\s+)?(?:(?:do|does|is|are)\s+)?/i.exec(text)?.[0] ?? '';
    const names = exactName(text.slice(lead.length), 'thing', place);
    if (!names) return null;
    const at = lead.length + names.length;
    const needed = NEEDED.exec(text.slice(at));
    if (needed) return found(at + needed[0].length, needsOf(place.view, names.refs));
    const provided = PROVIDED.exec(text.slice(at));
    return provided && found(at + provided[0].length, providedBy(place.view, names.refs));
  },
  (text, place) => {
    const lead = PROVIDES.exec(text);
    if (!lead) return null;
    const rest = text.slice(lead[0].length);
    const none = /^\s+(?:no|any|an?|some)\s+(?:apis?|contracts?|endpoints?)(?=$|[\s,])/i.exec(rest);
    if (none) {
      const isNone = /\bno\b/i.test(none[0]);
      return found(lead[0].length + none[0].length, providing(place.view, isNone));
    }
    const names = takeNames(rest, 'thing', place, 'API');
    if (names?.kind !== 'named') return null;
    return found(lead[0].length + names.length, providersOf(place.view, names.refs));
  },
];

function usersOf(text: string, at: number, isFar: boolean, place: Place): ReturnType<Clause> {
  const { view } = place;
  const named = exactName(text, 'thing', place);
  const inner = named ? null : innerSet(text, place);
  if (inner) return found(at + inner.length, usersOfSet(view, inner));
  const names = takeNames(text, 'thing', place, 'thing');
  if (names?.kind === 'unclear') return names;
  if (names?.kind !== 'named') return names && { ...names, length: at + names.length };
  const rest = text.slice(names.length);
  const far = new RegExp(`^\\s+${FAR}(?=$|[\\s,])`, 'i').exec(rest);
  const near = /^\s+directly(?=$|[\s,])/i.exec(rest);
  const length = at + names.length + (far?.[0].length ?? near?.[0].length ?? 0);
  return found(
    length,
    users(view, names.refs, { isFar: isFar || far !== null, isAll: names.isAll }),
  );
}

/** "deprecated apis", up to where another condition begins. */
function innerSet(
  text: string,
  place: Place,
): { keeps: (entry: CatalogEntry) => boolean; says: string; length: number } | null {
  const part =
    /^(?:(?:an?|any|some|the)\s+)?(.+?)(?=\s+(?:that|which|and|but|with|without|owned|in)\s|\s*[,;]|\s*$)/i.exec(
      text,
    );
  const inner = part && place.inner(part[1] ?? '');
  return inner ? { ...inner, length: part[0].length } : null;
}

function users(
  view: CatalogView,
  refs: readonly string[],
  { isFar, isAll }: { isFar: boolean; isAll: boolean },
): Condition {
  const each = refs.map(
    (ref) =>
      new Set(
        (isFar ? reachable(view, ref, downstreamOf) : downstreamOf(view, ref)).map(
          (one) => one.ref,
        ),
      ),
  );
  const names = enumerate(refs.map((ref) => labelOf(view, ref)));
  return {
    keeps: ({ ref }) =>
      isAll ? each.every((set) => set.has(ref)) : each.some((set) => set.has(ref)),
    says: `depending on ${isAll ? names : names.replace(/ and ([^,]*)$/, ' or $1')}${isFar ? ', near or far' : ''}`,
    dimension: 'relation',
    refs,
  };
}

function usersOfSet(
  view: CatalogView,
  { keeps, says }: { keeps: (entry: CatalogEntry) => boolean; says: string },
): Condition {
  return {
    keeps: ({ ref }) =>
      upstreamOf(view, ref).some((one) => {
        const entry = view.get(one.ref);
        return entry !== null && keeps(entry);
      }),
    says: `depending on ${says}`,
    dimension: 'relation-set',
  };
}

function needsOf(view: CatalogView, refs: readonly string[]): Condition {
  const needs = new Set(refs.flatMap((ref) => upstreamOf(view, ref).map((one) => one.ref)));
  return {
    keeps: ({ ref }) => needs.has(ref),
    says: `that ${enumerate(refs.map((ref) => labelOf(view, ref)))} ${refs.length > 1 ? 'depend' : 'depends'} on`,
    dimension: 'relation',
    refs,
  };
}

function providedBy(view: CatalogView, refs: readonly string[]): Condition {
  const provided = new Set(refs.flatMap((ref) => view.out(ref, 'providesApi')));
  return {
    keeps: ({ ref }) => provided.has(ref),
    says: `provided by ${enumerate(refs.map((ref) => labelOf(view, ref)))}`,
    dimension: 'relation',
    refs,
  };
}

function providersOf(view: CatalogView, refs: readonly string[]): Condition {
  const providers = new Set(refs.flatMap((ref) => view.out(ref, 'apiProvidedBy')));
  return {
    keeps: ({ ref }) => providers.has(ref),
    says: `providing ${enumerate(refs.map((ref) => labelOf(view, ref)))}`,
    dimension: 'relation',
    refs,
  };
}

function providing(view: CatalogView, isNone: boolean): Condition {
  return {
    keeps: ({ ref }) => (view.out(ref, 'providesApi').length === 0) === isNone,
    says: isNone ? 'that provide no API' : 'that provide an API',
    dimension: 'providing',
  };
}

function unusedOnes(view: CatalogView): Condition {
  return {
    keeps: ({ ref, kind }) =>
      !['group', 'user', 'location', 'system', 'domain', 'template'].includes(kind) &&
      downstreamOf(view, ref).length === 0,
    says: 'that nothing in the catalog depends on',
    dimension: 'unused',
  };
}

function independent(view: CatalogView): Condition {
  return {
    keeps: ({ ref }) => upstreamOf(view, ref).length === 0,
    says: 'without dependencies',
    dimension: 'independent',
  };
}

function dangling(view: CatalogView): Condition {
  return {
    keeps: ({ ref }) => upstreamOf(view, ref).some((one) => view.get(one.ref) === null),
    says: 'depending on something that is not in the catalog',
    dimension: 'dangling',
  };
}

function inCycle(view: CatalogView): Condition {
  let rings: ReadonlySet<string> | null = null;
  return {
    keeps({ ref }) {
      rings ??= new Set(cyclesIn(view).flat());
      return rings.has(ref);
    },
    says: 'in a cycle of dependencies',
    dimension: 'cycle',
  };
}
