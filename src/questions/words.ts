// Words that carry no name, as data: the longer these lists, the more ways of asking are understood.

/** Words at either end of a name that do not belong to it. */
const LEADING =
  /^(?:(?:the|a|an|both|our|your|their|this|that|these|those|any|some|all|every|whole|of|for|about|called|named|to|on|in|with|is|are|service called|thing called|(?:people|team|folks|guys|squad|crew) behind|(?:something|anything|stuff|more) about)\s+)+/i;
const TRAILING =
  /(?:\s+(?:thing|thingy|stuff|one|itself|exactly|please|pls|anymore|only|directly or not|directly or indirectly|alone|today|lately|now|currently|again|here|there|at all|though|then|btw|guys|folks|in general|in prod|in production|mean|means|doing|actually|entity|entities|2|two levels deep|\d+ levels?(?: deep)?|\d+ hops?|transitively|directly|and so on))+$/i;

/** What was said without the words around it that are no part of a name. */
export function withoutEdges(text: string): string {
  let bare = text.trim();
  for (let before = ''; before !== bare; ) {
    before = bare;
    bare = bare
      .replace(/^[("'`,;:]+|[)"'`,;:?!]+$/g, '')
      .replace(/(?<=\w)'s$/i, '')
      .replace(LEADING, '')
      .replace(TRAILING, '')
      .trim();
  }
  return bare;
}

export const PRONOUN =
  /^(?:the|it|its|their|his|that|this|them|they|those|these|both|he|she|him|her|(?:(?:the|that|this|same|both)\s+)?(?:service|component|api|app|repo|team|squad|person|one|thing|ones|services|owner|owners|owning team|guys|people))$/i;

export const SELF =
  /^(?:i|me|we|us|my|mine|our|ours|myself|my teams?|our teams?|my own|my squad|our squad|my services|our services|my stuff|our stuff|i am in|am i)$/i;

/** Words between names that say nothing about which is meant. */
export const NOISE: ReadonlySet<string> = new Set(
  'the a an our your my this that these those of for in on at to from by with and or is are was were be been it its they them do does did has have had can could should would will i we you me us team service please pls now today still also too just really ever actually currently who what which where when why how thing things stuff one ones any some all every new old am so if as than then there here about into out up down over under again returns return 500 404 503 error errors failing fails broken down slow'.split(
    ' ',
  ),
);

const NOUNS: Record<string, readonly string[]> = {
  group: ['group'],
  team: ['group'],
  squad: ['group'],
  tribe: ['group'],
  guild: ['group'],
  chapter: ['group'],
  crew: ['group'],
  department: ['group'],
  folks: ['group'],
  guys: ['group'],
  people: ['group'],
  user: ['user'],
  person: ['user'],
  engineer: ['user'],
  service: ['component'],
  microservice: ['component'],
  svc: ['component'],
  component: ['component'],
  app: ['component'],
  application: ['component'],
  website: ['component'],
  site: ['component'],
  frontend: ['component'],
  backend: ['component'],
  ui: ['component'],
  library: ['component'],
  lib: ['component'],
  package: ['component'],
  sdk: ['component'],
  job: ['component'],
  pipeline: ['component'],
  worker: ['component'],
  bot: ['component'],
  repo: ['component'],
  repository: ['component'],
  codebase: ['component'],
  api: ['api'],
  topic: ['api', 'resource'],
  event: ['api'],
  events: ['api'],
  stream: ['api', 'resource'],
  endpoint: ['api', 'component'],
  contract: ['api'],
  grpc: ['api'],
  schema: ['api'],
  resource: ['resource'],
  db: ['resource'],
  database: ['resource'],
  postgres: ['resource'],
  cluster: ['resource'],
  bucket: ['resource'],
  queue: ['resource'],
  cache: ['resource'],
  table: ['resource'],
  broker: ['resource'],
  system: ['system'],
  product: ['system'],
  domain: ['domain'],
  area: ['domain'],
  template: ['template'],
};

/** Kinds that a noun beside a name says: "the risk *team*", "ledger *db*"; null for other words. */
export function nounKinds(noun: string): readonly string[] | null {
  const word = noun.toLowerCase();
  for (const one of [word, word.replace(/s$/, '')])
    if (Object.hasOwn(NOUNS, one)) return NOUNS[one] ?? null;
  return null;
}
