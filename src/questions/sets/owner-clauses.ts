import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import { teamsBelow } from '../../catalog/teams.ts';
import { begins, type Clause, type Condition, found, type Place } from './condition.ts';
import { exactName, takeNames } from './names.ts';

const BY =
  /^(?:(?:that|which)\s+)?(?:are\s+|is\s+)?(owned|maintained|run|managed|operated|supported|built|held|kept|looked after)\s+by\s+/i;
/** "owned by somebody other than payments". */
const BY_OTHERS =
  /^(?:(?:that|which)\s+)?(?:are\s+|is\s+)?(?:owned|maintained|run|managed)\s+by\s+(?:(?:some|any)(?:one|body)|(?:an)?other\s+teams?|teams?|people)\s+(?:else\s+)?(?:other\s+than|except|but|besides|than)\s+/i;
const LEFT =
  /^(?:(?:that|which)\s+)?(?:are\s+|is\s+)?(?:owned|maintained|run)\s+by\s+(?:former (?:employees|colleagues|people|engineers)|(?:(?:some|any)(?:one|body)|people|a person|persons|users|engineers|colleagues)\s+(?:who\s+|that\s+)?(?:has\s+|have\s+)?(?:left|gone|(?:is|are) (?:gone|no longer (?:here|in the catalog|around|with us))|quit|departed|(?:does|do) not (?:exist|work here)(?: any ?more)?)(?:\s+(?:the company|us))?)(?=$|[\s,])/i;
const NOT_THERE =
  /^(?:(?:that|which)\s+)?(?:are\s+|is\s+)?owned\s+by\s+(?:(?:a|an|some|any)\s+)?(?:(?:teams?|groups?|owners?)\s+)?(?:that\s+|which\s+)?(?:(?:does|do) not exist|(?:is|are) gone|no longer exists?|deleted|missing|unknown|former|archived)(?:\s+(?:teams?|groups?|owners?))?(?:\s+any ?more)?(?=$|[\s,])/i;
const NOBODY = begins(
  '(?:(?:that|which)\\s+)?(?:are\\s+|is\\s+)?(?:without\\s+(?:an?\\s+|any\\s+)?(?:valid\\s+|real\\s+)?owners?|with\\s+no\\s+(?:valid\\s+|real\\s+)?owners?|(?:have|has|having)\\s+no\\s+(?:valid\\s+)?owners?|(?:do|does)\\s+not\\s+have\\s+(?:an?\\s+|any\\s+)?owners?|lack(?:s|ing)?\\s+(?:an?\\s+)?owners?|missing\\s+(?:an?\\s+)?owners?|unowned|orphaned|orphans?|ownerless|not\\s+owned(?:\\s+by\\s+any(?:one|body|\\s+team)|(?!\\s+by))|owned\\s+by\\s+(?:nobody|no one|no team|none|noone)|nobody\\s+owns|no\\s*one\\s+owns|no\\s+team\\s+owns)',
);
const BELONGS =
  /^(?:(?:that|which)\s+)?(?:belong(?:s|ing)?\s+to|(?:from|of|by|for|at|in|inside|under)(?=\s+(?:my|our|the team|team|squad|the squad)\s))\s+/i;
const FROM = /^(?:from|of|by|for|in)\s+/i;
const OWNS =
  /^\s+(?:(?:already|really|actually|all|team|squad|people|guys|folks|currently)\s+)*(?:own|owns|maintain|maintains|run|runs|has|have|manage|manages|support|supports|look after|looks after|is responsible for|are responsible for|take care of|takes care of)(?=$|[\s,])/i;

/** Who owns it. */
export const ownerClauses: readonly Clause[] = [
  (text, place) => {
    const other = BY_OTHERS.exec(text);
    const names = other && takeNames(text.slice(other[0].length), 'owner', place, 'team or person');
    if (names?.kind !== 'named') return names && { ...names, length: other?.[0].length ?? 0 };
    const { keeps, says, refs } = ownedBy(place.view, names.refs);
    return found((other?.[0].length ?? 0) + names.length, {
      keeps: (entry) => !keeps(entry) && place.view.out(entry.ref, 'ownedBy').length > 0,
      says: `not ${says}`,
      dimension: 'other-owner',
      ...(refs ? { refs } : {}),
    });
  },
  (text, { view }) => {
    const gone = NOT_THERE.exec(text);
    if (gone) return found(gone[0].length, formerOwned(view, false));
    const left = LEFT.exec(text);
    if (left) return found(left[0].length, formerOwned(view, true));
    const nobody = NOBODY.exec(text);
    return nobody && found(nobody[0].length, ownerless(view));
  },
  (text, place) => {
    const match = BY.exec(text);
    if (!match) return null;
    const names = takeNames(text.slice(match[0].length), 'owner', place, 'team or person');
    if (!names) return null;
    if (names.kind === 'unclear') return names;
    if (names.kind === 'strange') return { ...names, length: match[0].length + names.length };
    const isRun = /^(?:run|operated|managed)$/i.test(match[1] ?? '');
    const rest = text.slice(match[0].length + names.length);
    const inside =
      /^\s+(?:and|or|including)\s+(?:its|their|all its|the)\s+(?:sub-?\s?teams|squads|teams inside|child teams)/i.exec(
        rest,
      );
    return found(
      match[0].length + names.length + (inside?.[0].length ?? 0),
      ownedBy(place.view, names.refs, { isRun }),
    );
  },
  (text, place) => {
    const match = BELONGS.exec(text) ?? FROM.exec(text);
    const owner = match && exactName(text.slice(match[0].length), 'owner', place);
    // "in the online play domain" is not the team Online's.
    const any = owner && exactName(text.slice(match[0].length), 'any', place);
    const names = any && any.length > owner.length ? null : owner;
    if (!match || !names) {
      const belongs = /^(?:(?:that|which)\s+)?belong(?:s|ing)?\s+to\s+/i.exec(text);
      if (!belongs) return null;
      const typed = takeNames(text.slice(belongs[0].length), 'owner', place, 'team');
      if (typed?.kind !== 'named') return typed;
      return found(belongs[0].length + typed.length, ownedBy(place.view, typed.refs));
    }
    const all = takeNames(text.slice(match[0].length), 'owner', place, 'team');
    const refs = all?.kind === 'named' ? all : names;
    return found(match[0].length + refs.length, memberOrOwned(refs.refs, place));
  },
  // "everything payments owns", "does access management have".
  (text, place) => {
    const lead = /^(?:(?:that|which)\s+)?(?:(?:do|does|did|is|are)\s+)?/i.exec(text)?.[0] ?? '';
    const names = exactName(text.slice(lead.length), 'owner', place);
    if (!names) return null;
    const at = lead.length + names.length;
    const owns = OWNS.exec(text.slice(at));
    if (!owns) return null;
    const rest = text.slice(at + owns[0].length);
    const inside =
      /^\s+(?:and|with|including)\s+(?:its|their|all its|the)\s+(?:sub-?\s?teams|squads|teams inside|child teams)(?:\s+own)?(?=$|[\s,])/i.exec(
        rest,
      );
    return found(at + owns[0].length + (inside?.[0].length ?? 0), ownedBy(place.view, names.refs));
  },
  (text) => {
    const inside = begins(
      '(?:and|with|including|plus)\\s+(?:its|their|all its|all)\\s+(?:sub-?\\s?teams|squads|teams inside|child teams)',
    ).exec(text);
    // Teams inside are counted in whether or not that is said.
    return inside && found(inside[0].length, { keeps: () => true, says: '', dimension: 'nothing' });
  },
];

/** A team's name before the things: "risk services", "my apis". */
export const ownerName: Clause = (text, place) => {
  const name = exactName(text, 'owner', place);
  return name && found(name.length, ownedBy(place.view, name.refs));
};

/** An owner that the catalog does not know is none. */
function ownerless(view: CatalogView): Condition {
  return {
    keeps: (entry) =>
      isOwnable(entry) && !view.out(entry.ref, 'ownedBy').some((owner) => view.get(owner)),
    says: 'without an owner',
    dimension: 'owner',
  };
}

/** Named as owner is somebody whom the catalog does not know: a person, or a team as well. */
function formerOwned(view: CatalogView, isPerson: boolean): Condition {
  return {
    keeps: ({ ref }) =>
      view
        .out(ref, 'ownedBy')
        .some((owner) => (!isPerson || owner.startsWith('user:')) && !view.get(owner)),
    says: isPerson
      ? 'whose owner is a person who is not in the catalog'
      : 'whose owner is not in the catalog',
    dimension: 'owner',
  };
}

function isOwnable({ kind }: CatalogEntry): boolean {
  return !['group', 'user', 'location'].includes(kind);
}

function withTeamsInside(view: CatalogView, refs: readonly string[]): Set<string> {
  return new Set([...refs, ...refs.flatMap((ref) => teamsBelow(view, ref))]);
}

/** What these and the teams inside them own. */
export function ownedRefs(view: CatalogView, refs: readonly string[]): Set<string> {
  return new Set([...withTeamsInside(view, refs)].flatMap((ref) => view.incoming(ref, 'ownedBy')));
}

/** Owned by these or by the teams inside them; `isRun`: or run by them for somebody else. */
export function ownedBy(
  view: CatalogView,
  refs: readonly string[],
  { isRun = false }: { isRun?: boolean } = {},
): Condition {
  const owners = withTeamsInside(view, refs);
  const owned = ownedRefs(view, refs);
  const names = enumerate(refs.map((ref) => labelOf(view, ref))).replace(/ and ([^,]*)$/, ' or $1');
  return {
    keeps: ({ ref, operator }) =>
      owned.has(ref) || (isRun && operator !== null && owners.has(operator)),
    says: `${isRun ? 'owned or run' : 'owned'} by ${names}`,
    dimension: 'owner',
    refs,
  };
}

/** People are in a team, teams are inside one, and everything else is owned by it. */
function memberOrOwned(refs: readonly string[], { view, noun }: Place): Condition {
  if (noun !== 'person' && noun !== 'team') return ownedBy(view, refs);
  const teams = new Set(refs.flatMap((ref) => teamsBelow(view, ref)));
  const all = noun === 'team' ? teams : new Set([...refs, ...teams]);
  const names = enumerate(refs.map((ref) => labelOf(view, ref)));
  return {
    keeps: ({ ref }) =>
      noun === 'team' ? teams.has(ref) : view.out(ref, 'memberOf').some((team) => all.has(team)),
    says: `in ${names}`,
    dimension: 'member',
    refs,
  };
}
