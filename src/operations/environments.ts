/** What an environment is for. */
export type Stage =
  | 'production'
  | 'preproduction'
  | 'staging'
  | 'acceptance'
  | 'sandbox'
  | 'test'
  | 'qa'
  | 'development'
  | 'demo';

const STAGES: Readonly<Record<string, Stage>> = {
  prod: 'production',
  production: 'production',
  prd: 'production',
  live: 'production',
  staging: 'staging',
  stage: 'staging',
  stg: 'staging',
  preprod: 'preproduction',
  preproduction: 'preproduction',
  preprd: 'preproduction',
  uat: 'acceptance',
  acceptance: 'acceptance',
  sandbox: 'sandbox',
  sbx: 'sandbox',
  test: 'test',
  testing: 'test',
  tst: 'test',
  qa: 'qa',
  dev: 'development',
  development: 'development',
  develop: 'development',
  demo: 'demo',
};
const NEGATED = /(?:^|[^a-z])(?:pre|non)[-_ ]?(?=prod|prd)/;

/** `prod-eu` -> prod, eu; `Production (EU)` the same; `preProd` is one word. */
function partsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replace(NEGATED, (said) => said.replace(/[-_ ]$/, ''))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** What an environment is for, by its name; null for a name that does not say. */
export function stageOf(name: string): Stage | null {
  for (const part of partsOf(name)) {
    const stage = STAGES[part.replace(/\d+$/, '')];
    if (stage) return stage;
  }
  return null;
}

/**
 * Which of the environments there are somebody means: one of exactly that name, else all that are for the same and hold every other
 * word: "prod" is `prod-eu` and `prod-us`, "prod eu" and "eu production" are `prod-eu`. Empty where none is.
 */
export function environmentsMeant(said: string, known: readonly string[]): string[] {
  const plain = said.trim().toLowerCase();
  const exact = known.filter((name) => name.toLowerCase() === plain);
  if (exact.length > 0) return exact;
  const parts = partsOf(said).filter((part) => !FILLERS.has(part));
  const stage = stageOf(said);
  const rest = parts.filter((part) => !STAGES[part.replace(/\d+$/, '')]);
  if (!stage && rest.length === 0) return [];
  return known.filter((name) => {
    const own = partsOf(name);
    if (stage && stageOf(name) !== stage) return false;
    return rest.every((part) => own.includes(part));
  });
}

const FILLERS = new Set(['the', 'in', 'on', 'to', 'environment', 'env', 'cluster', 'region']);

/** What else the name of an environment is made of: where it is and which of several. */
const PLACE_WORDS =
  /^(?:eu|us|uk|emea|apac|na|sa|ap|asia|east|west|north|south|central|blue|green|canary|main|[a-z]{2,4}\d+|\d+[a-z]?)$/;

/** Whether words name an environment and nothing else: one that there is, or one made of words for stages and places. */
export function isEnvironmentWord(said: string, known: readonly string[] = []): boolean {
  const plain = said.trim().toLowerCase();
  if (known.some((name) => name.toLowerCase() === plain)) return true;
  const parts = partsOf(said).filter((part) => !FILLERS.has(part));
  const isStage = (part: string) => STAGES[part.replace(/\d+$/, '')] !== undefined;
  return parts.some(isStage) && parts.every((part) => isStage(part) || PLACE_WORDS.test(part));
}

/** Environments that come and go with a branch or a pull request: nobody asks what runs there. */
export function isTransient(name: string): boolean {
  return (
    /(?:^|[^a-z])(?:pr|preview|review|ephemeral|temp|tmp|pull|branch|feature|deploy-preview)(?:$|[^a-z])/i.test(
      name,
    ) || /^(?:dependabot|renovate)\//i.test(name)
  );
}

const ORDER: readonly (Stage | null)[] = [
  'production',
  'preproduction',
  'acceptance',
  'staging',
  'sandbox',
  'demo',
  'qa',
  'test',
  'development',
  null,
];

/** Production first, then what is nearest to it. */
export function byImportance(a: string, b: string): number {
  return ORDER.indexOf(stageOf(a)) - ORDER.indexOf(stageOf(b)) || a.localeCompare(b);
}
