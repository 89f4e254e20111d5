import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Talk } from '../link.ts';
import { begins, type Clause, type Condition, type Found, type Place } from './condition.ts';
import { countClauses } from './count-clauses.ts';
import { environmentClauses } from './environment-clauses.ts';
import { facilityClauses } from './facility-clauses.ts';
import { exceptName, nameClauses } from './name-clauses.ts';
import { exactName } from './names.ts';
import { type Noun, nounAt } from './nouns.ts';
import { ownerClauses, ownerName } from './owner-clauses.ts';
import { placeClauses } from './place-clauses.ts';
import { relationClauses } from './relation-clauses.ts';
import { traitClauses, wordClause } from './trait-clauses.ts';

/** A set of entities as words say it: "tier 1 services owned by risk without a runbook". */
export type EntitySet = {
  keeps: (entry: CatalogEntry) => boolean;
  /** What the things are, for a count: "service". Null where it was not said. */
  noun: string | null;
  /** Its conditions, as a title says them. */
  says: readonly string[];
  /** How many sorts of things it may hold. */
  sorts: number;
  /** Conditions beside the sort of things. */
  conditions: readonly Condition[];
  /** Owners it asks for. */
  owners: readonly string[];
  /** What should be said beside the list: values that nothing has, what is not known. */
  notes: readonly string[];
  /** Everything of an owner, but for what is left out: what is left out of it. */
  leftOut: ((entry: CatalogEntry) => boolean) | null;
  /** Conditions that were denied, of which an entity may say nothing at all. */
  denied: readonly Condition[];
};

export type SetReading =
  | { kind: 'set'; set: EntitySet }
  | { kind: 'unclear'; said: string; options: readonly string[] }
  /** Parts of it are not understood: leaving a condition out would give a wrong list. */
  | { kind: 'strange'; said: readonly { said: string; sort: string | null }[]; set: EntitySet };

export type ReadHere = {
  view: CatalogView;
  talk: Talk;
  written: ReadonlyMap<string, ReadonlySet<string>>;
  running: ReadonlyMap<string, ReadonlySet<string>>;
};

const AND = /^(?:,\s*)?(?:and|but|also|plus|as\s+well\s+as|&|yet|then)(?=[\s,]|$)|^[,;:–—]/i;
const OR = /^(?:,\s*)?(?:or|nor)(?=\s)|^\/(?=\s)/i;
const NOT = begins(
  "(?:(?:that|which|who)\\s+)?(?:(?:is|are|do|does|was|were|has|have)\\s+)?(?:not|never|non|n't)(?:\\s+(?:yet|already|actually|really|currently))?",
);
const NON = /^non-(?=\w)/i;
const EXCEPT = begins(
  '(?:,\\s*)?(?:except(?:\\s+(?:for|the))?|excluding|but\\s+not|other\\s+than|apart\\s+from|besides|minus|leaving\\s+out|not\\s+counting|without\\s+counting|ignoring|without(?=\\s+(?:the\\s+)?(?:legacy|deprecated|old)))(?:\\s+(?:the\\s+ones?|those|the|all|any)(?:\\s+(?:that|which)(?:\\s+are)?)?)?',
);
/** "everything of risk but no apis"; "but no docs" is a condition. */
const BUT_NO = /^(?:,\s*)?but\s+no\s+/i;
const FILLER = begins(
  'the|a|an|any|all|some|every|each|of|that|which|who|whose|are|is|be|being|were|was|and|with|have|has|had|having|our|we|us|you|there|do|does|did|in|on|at|it|its|their|them|they|by|to|for|as|only|just|both|actually|currently|right|now|still|please|ones?|those|these|this|here|exist|exists|existing|out|also|too|me|i|can|kinds?|sorts?|types?|different|various|more|of',
);

const CLAUSES: readonly Clause[] = [
  ...countClauses,
  ...ownerClauses,
  ...relationClauses,
  ...facilityClauses,
  ...environmentClauses,
  ...placeClauses,
  ...nameClauses,
  ...traitClauses,
];
/** Of two that exclude one another, "a and b" means either. */
const EITHER = /^(?:owner|tier|lifecycle|type|language|namespace|place|label:.*|sort)$/;
const MOST_STRANGE = 3;

type Part = { condition: Condition; isNot: boolean };

/** Reads a set, part by part; what is not understood is named. */
export function readSet(text: string, here: ReadHere, depth = 0): SetReading {
  const { view } = here;
  const groups: Part[][] = [];
  const strange: { said: string; sort: string | null }[] = [];
  let noun: string | null = null;
  let sortGroup: Part[] | null = null;
  let isThing = false;
  let joint: 'and' | 'or' | null = null;
  let isNot = false;
  let isExcept = false;
  let rest = text.trim();

  const place: Place = {
    ...here,
    get noun() {
      return noun;
    },
    inner(part) {
      if (depth > 1) return null;
      const reading = readSet(part, here, depth + 1);
      if (reading.kind !== 'set' || reading.set.noun === null) return null;
      const { keeps, says, noun: what } = reading.set;
      return { keeps, says: [what, ...says].join(' ') };
    },
  };

  const advance = (length: number) => {
    rest = rest.slice(length).trimStart();
  };
  const add = (condition: Condition) => {
    const part = { condition, isNot: isNot || isExcept };
    const last = groups.at(-1);
    const same = (other: Part) =>
      other.condition.dimension === condition.dimension && other.isNot === part.isNot;
    const isEither = joint === 'and' && !part.isNot && EITHER.test(condition.dimension);
    const twin = isEither ? groups.find((group) => group.every(same)) : undefined;
    if (joint === 'or' && last && !isExcept) last.push(part);
    else if (twin) twin.push(part);
    else groups.push([part]);
    joint = null;
    isNot = false;
  };

  while (rest && strange.length <= MOST_STRANGE) {
    const isSort = BUT_NO.test(rest) && nounAt(view, rest.replace(BUT_NO, '')) !== null;
    const except = isSort ? BUT_NO.exec(rest) : EXCEPT.exec(rest);
    if (except && (groups.length > 0 || noun || isThing)) {
      isExcept = true;
      joint = 'and';
      advance(except[0].length);
      continue;
    }
    // "How many services has infra": the team of that name, once it is said what is counted.
    const isOwner: boolean =
      noun !== null && /^infra/i.test(rest) && exactName(rest, 'owner', place) !== null;
    const sort: Noun | null = isOwner ? null : nounAt(view, rest);
    const isPlainNoun = sort !== null && !isExcept;
    const read = isPlainNoun && !isNot ? null : firstClause(rest, place, isExcept);
    if (isPlainNoun && !read) {
      if (sort.noun === 'thing') isThing = true;
      else {
        const part: Part = {
          condition: { keeps: sort.keeps, says: sort.noun, dimension: 'sort' },
          isNot,
        };
        // "services and apis" are both; of "event topics" both words say the sort.
        if (sortGroup && (joint === 'or' || joint === 'and')) sortGroup.push(part);
        else {
          sortGroup = [part];
          groups.push(sortGroup);
        }
        noun = noun && noun !== sort.noun && sortGroup.length > 1 ? 'thing' : sort.noun;
        isNot = false;
      }
      joint = null;
      advance(sort.length);
      continue;
    }
    if (read?.kind === 'unclear') return read;
    if (read?.kind === 'condition') {
      if (read.condition.dimension !== 'nothing') add(read.condition);
      advance(read.length);
      continue;
    }
    const or = OR.exec(rest);
    const and = or ? null : AND.exec(rest);
    if (or || and) {
      joint = or ? 'or' : 'and';
      advance((or ?? and)?.[0].length ?? 1);
      continue;
    }
    const not = NOT.exec(rest) ?? NON.exec(rest);
    if (not) {
      isNot = !isNot;
      advance(not[0].length);
      continue;
    }
    if (read?.kind === 'strange') {
      strange.push({ said: read.said, sort: read.sort });
      advance(Math.max(read.length, 1));
      isNot = false;
      continue;
    }
    // "except the billing one"
    if (isExcept && sort?.noun === 'thing' && groups.length > 0) {
      advance(sort.length);
      continue;
    }
    if (isExcept && sort) {
      add({ keeps: sort.keeps, says: sort.noun, dimension: 'sort' });
      advance(sort.length);
      continue;
    }
    const filler = FILLER.exec(rest);
    if (filler) {
      advance(filler[0].length);
      continue;
    }
    const word = /^\S+/.exec(rest)?.[0] ?? '';
    strange.push({ said: word.replace(/[,;?!.]+$/, ''), sort: null });
    isNot = false;
    advance(Math.max(word.length, 1));
  }
  // "not" with nothing behind it denies something that was not understood.
  if (isNot) strange.push({ said: 'not', sort: null });
  const set = setOf(groups, { noun, isThing });
  // Nobody owns people: "rabbitmq users owned by risk" means something else.
  if (noun === 'person' && set.conditions.some(({ dimension }) => dimension === 'owner'))
    strange.push({ said: 'people', sort: null });
  return strange.length > 0 ? { kind: 'strange', said: strange, set } : { kind: 'set', set };
}

/** Names and words of this catalog come last: what English says is surer than what somebody has called a team or a tag. */
function firstClause(text: string, place: Place, isExcept: boolean): Found | null {
  let strange: Found | null = null;
  for (const clause of [...CLAUSES, ...(isExcept ? [exceptName] : []), wordClause, ownerName]) {
    if (clause === ownerName && FILLER.test(text) && !/^(?:my|our|us|we)\b/i.test(text)) continue;
    if (clause === wordClause && isJoint(text)) continue;
    const read = clause(text, place);
    if (read?.kind === 'strange') strange ??= read;
    else if (read) return read;
  }
  return strange;
}

function isJoint(text: string): boolean {
  return AND.test(text) || OR.test(text) || NOT.test(text);
}

function setOf(
  groups: readonly (readonly Part[])[],
  { noun, isThing }: { noun: string | null; isThing: boolean },
): EntitySet {
  const tests = groups.map(
    (group) => (entry: CatalogEntry) =>
      group.some(({ condition, isNot }) => condition.keeps(entry) !== isNot),
  );
  const needsThing = noun === null;
  const parts = groups.flat();
  const others = parts.filter(({ condition }) => condition.dimension !== 'sort');
  return {
    keeps: (entry) => (!needsThing || isThingKind(entry)) && tests.every((test) => test(entry)),
    noun: noun ?? (isThing ? 'thing' : null),
    says: groups
      .filter((group) =>
        group.some(({ condition, isNot }) => condition.dimension !== 'sort' || isNot),
      )
      .map((group) =>
        group.map(({ condition, isNot }) => `${isNot ? 'not ' : ''}${condition.says}`).join(' or '),
      ),
    sorts: parts.length - others.length,
    conditions: others.map(({ condition }) => condition),
    owners: parts.flatMap(({ condition, isNot }) =>
      condition.dimension === 'owner' && !isNot ? (condition.refs ?? []) : [],
    ),
    notes: others.flatMap(({ condition }) => condition.note ?? []),
    leftOut: leftOutOf(parts),
    denied: parts.flatMap(({ condition, isNot }) => (isNot && condition.isKnown ? condition : [])),
  };
}

function leftOutOf(parts: readonly Part[]): EntitySet['leftOut'] {
  const others = parts.filter(({ condition }) => !['sort', 'owner'].includes(condition.dimension));
  const hasOwner = parts.some(
    ({ condition, isNot }) => condition.dimension === 'owner' && condition.refs && !isNot,
  );
  if (!hasOwner || others.length === 0 || !others.every(({ isNot }) => isNot)) return null;
  return (entry) =>
    others.some(({ condition }) => condition.keeps(entry)) &&
    parts.every(
      ({ condition, isNot }) =>
        others.some((other) => other.condition === condition) || condition.keeps(entry) !== isNot,
    );
}

function isThingKind({ kind }: CatalogEntry): boolean {
  return !['group', 'user', 'location'].includes(kind);
}
