import { KINDS } from '../catalog/kinds.ts';
import type { CatalogView } from '../catalog/search.ts';
import type { CatalogEntry, Facility } from '../catalog/summary.ts';
import { type Condition, FACILITIES, isOld, KIND_NOUNS, LIFECYCLES, OLD } from './filter-words.ts';
import { link, type Talk } from './link.ts';

/** A condition on entities as words say it: "tier 1 services owned by risk without a runbook". */
export type Filter = {
  keeps: (entry: CatalogEntry) => boolean;
  /** What the things are, for a count: "service". Null where it was not said. */
  noun: string | null;
  /** Owners it asks for. */
  owners: readonly string[];
  /** How many conditions it has beside the sort and the owners. */
  conditions: number;
};

const NOTHING: Talk = { asker: null, subjects: [], refs: [] };
const FILLER = new Set(
  'the a an any all of that which are is and with have has our we do in it its by not on call'.split(
    ' ',
  ),
);

/**
 * Reads a condition; null when a part of it is not understood, because leaving a condition out would give a wrong list.
 * Parts: sort ("apis"), "tier 1", lifecycle, "legacy", language or other tags, "with/without a runbook", "owned by x or y", "depending on z".
 */
export function createFilter(view: CatalogView, text: string): Filter | null {
  const conditions: Condition[] = [];
  let noun: string | null = null;
  let owners: string[] | null = null;
  let sorts = 0;
  let left = ` ${text} `;
  const take = (shape: RegExp, read: (match: RegExpExecArray) => Condition | null): boolean => {
    const match = shape.exec(left);
    if (!match) return true;
    const condition = read(match);
    if (!condition) return false;
    conditions.push(condition);
    left = left.replace(match[0], ' ');
    return true;
  };
  const isClear =
    take(
      /\s(?:(?:that|which|and)\s+)?(?:are\s+|is\s+)?(?:owned|maintained|run)\s+by\s+(.+?)(?=\s(?:that|which|and (?:have|has|depend|with|no)|with|without|but|depend\w*|consum\w*|using|in)\s|\s*$)/i,
      (match) => {
        owners = ownersIn(view, match[1] ?? '');
        return owners && ownedBy(view, owners);
      },
    ) &&
    take(
      /\s(?:(?:that|which|and)\s+)?(?:depend(?:s|ing)? on|us(?:es?|ing)|need(?:s|ing)?|consum(?:es?|ing))\s+(.+?)(?=\s(?:that|which|and (?:have|has|with|no)|with|without|but)\s|\s*$)/i,
      (match) => dependsOn(view, match[1] ?? ''),
    ) &&
    take(/\s(?:in|of) (?:the )?([\w-]+) system(?=\s)/i, (match) =>
      partOf(view, match[1] ?? '', 'system'),
    ) &&
    take(OWNERLESS, () => (entry) => isOwnable(entry) && !hasOwner(view, entry));
  if (!isClear) return null;
  while (takeTier(left)) {
    const match = takeTier(left) as RegExpExecArray;
    conditions.push(({ tier }) => tier?.replace(/\D/g, '') === match[1]);
    left = left.replace(match[0], ' ');
  }
  const words = left
    .trim()
    .split(/[\s,]+/)
    .filter(Boolean);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const negation = /^(?:no|without|missing|lack|lacks|lacking)$/i.test(word);
    if (negation || /^(?:with|have|has|having)$/i.test(word)) {
      const found = facilityAt(words, at + 1);
      if (!found) {
        if (negation && !facilityLater(words, at)) return null;
        continue;
      }
      const isNot = negation || /^(?:no|not|without|missing)$/i.test(words[at + 1] ?? '');
      conditions.push(({ has }) => has.includes(found.facility) !== isNot);
      at = found.end;
      continue;
    }
    const sort = sortNamed(view, word);
    if (sort) {
      if (noun === null || noun === 'thing') {
        noun = sort.noun;
        conditions.push(sort.keeps);
        sorts += 1;
      }
      continue;
    }
    if (OLD.test(word)) {
      conditions.push(isOld);
      continue;
    }
    if (LIFECYCLES.test(word)) {
      conditions.push(({ lifecycle }) => lifecycle?.toLowerCase() === word.toLowerCase());
      continue;
    }
    if (FILLER.has(word.toLowerCase())) continue;
    const marked = byWord(view, word);
    if (!marked) return null;
    conditions.push(marked);
  }
  const asked: readonly string[] = owners ?? [];
  return {
    keeps: (entry) => conditions.every((condition) => condition(entry)),
    noun,
    owners: asked,
    conditions: conditions.length - sorts - (asked.length > 0 ? 1 : 0),
  };
}

function takeTier(text: string): RegExpExecArray | null {
  return /\s(?:in )?tier[\s-]?(\d)(?=\s)/i.exec(text);
}

const OWNERLESS =
  /\s(?:(?:that|which)\s+)?(?:without (?:an |any )?(?:valid )?owners?|with no (?:valid )?owners?|(?:have|has|having) no owners?|do not have (?:an |any )?owners?|unowned|orphaned|orphans|ownerless|nobody owns|no one owns)(?=\s)/i;

function isOwnable({ kind }: CatalogEntry): boolean {
  return !['group', 'user', 'location'].includes(kind);
}

/** An owner that the catalog does not know is none. */
function hasOwner(view: CatalogView, { ref }: CatalogEntry): boolean {
  return view.out(ref, 'ownedBy').some((owner) => view.get(owner) !== null);
}

function facilityAt(
  words: readonly string[],
  from: number,
): { facility: Facility; end: number } | null {
  for (let at = from; at < words.length && at < from + 3; at += 1) {
    const pair = `${words[at]}${words[at + 1] ?? ''}`;
    if (/^oncall$/i.test(pair)) return { facility: 'oncall', end: at + 1 };
    const found = FACILITIES.find(([shape]) => shape.test(words[at] ?? ''));
    if (found) return { facility: found[1], end: at };
    if (!/^(?:no|not|any|a|an|the|without|missing)$/i.test(words[at] ?? '')) return null;
  }
  return null;
}

function facilityLater(words: readonly string[], at: number): boolean {
  return facilityAt(words, at + 1) !== null;
}

function ownersIn(view: CatalogView, said: string): string[] | null {
  const owners = link(view, said, { want: 'owner', talk: NOTHING });
  if (owners.kind !== 'linked' || owners.strange.length > 0) return null;
  return owners.mentions.map(({ ref }) => ref);
}

function ownedBy(view: CatalogView, refs: readonly string[]): Condition {
  const owned = new Set(refs.flatMap((ref) => view.incoming(ref, 'ownedBy')));
  return ({ ref }) => owned.has(ref);
}

function dependsOn(view: CatalogView, said: string): Condition | null {
  const targets = link(view, said, { want: 'thing', talk: NOTHING });
  if (targets.kind !== 'linked' || targets.strange.length > 0) return null;
  const users = new Set(
    targets.mentions.flatMap(({ ref }) => [
      ...view.incoming(ref, 'dependsOn'),
      ...view.incoming(ref, 'consumesApi'),
    ]),
  );
  return ({ ref }) => users.has(ref);
}

function partOf(view: CatalogView, said: string, kind: string): Condition | null {
  const [hit] = view.find(said, { kinds: [kind] });
  if (hit?.match !== 'exact') return null;
  const parts = new Set(view.incoming(hit.entry.ref, 'partOf'));
  return ({ ref }) => parts.has(ref);
}

/** A tag or a type that some entity really has. */
/** A sort of things by its name; that may be a kind of one's own: "clusters" where the catalog has entities of the kind Cluster. */
function sortNamed(view: CatalogView, word: string): { noun: string; keeps: Condition } | null {
  const wanted = word.toLowerCase();
  const names = [wanted, wanted.replace(/s$/, ''), wanted.replace(/ies$/, 'y')];
  const own = new Set(names.filter((name) => !BACKSTAGE_KINDS.has(name)));
  const isOwn: Condition = ({ kind }) => own.has(kind);
  const sort = KIND_NOUNS.find(([shape]) => shape.test(word));
  if (sort) return { noun: sort[1], keeps: (entry) => sort[2](entry) || isOwn(entry) };
  if (FILLER.has(wanted) || OLD.test(word) || LIFECYCLES.test(word)) return null;
  const found = view.all(null).find(isOwn);
  return found ? { noun: found.kind, keeps: isOwn } : null;
}

const BACKSTAGE_KINDS = new Set([...KINDS.keys()].map((kind) => kind.toLowerCase()));

function byWord(view: CatalogView, word: string): Condition | null {
  const wanted = word.toLowerCase();
  const singular = wanted.replace(/s$/, '');
  const keeps: Condition = ({ tags, type }) =>
    tags.some((tag) => tag.toLowerCase() === wanted) || type === wanted || type === singular;
  return view.all(null).some(keeps) ? keeps : null;
}
