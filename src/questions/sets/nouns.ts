import { KINDS } from '../../catalog/kinds.ts';
import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';

export type Noun = { noun: string; keeps: (entry: CatalogEntry) => boolean; length: number };

/** Nouns for sorts of things: the word for a count, and what is of that sort. */
export const KIND_NOUNS: readonly [RegExp, string, (entry: CatalogEntry) => boolean][] = [
  [/^(?:services?|microservices?)$/i, 'service', ({ kind }) => kind === 'component'],
  [
    /^(?:components?|repos?|repositor(?:y|ies)|codebases?)$/i,
    'component',
    ({ kind }) => kind === 'component',
  ],
  [/^(?:websites?|frontends?|sites?)$/i, 'website', ({ type }) => type === 'website'],
  [/^(?:librar(?:y|ies)|libs?|packages?)$/i, 'library', ({ type }) => type === 'library'],
  [/^(?:apis?|endpoints?|contracts?)$/i, 'API', ({ kind }) => kind === 'api'],
  [
    /^(?:topics?|events?|streams?)$/i,
    'topic',
    ({ kind, type }) => kind === 'api' && type === 'asyncapi',
  ],
  [/^(?:resources?|infra|infrastructure)$/i, 'resource', ({ kind }) => kind === 'resource'],
  [
    /^(?:databases?|dbs?)$/i,
    'database',
    ({ kind, type }) =>
      kind === 'resource' &&
      /(?:^|[-_ ])(?:database|db|postgres(?:ql)?|mysql|sql|mongo(?:db)?|dynamodb|rds)(?:$|[-_ ])/i.test(
        type ?? '',
      ),
  ],
  [/^(?:buckets?)$/i, 'bucket', ({ type }) => /bucket|s3|storage/i.test(type ?? '')],
  [/^(?:clusters?)$/i, 'cluster', ({ type }) => /cluster/i.test(type ?? '')],
  [/^(?:pipelines?)$/i, 'pipeline', ({ type }) => /pipeline/i.test(type ?? '')],
  [/^(?:apps?|applications?)$/i, 'app', ({ kind }) => kind === 'component'],
  [/^(?:systems?)$/i, 'system', ({ kind }) => kind === 'system'],
  [/^(?:domains?)$/i, 'domain', ({ kind }) => kind === 'domain'],
  [/^(?:templates?)$/i, 'template', ({ kind }) => kind === 'template'],
  [/^(?:teams?|groups?|squads?)$/i, 'team', ({ kind }) => kind === 'group'],
  [/^(?:people|users?|persons?|engineers?|colleagues)$/i, 'person', ({ kind }) => kind === 'user'],
  [
    /^(?:things?|stuff|everything|anything|entit(?:y|ies)|what|all|ones?)$/i,
    'thing',
    ({ kind }) => !['group', 'user', 'location'].includes(kind),
  ],
];

const BACKSTAGE_KINDS = new Set([...KINDS.keys()].map((kind) => kind.toLowerCase()));

/** The sort of things that the first word names; that may be a kind of one's own: "clusters" where there are entities of the kind Cluster. */
export function nounAt(view: CatalogView, text: string): Noun | null {
  const word = /^[^\s,;?!]+/.exec(text)?.[0] ?? '';
  const names = singulars(word);
  const own = names.filter((name) => !BACKSTAGE_KINDS.has(name) && view.first(name) !== null);
  const isOwn = ({ kind }: CatalogEntry) => own.includes(kind);
  const sort = KIND_NOUNS.find(([shape]) => shape.test(word));
  if (sort)
    return { noun: sort[1], keeps: (entry) => sort[2](entry) || isOwn(entry), length: word.length };
  if (own[0]) return { noun: own[0], keeps: isOwn, length: word.length };
  return typeAt(view, text);
}

/** A type in the plural, of one word or two: "mobile apps", "message brokers". */
function typeAt(view: CatalogView, text: string): Noun | null {
  const words = /^[^\s,;?!]+(?:\s+[^\s,;?!]+)?/.exec(text)?.[0] ?? '';
  for (const said of new Set([words, words.split(/\s+/)[0] ?? ''])) {
    if (!/s$/i.test(said)) continue;
    const types = singulars(said).flatMap((one) =>
      view.words.traits(one).flatMap(({ field, value }) => (field === 'type' ? value : [])),
    );
    const [type] = types;
    if (type)
      return {
        noun: type.replace(/[-_]/g, ' '),
        keeps: (entry) => types.includes(entry.type?.toLowerCase() ?? ''),
        length: said.length,
      };
  }
  return null;
}

function singulars(word: string): string[] {
  const plain = word.toLowerCase();
  return [
    ...new Set([
      plain,
      plain.replace(/s$/, ''),
      plain.replace(/ies$/, 'y'),
      plain.replace(/(?<=[sxz]|ch|sh)es$/, ''),
    ]),
  ];
}

const FIXED =
  /^(?:services?|microservices?|components?|repos|repositories|apis?|topics?|resources?|databases?|dbs|systems?|domains?|templates?|librar(?:y|ies)|libs|websites?|things|stuff|everything|anything|apps?|pipelines?|clusters?|buckets?|entities|teams?|people|squads?|groups?|orphans?|what|all|most|fewest|oldest|newest|users|engineers|frontends?|endpoints|contracts|events|streams)$/i;

/** Whether any word of a text is a noun for sorts of things, or asks for the first of them. */
export function hasNoun(view: CatalogView, text: string): boolean {
  return text.split(/[\s,;?!]+/).some((word, at, words) => {
    if (!word) return false;
    if (FIXED.test(word)) return true;
    return /s$/i.test(word) && nounAt(view, words.slice(at, at + 2).join(' ')) !== null;
  });
}
