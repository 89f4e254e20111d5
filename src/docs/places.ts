import { posix } from 'node:path';
import { canonicalRef } from '../catalog/ref.ts';
import { type DocsClaim, type DocsEntity, TECHDOCS_ENTITY } from './claims.ts';
import { type SiteKind, type SitePlace, siteId } from './site.ts';

const ENTITY_PATH = 'backstage.io/techdocs-entity-path';

/** A folder that so many entities stand in is a list of them, and what it holds is about none in particular. */
const MOST_BESIDE = 10;
const RANKS = ['component', 'system', 'api', 'resource', 'domain', 'group'];

/**
 * The sites of one source, each once. `paths` are the files of the source, `claims` those that lead into it, `name` is what its repository
 * or folder is called.
 */
export function planPlaces({
  source,
  name,
  paths,
  claims,
}: {
  source: string;
  name: string;
  paths: readonly string[];
  claims: readonly DocsClaim[];
}): SitePlace[] {
  const kinds = new Map<string, SiteKind | null>();
  const kindAt = ({ folder, isStated }: DocsClaim) => {
    const key = `${isStated} ${folder}`;
    if (!kinds.has(key)) kinds.set(key, kindOf(folder, { paths, isStated }));
    return kinds.get(key) ?? null;
  };
  const found = claims.filter((claim) => claim.source === source && kindAt(claim) !== null);
  return [...claimants(found, () => name)].flatMap(([{ root }, [first]]) => {
    const kind = first && kindAt(first);
    return first && kind ? [{ source, root, kind, ref: first.ref }] : [];
  });
}

/** Who shows what stands in each folder, the one that it is about first. What an entity says comes before where it stands. */
function* claimants(
  claims: readonly DocsClaim[],
  nameOf: (source: string) => string,
): Generator<[{ source: string; root: string }, DocsClaim[]]> {
  const sure = new Set(claims.flatMap(({ ref, isStated }) => (isStated ? [ref] : [])));
  const byFolder = Map.groupBy(
    claims.filter(({ ref, isStated }) => isStated || !sure.has(ref)),
    ({ source, folder }) => siteId({ source, root: folder }),
  );
  for (const [, all] of [...byFolder].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [{ source, folder: root } = { source: '', folder: '' }] = all;
    const called = posix.basename(root) || nameOf(source);
    const beside = all.filter(({ isStated }) => !isStated);
    const stated = all.filter(({ isStated }) => isStated);
    yield [
      { source, root },
      [...inOrder(stated, called), ...inOrder(aboutFolder(beside, called), called)],
    ];
  }
}

function aboutFolder(beside: readonly DocsClaim[], called: string): readonly DocsClaim[] {
  if (beside.length <= MOST_BESIDE) return beside;
  return beside.filter(({ name }) => name.toLowerCase() === called.toLowerCase());
}

function inOrder(claims: readonly DocsClaim[], called: string): DocsClaim[] {
  const isCalled = ({ name }: DocsClaim) => Number(name.toLowerCase() !== called.toLowerCase());
  const rank = ({ kind }: DocsClaim) => (RANKS.includes(kind) ? RANKS.indexOf(kind) : RANKS.length);
  return claims.toSorted(
    (a, b) => rank(a) - rank(b) || isCalled(a) - isCalled(b) || (a.ref < b.ref ? -1 : 1),
  );
}

const MARKDOWN = /\.(?:md|markdown)$/i;
const README = /^readme\.(?:md|markdown)$/i;

/** What sort of docs a folder holds; null for none. A folder is all docs only where somebody says so. */
function kindOf(
  root: string,
  { paths, isStated }: { paths: readonly string[]; isStated: boolean },
): SiteKind | null {
  const prefix = root === '' ? '' : `${root}/`;
  const below = paths.flatMap((path) =>
    path.startsWith(prefix) ? [path.slice(prefix.length)] : [],
  );
  if (below.some((path) => /^mkdocs\.ya?ml$/.test(path))) return 'techdocs';
  const texts = below.filter((path) => MARKDOWN.test(path));
  if (texts.some((path) => path.startsWith('docs/'))) return 'folder';
  if (isStated && texts.some((path) => !path.includes('/') && !README.test(path))) return 'folder';
  return texts.some((path) => README.test(path)) ? 'readme' : null;
}

/** Which site each entity shows, and where it begins: its own, or that of the entity it names. `nameOf` is what a source is called. */
export function planShown({
  entities,
  claims,
  sites,
  nameOf,
}: {
  entities: readonly DocsEntity[];
  claims: readonly DocsClaim[];
  sites: ReadonlySet<string>;
  nameOf: (source: string) => string;
}): { ref: string; site: string; path: string }[] {
  const found = claims.filter(({ source, folder }) => sites.has(siteId({ source, root: folder })));
  const own = new Map<string, string>();
  for (const [place, showing] of claimants(found, nameOf))
    for (const { ref } of showing) own.set(ref, siteId(place));
  const named = new Map(
    entities.flatMap(({ ref, entity }): [string, string][] => {
      const said = entity.metadata.annotations?.[TECHDOCS_ENTITY];
      const other = said ? otherRef(said, entity.metadata.namespace) : null;
      return other === null ? [] : [[ref, other]];
    }),
  );
  return entities.flatMap(({ ref, entity }) => {
    const site = siteThrough(ref, { named, own });
    const path = entity.metadata.annotations?.[ENTITY_PATH] ?? '';
    return site === null ? [] : [{ ref, site, path: path.replace(/^\/+|\/+$/g, '') }];
  });
}

function otherRef(said: string, namespace: string | undefined): string | null {
  try {
    return canonicalRef(said, { kind: 'component', namespace: namespace ?? 'default' });
  } catch {
    return null;
  }
}

/** Entities that point to entities that point … : a circle ends where it began, with the site of its own. */
function siteThrough(
  ref: string,
  { named, own }: { named: ReadonlyMap<string, string>; own: ReadonlyMap<string, string> },
): string | null {
  const seen = new Set<string>();
  let last = ref;
  for (let next: string | undefined = ref; next !== undefined && !seen.has(next); ) {
    seen.add(next);
    last = next;
    next = named.get(next);
  }
  return own.get(last) ?? own.get(ref) ?? null;
}
