import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { choose, reply } from '../reply.ts';
import { answerGroups } from '../sets/answer-groups.ts';
import { answerList } from '../sets/answer-list.ts';
import { answerRank } from '../sets/answer-rank.ts';
import { membersOf, strangeWords } from '../sets/members.ts';
import { hasNoun, KIND_NOUNS } from '../sets/nouns.ts';
import { type Query, readQuery } from '../sets/query.ts';
import type { EntitySet, ReadHere } from '../sets/read-set.ts';
import { setRoom } from '../sets/written.ts';
import { answerCsv } from './export-list.ts';

/** Lists and counts by conditions. A condition that is not understood is never left out silently. */
export const catalogQuery: Intention = {
  intent: 'catalog.query',
  examples: [
    'how many services do we have',
    'how many services do we have without an owner',
    'which tier 1 services have no runbook',
    'tier1 services owned by Security or Money that have no runbook',
    'list all deprecated services',
    'things in the default namespace owned by Money',
    'services that depend on token-vault and have no docs',
    'apis nobody consumes',
    'how many components per team',
    'which teams own deprecated services',
    'which team owns the most components',
    'oldest services',
    'pci services',
    'csv of all libraries',
  ],
  patterns: [
    '{filter}',
    // Words that sets are described with, for the speller.
    '(which|what|list|show|count|export|only|just) (services|service|components|apis|libraries|resources|databases|systems|domains|templates|teams|people|things|everything) (owned|maintained|depending|without|tagged|written|deprecated|experimental|production|consumed|nobody|except|excluding|missing|runbook|dashboard|documentation) {filter}',
  ],
  bare: 'nothing',
  isExact: true,
  answer: (question) => answerSet(question, { isLast: false }),
};

/** What no other intention reads: sets that are asked for in other words, and sets of which a part is not understood. */
export const restOfQueries: Intention = {
  intent: 'catalog.query',
  examples: ['which services are purple'],
  patterns: ['{filter}'],
  bare: 'nothing',
  answer: (question) => answerSet(question, { isLast: true }),
};

async function answerSet(
  { text: said, room }: Case,
  { isLast }: { isLast: boolean },
): Promise<Answer | null> {
  const text = byTeam(said);
  if (OF_ONE.test(text) || PART_OF.test(text)) return null;
  const hasBefore = room.talk.refs.length > 1;
  if (!hasNoun(room.view, text) && !hasBefore) return null;
  const here = await setRoom(room, text);
  const query = readQuery(text, here);
  const { reading } = query;
  const isNarrowing = query.isNarrowing && hasBefore;
  if (!isNarrowing && !hasNoun(room.view, text)) return null;
  if (reading.kind === 'unclear')
    return isLast && isAsked(query, text)
      ? choose(room.view, {
          intent: 'catalog.query',
          said: reading.said,
          options: reading.options,
          question: (ref) => text.replace(reading.said, () => ref),
        })
      : null;
  if (reading.kind === 'strange' || query.group?.startsWith('?'))
    return isLast && !OF_SOMEBODY.test(text) ? unknownWords(query, text, room) : null;
  const { set } = reading;
  if (!isNarrowing && !isSet(query, set, { text, isLast, room })) return null;
  return answerMembers(set, membersOf(set, here, isNarrowing), { query, here, room });
}

async function answerMembers(
  set: EntitySet,
  shown: readonly CatalogEntry[],
  { query, here, room }: { query: Query; here: ReadHere; room: Room },
): Promise<Answer | null> {
  if (query.group) return answerGroups(set, shown, { by: query.group, here, room });
  if (query.rank) return answerRank(set, shown, { rank: query.rank, room });
  const answer = await answerList(set, shown, { query, room });
  return query.isCsv ? answerCsv(answer, shown, room) : answer;
}

/** Whether it asks for a set, and not for what an intention of its own answers better. */
function isSet(
  query: Query,
  set: EntitySet,
  { text, isLast, room }: { text: string; isLast: boolean; room: Room },
): boolean {
  const isMore = query.group !== null || query.rank !== null || query.isCsv;
  const { said } = query;
  const isName = room.view
    .find(said, { except: ['location'], depth: 'exact', limit: 1 })
    .some(({ match }) => match === 'exact');
  if (isName && !isMore) return false;
  const hasNames = set.conditions.filter(({ refs }) => refs && refs.length > 0);
  // "what depends on the database" names a thing; a list says what sort of things it wants.
  if (set.noun === null && set.conditions.length === 0) return false;
  if (set.noun === null && !/^(?:what|which|any|anything|list|show|everything|orphan)/i.test(text))
    return false;
  // "What is on staging" asks for deployments.
  const isPlace = set.conditions.some(({ says }) => ENVIRONMENT.test(says));
  if (set.noun === null && isPlace) return false;
  // Everything of one owner is that owner's list, and what needs one thing is its dependents: both say more.
  const isOnly = set.conditions.length === 1 && hasNames.length === 1;
  const [only] = hasNames;
  // "Anything that calls ledger": what the things are was not said, so the question is about ledger.
  const isOfAnything = isOnly && !isMore && (set.noun ?? 'thing') === 'thing';
  if (isOfAnything && only?.dimension === 'relation') return false;
  // "What is Ana on" names somebody, and does not ask what is hers.
  if (isOfAnything && only?.dimension === 'owner' && !OWNING.test(text)) return false;
  if (
    !isLast &&
    !isMore &&
    isOnly &&
    (only?.dimension === 'owner' || only?.dimension === 'relation')
  )
    return false;
  if (set.conditions.length > 0 || isMore) return true;
  // "which team" asks for one, of what was said before.
  if (!/(?:s|people|infra|infrastructure|stuff)$/i.test(said)) return false;
  // "message brokers" says of what type.
  if (!isName && set.sorts === 1 && isType(set.noun)) return true;
  return /^(?:(?:the|all|our|your|known)\s+)?\S+(?:\s+\S+s)?$/i.test(said);
}

const OWNING =
  /\b(?:own(?:s|ed)?|belong(?:s|ing)?|maintain(?:s|ed)?|runs?|has|have|by|of|from|under|everything|all|stuff|things|responsible)\b/i;

function isType(noun: string | null): boolean {
  return noun !== null && !KIND_NOUNS.some(([, known]) => known === noun);
}

/** "is ledger a tier 1 service": what one thing is, and no list. */
const OF_ONE =
  /^(?:is|was|has)\s(?!there\s)|^(?:who|which team) (?:has|have|owns?|runs?|maintains?|looks after) (?!(?:the )?(?:most|fewest|least|no|any|more|how)\b)/i;
/** "which domain is the rostering system in": where one thing belongs, and no list. */
const PART_OF =
  /^(?:which|what) (?:domain|system|product|team|squad|group) (?:is|does|are) .+ (?:in|part of|inside|belong to|under|on|with)$/i;
/** "which team is bob on", "is there a growth team", "what do we own": a team or a person that is not known, and no list. */
const OF_SOMEBODY = /\b(?:team|squad|group|person)\b|\b(?:i|we) (?:own|maintain|look after|run)\b/i;
const ENVIRONMENT = /^with lifecycle (?:production|staging|development)$/;
const ASKS =
  /^(?:how many|how much|number of|count|which|what|list|show|find|export|any|all|are there|is there|do we have|top|csv)\b/i;

const TEAMS_OWNING =
  /^(?:which|what|all|list)?\s*(?:the )?teams? (?:that |which |who )?(?:owns?|has|have|runs?|maintains?|operates?) (?:the |any |all )?(?!.*\b(?:most|fewest|least|no|more|fewer|less|than|how)\b)(?!.*\d)(.*\b\w+s)$/i;

/** "which teams own java services" asks for the services, and counts them by whose they are. */
function byTeam(text: string): string {
  const owned = TEAMS_OWNING.exec(text)?.[1];
  return owned === undefined ? text : `${owned} by team`;
}

/** A text that asks for a set, whatever else is in it. */
function isAsked({ reading }: Query, text: string): boolean {
  if (ASKS.test(text)) return true;
  return (
    !OTHER_QUESTION.test(text) &&
    reading.kind === 'strange' &&
    reading.set.noun !== null &&
    reading.set.noun !== 'thing'
  );
}

async function unknownWords(query: Query, text: string, room: Room): Promise<Answer | null> {
  const { reading } = query;
  if (query.group?.startsWith('?') && reading.kind !== 'unclear')
    return notKnown(
      `I cannot divide that by "${query.group.slice(1)}": no field or label here is called so.`,
    );
  if (reading.kind !== 'strange' || !isAsked(query, text)) return null;
  const { set, said } = reading;
  if (set.noun === null || said.length > 2) return null;
  // A verb or a question word among them: it is another question.
  if (said.some((one) => one.sort === null && (NO_FILTER.test(one.said) || one.said.includes('/'))))
    return null;
  // A name among them: the question is about that, not about a set.
  const isNamed = (word: string) =>
    room.view.find(word, { depth: 'exact', limit: 1 }).some(({ match }) => match === 'exact');
  if (said.some((one) => isNamed(one.said))) return null;
  await room.miss(said.map((one) => one.said).join(' '));
  return notKnown(`${strangeWords(query)} So I do not list anything rather than the wrong things.`);
}

const OTHER_QUESTION =
  /^(?:who|whose|whom|why|when|where|is|are|was|were|does|do|did|can|could|should|would|will|has|have)\b/i;
const NO_FILTER =
  /^(?:who|whom|whose|what|why|how|when|where|if|you|your|not|should|would|could|may|might|must|will|get|got|go|goes|going|went|make|made|does|did|been|about|call|talk|contact|ask|page|happened|happens|wrong|down|broken|affected|impacted|difference|between|than|versus|vs|compare|score|scores|failing|pass|passing|fail)$/i;

function notKnown(text: string): Answer {
  return reply({ kind: 'unknown', intent: 'catalog.query', text });
}
