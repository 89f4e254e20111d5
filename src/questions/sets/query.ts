import type { CatalogView } from '../../catalog/search.ts';
import { begins } from './condition.ts';
import { countedAt } from './count-clauses.ts';
import type { Measure } from './measures.ts';
import { type ReadHere, readSet, type SetReading } from './read-set.ts';

/** A question about a set: which it is, and what is wanted of it. */
export type Query = {
  reading: SetReading;
  /** The words of the set alone. */
  said: string;
  wants: 'list' | 'count' | 'any';
  isCsv: boolean;
  group: string | null;
  rank: Rank | null;
  /** It narrows what was answered before: "only the ones in go". */
  isNarrowing: boolean;
};
export type Rank = { by: 'age' | Measure; isMost: boolean; limit: number | null; words: string };

const CSV =
  /\s*(?:,\s*)?(?:as|in|to|into|for)\s+(?:an?\s+)?(?:csv|spreadsheet|excel|tsv|table)(?:\s+(?:file|format|please))?$|^(?:an?\s+)?(?:csv|spreadsheet|excel\s+(?:file|sheet))\s+(?:file\s+)?(?:of|with|for|listing)\s+/i;
const LEAD =
  /^(?:(?:please|and|so|can you|could you|i want|i need|i would like|give me|get me|show me)\s+)*(?:(how\s+many|how\s+much|number\s+of|count(?:\s+of)?|the\s+number\s+of|total(?:\s+number)?(?:\s+of)?)|((?:are|is)\s+there|do\s+(?:we|you)\s+(?:still\s+)?have|have\s+(?:we|you)\s+(?:got\s+)?|does\s+(?=\S+(?:\s+\S+){0,3}\s+(?:own|have|run|maintain)\s+(?:any|something)))|(?:a\s+|the\s+)?(?:list|show|export|download|print|get|find|enumerate|give|display|dump|see|name)|(?:a\s+|the\s+)?list\s+of|what\s+(?:are|is)|which\s+(?:are|is)|who\s+(?:are|is)|what|which|who)(?=\s|$)\s*(?:(?:me|us|all|any|every|the|of|our|a|an)\s+)*/i;
const TRAIL =
  /[\s,]+(?:do\s+(?:we|you)\s+(?:have|know(?:\s+of)?|run)|have\s+we(?:\s+got)?|are\s+there(?:\s+in\s+total)?|are\s+we\s+running|(?<!not\s|longer\s)exists?|are\s+(?:registered|known)|(?:(?:are\s+)?in\s+(?:the|our|this)\s+)(?:catalog(?:ue)?|org(?:anisation|anization)?|company)|in\s+total|overall|altogether|is\s+there|please|right\s+now)$/i;
const MIDDLE =
  /\s(?:do\s+(?:we|you)\s+(?:currently\s+)?have|are\s+there|have\s+we\s+got|there\s+are|we\s+have)(?=\s)/i;
const NARROW =
  /^(?:(?:and|but|ok|now|so)\s+)*(?:(how\s+many\s+of\s+(?:them|those|these)|how\s+many\s+(?:is|are|were)\s+(?:that|those|they|these|them)(?:\s+in\s+total)?$)|(?:which|who)\s+of\s+(?:them|those|these)|(?:only|just)\s+(?:(?:show|list|the\s+ones|those|the)\s*)*|of\s+(?:them|those|these)|from\s+those|the\s+ones|those\s+(?:that|which|with|without|in)|(?:filter|narrow)(?:\s+(?:it|that|them|this))?(?:\s+down)?(?:\s+to|\s+by)?|which\s+(?=(?:have|has|are|do|does|depend|use)\b))\s*/i;
const GROUP =
  /[\s,]+(?:per|(?<!\b(?:owned|maintained|run|managed|operated|supported|built|held|kept|after|used|called|consumed|needed|required|provided|published)\s)by|for\s+(?:each|every)|grouped\s+by|group\s+by|split\s+by|broken\s+down\s+by|broken\s+down\s+per|in\s+each|of\s+each|across(?:\s+all)?|sorted\s+into)\s+(?:the\s+)?([\w.-]+(?:\s[\w.-]+)?)$/i;
const EACH = /^(?:(?:does|do)\s+)?each\s+(team|system|domain)\s+(?:owns?|have|has)$/i;
const MOST =
  '(most|fewest|least|highest\\s+number\\s+of|largest\\s+number\\s+of|lowest\\s+number\\s+of|biggest\\s+number\\s+of|maximum|minimum)';
const WITH_MOST = new RegExp(
  `[\\s,]*(?:(?:that|which|who)\\s+)?(?:with|has|have|having|owns?|maintains?|runs?|contains?|provides?|consumes?)\\s+(?:the\\s+)?${MOST}\\s+(?:number\\s+of\\s+)?(.+)$`,
  'i',
);
const BY_NUMBER =
  /[\s,]+(?:sorted\s+by|ordered\s+by|ranked\s+by|by|with)\s+(?:the\s+)?(?:most|number\s+of|count\s+of|highest|how\s+many)\s+(?:number\s+of\s+)?(.+)$/i;
/** "top 3 services by dependents" */
const BY_PLAIN = /[\s,]+by\s+(.+)$/i;
const TOP = /^(?:the\s+)?(top|first|bottom)\s+(\d+|ten|five|three|two)\s+/i;
const MOST_USED =
  /(?:^|\s)(?:the\s+)?(most|least)\s+(?:depended[\s-](?:up)?on|used|consumed|popular|called|shared|connected|critical\s+path)(?=\s|$)/i;
const OLDEST =
  /(?:^|\s)(?:the\s+)?(?:(\d+)\s+)?(oldest|longest\s+registered|newest|latest|most\s+recent(?:ly)?(?:\s+(?:added|registered|created))?|youngest|last\s+(?:added|registered|created)|recently\s+(?:added|registered|created)|earliest(?:\s+registered)?)(?=\s|$)/i;
const BIGGEST =
  /(?:^|\s)(?:the\s+)?(biggest|largest|smallest)\s+(team|squad|group|system|domain)s?(?=\s|$)/i;
const NUMBERS: Record<string, number> = { two: 2, three: 3, five: 5, ten: 10 };

/** Reads a question about a set, from the outside in: what is wanted of it, then the set. */
export function readQuery(text: string, here: ReadHere): Query {
  let said = text.trim();
  const without = (shape: RegExp): RegExpExecArray | null => {
    const match = shape.exec(said);
    if (match)
      said = `${said.slice(0, match.index)} ${said.slice(match.index + match[0].length)}`
        .replace(/\s+/g, ' ')
        .trim();
    return match;
  };
  const isCsv = without(CSV) !== null;
  const narrow = without(NARROW);
  let wants: Query['wants'] = narrow?.[1] ? 'count' : 'list';
  const top = without(TOP);
  const lead = without(LEAD);
  if (lead?.[1]) wants = 'count';
  if (lead?.[2]) wants = 'any';
  const isWho = /^who\b/i.test(text.trim());
  const top2 = top ?? without(TOP);
  for (let before = ''; before !== said; ) {
    before = said;
    without(TRAIL);
  }
  without(MIDDLE);
  const rank = rankOf(without, here, () => said, top2);
  const group = rank ? null : (without(EACH)?.[1] ?? groupOf(without, here.view));
  if (isWho && !narrow && rank && !/\b(?:teams?|people|persons?|engineers?)\b/i.test(said))
    said =
      `${typeof rank.by === 'object' && !DEPENDING.test(rank.by.noun) ? 'teams' : 'things'} ${said}`.trim();
  return {
    reading: readSet(said, here),
    said,
    wants,
    isCsv,
    group,
    rank,
    isNarrowing: narrow !== null,
  };
}

const DEPENDING = /^(?:dependent|dependency)$/;

type Without = (shape: RegExp) => RegExpExecArray | null;

function groupOf(without: Without, view: CatalogView): string | null {
  const match = without(GROUP);
  return match ? (groupNamed(match[1] ?? '', view) ?? `?${match[1]}`) : null;
}

const GROUPS: readonly [RegExp, string][] = [
  [begins('teams?|owners?|squads?|groups?'), 'owner'],
  [begins('systems?|products?'), 'system'],
  [begins('domains?'), 'domain'],
  [begins('types?'), 'type'],
  [begins('kinds?|sorts?'), 'kind'],
  [begins('lifecycles?|stages?|status(?:es)?'), 'lifecycle'],
  [begins('tiers?'), 'tier'],
  [begins('(?:programming\\s+)?languages?|tech\\s+stack|stack'), 'language'],
  [begins('namespaces?'), 'namespace'],
  [begins('tags?'), 'tag'],
];

function groupNamed(said: string, view: CatalogView): string | null {
  const known = GROUPS.find(
    ([shape]) => shape.test(said) && shape.exec(said)?.[0].length === said.length,
  );
  if (known) return known[1];
  const label = view.words.label(said);
  return label ? `label:${label}` : null;
}

function rankOf(
  without: Without,
  here: ReadHere,
  said: () => string,
  top: RegExpExecArray | null,
): Rank | null {
  const number = top?.[2]?.toLowerCase() ?? '';
  const limit = top ? (NUMBERS[number] ?? Number(number)) : null;
  const isBottom = top?.[1]?.toLowerCase() === 'bottom';
  const age = without(OLDEST);
  if (age) {
    const isOldest = /oldest|longest|earliest/i.test(age[2] ?? '');
    return {
      by: 'age',
      isMost: !isOldest,
      limit: age[1] ? Number(age[1]) : (limit ?? null),
      words: isOldest ? 'oldest' : 'newest',
    };
  }
  const used = without(MOST_USED);
  const measure = (text: string) => countedAt(text, placeOf(here))?.measure ?? null;
  if (used) {
    const by = measure('dependents');
    return by && { by, isMost: /most/i.test(used[1] ?? ''), limit, words: `${used[1]} dependents` };
  }
  const big = BIGGEST.exec(said());
  if (big) {
    without(new RegExp(`(?:the\\s+)?${big[1]}`, 'i'));
    const isTeam = /team|squad|group/i.test(big[2] ?? '');
    const by = isTeam ? measure('members') : measure('components');
    const isMost = !/smallest/i.test(big[1] ?? '');
    return (
      by && {
        by,
        isMost,
        limit,
        words: `${isMost ? 'most' : 'fewest'} ${isTeam ? 'members' : 'components'}`,
      }
    );
  }
  for (const shape of [WITH_MOST, BY_NUMBER, ...(top ? [BY_PLAIN] : [])]) {
    const match = shape.exec(said());
    const what = shape === WITH_MOST ? match?.[2] : match?.[1];
    const by = what ? measure(what) : null;
    if (!match || !by || !what) continue;
    without(shape);
    const isMost =
      shape !== WITH_MOST ? !isBottom : !/fewest|least|lowest|minimum/i.test(match[1] ?? '');
    return { by, isMost, limit, words: `${isMost ? 'most' : 'fewest'} ${what}` };
  }
  return null;
}

function placeOf(here: ReadHere) {
  return {
    ...here,
    noun: null,
    inner(part: string) {
      const reading = readSet(part, here, 1);
      if (reading.kind !== 'set' || reading.set.noun === null) return null;
      return { keeps: reading.set.keeps, says: [reading.set.noun, ...reading.set.says].join(' ') };
    },
  };
}
