import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { lookCloser } from '../../catalog/problems/closer.ts';
import {
  type CatalogProblem,
  type ProblemFilter,
  type ProblemKind,
  unplacedProblems,
} from '../../catalog/problems.ts';
import type { Answer, Fact, Group } from '../answer.ts';
import { wholeCatalog } from '../facts.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { reply } from '../reply.ts';

const DESCRIPTORS =
  '(descriptors|descriptor|catalog-info|catalog-info.yaml|catalog-info files|catalog entries|catalog entry|yaml|yamls|yaml files|entities|catalog files)';
const PROBLEMS =
  '(problems|problem|errors|error|issues|issue|warnings|mistakes|descriptor problems|descriptor errors|descriptor issues|catalog problems|catalog errors|catalog issues|validation errors|descriptor warnings)';
const SORTS =
  '(orphans|orphaned entities|orphan entities|duplicates|duplicate entities|duplicate names|duplicate refs|dangling relations|dangling references|dangling refs|broken references|broken relations|broken descriptors|invalid descriptors|unreadable repositories|unreadable sources|unknown owners|missing owners|owners that do not exist|nonexistent owners|catalog problems|catalog errors|descriptor problems|descriptor errors|descriptor issues|problems in the catalog)';

/** What is wrong in the catalog, for whoever can put it right. */
export const catalogProblems: Intention = {
  intent: 'catalog.problems',
  examples: [
    "what's wrong with my descriptors",
    'problems of Security',
    'which descriptors are broken',
    'descriptor errors for ledger',
    'any orphans',
    'duplicates in the catalog',
    'is anything wrong with our catalog-info',
    'which owners do not exist',
    'catalog problems',
    'errors in CODEOWNERS',
  ],
  patterns: [
    `what is [still] (wrong|broken|bad|off|invalid) (with|in|about) [my|our|the|all|all the] ${DESCRIPTORS}`,
    `(is|are) [there] (anything|something|any|the|my|our) [wrong|broken] [with|in] [my|our|the] ${DESCRIPTORS} [ok|okay|valid|broken|fine|correct]`,
    `(which|what) [of] [my|our|the] ${DESCRIPTORS} (are|is|have|has|were) (broken|invalid|wrong|bad|not valid|errors|problems|unreadable|failing|ignored|skipped)`,
    `(any|are there any|are there|list|list all|list the|show|show all|all|do we have any|do we have|have we got any|do i have any) ${SORTS} [in the catalog|in our catalog|right now]`,
    `[my|our|the] ${SORTS} [in the catalog|in our catalog]`,
    `[my|our] ${PROBLEMS}`,
    `(which|what) (owners|teams|refs|references|relations|links) (do not|does not) exist`,
    'which (owners|relations|references) are (missing|dangling|wrong|broken)',
    `[any|all] ${PROBLEMS} (with|in|of) [the|our|my] (codeowners|code owners|codeowners files)`,
    `what is (wrong|broken|invalid) (with|in) [the|our|my] (codeowners|code owners|codeowners files)`,
    `${PROBLEMS} (with|in|of|for|on) {any} ${DESCRIPTORS}`,
    `${PROBLEMS} (with|in|of|for|on) [my|our|the] ${DESCRIPTORS}`,
    `${PROBLEMS} (with|in|of|for|on) [the] ${DESCRIPTORS} of {any}`,
    `[catalog|descriptor|the|any|all] ${PROBLEMS} (of|for|in|at) {any}`,
    `what is (wrong|broken|bad|invalid) (with|in|about) {any} ${DESCRIPTORS}`,
    `what is (wrong|broken|bad|invalid) (with|in|about) [the] ${DESCRIPTORS} of {any}`,
    `{any} (descriptor problems|descriptor errors|catalog problems|catalog errors|descriptor issues|problems)`,
    `${SORTS} (of|for|in|at) {any}`,
    `is [the] (descriptor|catalog-info|yaml) of {any} (valid|broken|ok|okay|fine|invalid|correct)`,
    'what (do|should|must) (i|we) (fix|correct|repair) in [the|my|our] (catalog|descriptors|catalog-info|descriptor)',
  ],
  bare: 'nothing',
  isExact: true,
  answer,
};

async function answer({ text, mentions, room }: Case): Promise<Answer | null> {
  const scope = scopeOf(
    text,
    mentions.map(({ ref }) => ref),
    room,
  );
  if (scope === null)
    return reply({
      kind: 'unknown',
      intent: 'catalog.problems',
      text: 'I do not know who you are in the catalog, or which team you are in. Name the team, like "problems of payments", or ask for all "catalog problems".',
    });
  const kinds = kindsIn(text);
  const lists = await Promise.all(
    scope.filters.map((filter) =>
      unplacedProblems(room.db, { ...filter, ...(kinds && { kinds }) }),
    ),
  );
  const all = lists.flat().sort(byWeight);
  const shown = await lookCloser(room.db, all.slice(0, LOOKED_AT));
  return all.length === 0
    ? nothingWrong(scope, kinds, room)
    : drawProblems(shown, all.length, scope, room);
}

/** More than fits into a message. */
const LOOKED_AT = 30;
/** Sentences of the plain text. */
const TOLD = 8;

type Scope = { filters: ProblemFilter[]; about: string; subjects: string[] };

/** Whose problems are asked for: what is named, the asker's, or everybody's. Null where "my" means nobody known. */
function scopeOf(text: string, refs: readonly string[], { view, talk }: Room): Scope | null {
  const isOwn = /\b(?:my|mine|our|ours|i|we)\b/i.test(text);
  if (refs.length === 0 && !isOwn) return { filters: [{}], about: 'the catalog', subjects: [] };
  const { asker } = talk;
  const own = asker && view.get(asker) ? [asker, ...view.out(asker, 'memberOf')] : [];
  if (refs.length === 0 && own.length < 2) return null;
  const named = refs.length > 0 ? refs : own;
  const owners = named.filter((ref) => /^(?:group|user):/.test(ref));
  const things = named.filter((ref) => !owners.includes(ref));
  const people = refs.length > 0 ? owners : owners.slice(1);
  const about = enumerate([...people, ...things].map((ref) => labelOf(view, ref)));
  return {
    filters: [
      ...(owners.length > 0 ? [{ owners: withTeamsInside(owners, view) }] : []),
      ...things.map((ref) => ({ ref })),
    ],
    about:
      owners.length > 0 ? `what ${about} ${people.length > 1 ? 'look' : 'looks'} after` : about,
    subjects: refs.length > 0 ? [...refs] : people,
  };
}

function withTeamsInside(owners: readonly string[], view: Room['view']): string[] {
  const all = new Set(owners);
  for (const team of all) for (const inside of view.out(team, 'parentOf')) all.add(inside);
  return [...all];
}

const KINDS: readonly [RegExp, readonly ProblemKind[]][] = [
  [/\bduplicates?\b/i, ['duplicate']],
  // People call a service that nobody owns an orphan as well.
  [/\borphan/i, ['orphan', 'no-owner']],
  [/\bcode ?owners\b/i, ['codeowners']],
  [/\b(?:owners?|teams)\b/i, ['no-owner']],
  [/\b(?:dangling|relations?|references?|refs)\b/i, ['dangling', 'no-owner']],
  [/\b(?:unreadable|sources)\b/i, ['unreadable']],
  [/\b(?:broken|invalid|not valid|validation)\b/i, ['invalid', 'unreadable']],
];

function kindsIn(text: string): readonly ProblemKind[] | null {
  return KINDS.find(([shape]) => shape.test(text))?.[1] ?? null;
}

function byWeight(a: CatalogProblem, b: CatalogProblem): number {
  return Number(a.severity === 'warning') - Number(b.severity === 'warning');
}

const WORDS: Record<ProblemKind, string> = {
  invalid: 'broken descriptor',
  warning: 'doubtful descriptor',
  duplicate: 'duplicate',
  dangling: 'dangling relation',
  'no-owner': 'owner that does not exist',
  orphan: 'orphan',
  unreadable: 'source that cannot be read',
  codeowners: 'line of CODEOWNERS that GitHub skips',
};

async function nothingWrong(
  scope: Scope,
  kinds: readonly ProblemKind[] | null,
  { db, view }: Room,
): Promise<Answer> {
  const what = kinds ? kinds.map((kind) => WORDS[kind]).join(' and no ') : 'problem';
  return reply({
    kind: 'answer',
    intent: 'catalog.problems',
    subjects: scope.subjects,
    text: `I know of no ${what} in ${scope.about}.`,
    facts: [await wholeCatalog(db, view)],
  });
}

function drawProblems(
  shown: readonly CatalogProblem[],
  total: number,
  { about, subjects }: Scope,
  { view }: Room,
): Answer {
  const title = `${counted(total, 'problem')} in ${about}`;
  const nameFor = (problem: CatalogProblem) =>
    problem.ref ? labelOf(view, problem.ref) : placeOf(problem).label;
  const groups: Group[] = [...Map.groupBy(shown, nameFor)].map(([label, same]) => ({
    label,
    lines: same.map((problem) => ({
      text: `${problem.message} ${problem.nextStep}`,
      place: placeOf(problem),
    })),
  }));
  const told = shown
    .slice(0, TOLD)
    .map((problem) => `${placeOf(problem).label}: ${problem.message} ${problem.nextStep}`);
  const more = total - told.length;
  return reply({
    kind: 'answer',
    intent: 'catalog.problems',
    subjects,
    refs: [...new Set(shown.flatMap(({ ref }) => ref ?? []))],
    text: `${title}. ${told.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`,
    view: { kind: 'groups', title, groups, total },
    facts: shown.map(problemFact),
  });
}

/** `shop/catalog-info.yaml:12`, and the line at GitHub. */
function placeOf({ location, line }: CatalogProblem): { label: string; url: string | null } {
  const [, repository, path] =
    /^url:https?:\/\/[^/]+\/[^/]+\/([^/]+)\/(?:blob|tree)\/[^/]+\/(.+)$/.exec(location) ?? [];
  const short = repository
    ? `${repository}/${path}`
    : location
        .replace(/^(?:url|file):/, '')
        .split('/')
        .slice(-2)
        .join('/');
  const url = location.startsWith('url:') ? location.slice(4) : null;
  return {
    label: line === null ? short : `${short}:${line}`,
    url: url && line !== null ? `${url}#L${line}` : url,
  };
}

function problemFact(problem: CatalogProblem): Fact {
  const { label, url } = placeOf(problem);
  return {
    name: 'problem',
    value: problem.message,
    source: label,
    ...(url && { url }),
    ...(problem.since && { observedAt: problem.since }),
  };
}
