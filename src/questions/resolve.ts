import { like, sql } from 'drizzle-orm';
import { type CodePath, readPath } from '../catalog/code-paths.ts';
import type { HandleSort } from '../catalog/handles.ts';
import { handleKey } from '../catalog/handles.ts';
import { nameWords } from '../catalog/names.ts';
import type { CatalogEntry } from '../catalog/summary.ts';
import { repositories } from '../db/schema.ts';
import { decide } from './decide.ts';
import { type RepositoryRow, repositoryAt } from './facts.ts';
import type { Room } from './intention.ts';
import type { CodePlace, Pasted, Thing } from './things/thing.ts';

/** A repository or a place in it. */
export type Place = {
  slug: string;
  /** Null where its files are not read here. */
  repository: RepositoryRow | null;
  /** The entity whose code lies there; null where no descriptor says so. */
  ref: string | null;
  path: CodePath;
};

export type Resolution =
  | { kind: 'entity'; ref: string; said: string }
  | { kind: 'place'; place: Place }
  | { kind: 'choice'; said: string; options: readonly string[] }
  | { kind: 'none'; said: string; why: string };

type None = Extract<Resolution, { kind: 'none' }>;

/** Kinds that are nobody's code, host or topic. */
const NOT_THINGS = ['group', 'user', 'location', 'template'];
/** So many things known by one host or module are a crowd: it belongs to none of them. */
const CROWD = 6;

/** The first of the things that the catalog knows; else the first it has a guess at; else why it knows none. */
export async function resolvePasted(room: Room, { things }: Pasted): Promise<Resolution> {
  let choice: Resolution | null = null;
  let none: None | null = null;
  for (const thing of things) {
    const found = await resolveThing(room, thing);
    if (found.kind === 'choice') choice ??= found;
    else if (found.kind === 'none') none ??= found;
    else return found;
  }
  return choice ?? none ?? { kind: 'none', said: '', why: 'There is nothing in it to look for.' };
}

export function resolveThing(room: Room, thing: Thing): Promise<Resolution> | Resolution {
  switch (thing.kind) {
    case 'code':
      return resolveCode(room, thing);
    case 'path':
      return resolvePath(room, thing);
    case 'host':
      return resolveHost(room, thing);
    case 'module':
      return resolveModule(room, thing);
    case 'name':
      return resolveName(room, thing);
  }
}

async function resolveCode(
  room: Room,
  { said, host, slug, place }: Extract<Thing, { kind: 'code' }>,
): Promise<Resolution> {
  const unknown: None = { kind: 'none', said, why: `No repository ${slug} is in the catalog.` };
  const repository = await repositoryAt(room.db, slug);
  const isHere = repository ? hostIn(repository.url) === host : host === 'github.com';
  if (!isHere || (!repository && thingsAt(room, `github.com/${slug}`).length === 0)) return unknown;
  const path = pathIn(place, repository);
  const found = thingsAt(room, `github.com/${slug}/${path.path}`);
  if (place === null && found.length > 0) return judge(found, said);
  return {
    kind: 'place',
    place: { slug: repository?.slug ?? slug, repository, ref: firstOf(found, said), path },
  };
}

async function resolvePath(
  room: Room,
  { said, path }: Extract<Thing, { kind: 'path' }>,
): Promise<Resolution> {
  const parts = path.split('/').filter(Boolean);
  const isWhole = !path.startsWith('/') && !path.startsWith('.');
  const served = path.startsWith('/') ? thingsAt(room, path) : [];
  if (served.length > 0) return judge(served, said);
  if (isWhole && parts.length > 2) {
    const slug = parts.slice(0, 2).join('/');
    const place = { path: rest(path, 2), hasBranch: false, sort: null };
    const found = await resolveCode(room, { kind: 'code', said, host: 'github.com', slug, place });
    if (found.kind !== 'none') return found;
  }
  if (isWhole) {
    const slug = await slugOf(room, parts[0] ?? '');
    const place = { path: rest(path, 1), hasBranch: false, sort: null };
    if (slug) return placeIn(room, slug, place);
  }
  const options = parts.flatMap((part) => (part.length > 3 ? repositoriesNamed(room, part) : []));
  if (options.length > 0) return { kind: 'choice', said, options: some(options) };
  return { kind: 'none', said, why: 'Its beginning names no repository of the catalog.' };
}

/** A place in a repository that is known to be one. */
export async function placeIn(room: Room, slug: string, place: CodePlace): Promise<Resolution> {
  const repository = await repositoryAt(room.db, slug);
  const path = pathIn(place, repository);
  const ref = firstOf(thingsAt(room, `github.com/${slug}/${path.path}`), slug);
  return { kind: 'place', place: { slug: repository?.slug ?? slug, repository, ref, path } };
}

/** The one repository of that name, whether or not a descriptor describes it: `payments-api`, `acme/payments-api`. */
export async function slugOf(room: Room, said: string): Promise<string | null> {
  if (!/^[\w.-]+(?:\/[\w.-]+)?$/.test(said)) return null;
  if (said.includes('/')) {
    const row = await repositoryAt(room.db, said);
    return row?.slug ?? (thingsAt(room, `github.com/${said}`).length > 0 ? said : null);
  }
  const rows = await room.db
    .select({ slug: repositories.slug })
    .from(repositories)
    .where(like(sql`lower(${repositories.slug})`, `%/${said.toLowerCase()}`));
  // An underscore in the name is a wildcard there, so the name is compared again.
  const named = rows.filter(({ slug }) => slug.split('/')[1]?.toLowerCase() === said.toLowerCase());
  return named.length === 1 ? (named[0]?.slug ?? null) : null;
}

function resolveHost(
  room: Room,
  { said, host, address }: Extract<Thing, { kind: 'host' }>,
): Resolution {
  const pages = thingsAt(room, address);
  if (pages.length > 0) return judge(pages, said);
  const known = thingsKnownBy(room, 'host', host);
  if (known.length > 0 && known.length < CROWD) return judge(known, said);
  const byId = address.split('/').slice(1).findLast(isId);
  const owners = byId ? handled(room, byId) : [];
  if (owners.length === 1) return judge(owners, said);
  if (known.length > 0)
    return { kind: 'none', said, why: `${known.length} things share the host ${host}.` };
  const [first = '', ...domain] = host.split('.');
  const options = domain.flatMap((label) => thingsAt(room, `github.com/${label}/${first}`));
  const inCluster = domain.includes('svc') ? named(room, first) : [];
  if (options.length + inCluster.length > 0)
    return {
      kind: 'choice',
      said,
      options: some([...options, ...inCluster].map(({ ref }) => ref)),
    };
  return { kind: 'none', said, why: `Nothing in the catalog is known by the host ${host}.` };
}

function resolveModule(room: Room, { said, name }: Extract<Thing, { kind: 'module' }>): Resolution {
  const parts = handleKey('module', name).split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const known = thingsKnownBy(room, 'module', parts.slice(0, length).join('.'));
    if (known.length > 0 && known.length < CROWD) return judge(known, said);
  }
  const scoped = /^@([\w.~-]+)\/([\w.~-]+)/.exec(name);
  if (scoped) {
    const called = [
      ...named(room, scoped[0]),
      ...thingsAt(room, `github.com/${scoped[1]}/${scoped[2]}`),
    ];
    if (called.length > 0) return judge(called, said);
  }
  const alike = parts.flatMap((part, at) => {
    const next = parts[at + 1];
    const split = part.includes('-') ? part.replace('-', '/') : null;
    const slugs = [next ? `${part}/${next}` : null, split].filter((slug) => slug !== null);
    return slugs.flatMap((slug) => thingsAt(room, `github.com/${slug}`));
  });
  if (alike.length > 0) return { kind: 'choice', said, options: some(alike.map(({ ref }) => ref)) };
  return { kind: 'none', said, why: 'Nothing in the catalog is known by this package.' };
}

/** What an alert is called: an id in the catalog, the name of a thing, or a name that begins like one. */
function resolveName(room: Room, { said, name }: Extract<Thing, { kind: 'name' }>): Resolution {
  const called = [...handled(room, name), ...named(room, name)];
  if (called.length > 0) return judge(called, said);
  const words = nameWords(name);
  for (let length = words.length - 1; length > 0; length -= 1) {
    const beginning = words.slice(0, length).join('-');
    const options = beginning.length > 2 ? named(room, beginning) : [];
    if (options.length > 0)
      return { kind: 'choice', said, options: some(options.map(({ ref }) => ref)) };
  }
  return { kind: 'none', said, why: 'Nothing in the catalog is known by this name.' };
}

function judge(found: readonly CatalogEntry[], said: string): Resolution {
  const verdict = decide(
    distinct(found).map((entry) => ({ entry, match: 'exact', score: 1 })),
    said,
  );
  if (verdict.kind === 'one') return { kind: 'entity', ref: verdict.entry.ref, said };
  return { kind: 'choice', said, options: verdict.kind === 'several' ? verdict.options : [] };
}

function firstOf(found: readonly CatalogEntry[], said: string): string | null {
  const judged = found.length > 0 ? judge(found, said) : null;
  return judged?.kind === 'entity' ? judged.ref : null;
}

function thingsAt({ view }: Room, address: string): CatalogEntry[] {
  return view.at(address.replace(/\/+$/, '')).filter(isThing);
}

export function thingsKnownBy({ view }: Room, sort: HandleSort, key: string): CatalogEntry[] {
  return view.knownBy(sort, key).filter(isThing);
}

function handled(room: Room, text: string): CatalogEntry[] {
  return exactly(room, text, 'handle');
}

function named(room: Room, text: string): CatalogEntry[] {
  return exactly(room, text, 'exact');
}

function exactly({ view }: Room, text: string, match: 'exact' | 'handle'): CatalogEntry[] {
  return view
    .find(text, { except: NOT_THINGS, depth: 'exact' })
    .flatMap((hit) => (hit.match === match ? [hit.entry] : []));
}

/** Components whose repository is called so. */
function repositoriesNamed(room: Room, name: string): string[] {
  return named(room, name).flatMap(({ ref, kind }) => (kind === 'component' ? [ref] : []));
}

function isThing({ kind }: CatalogEntry): boolean {
  return !NOT_THINGS.includes(kind);
}

function distinct(found: readonly CatalogEntry[]): CatalogEntry[] {
  return [...new Map(found.map((entry) => [entry.ref, entry])).values()];
}

function some(refs: readonly string[]): string[] {
  return [...new Set(refs)].slice(0, CROWD - 1);
}

/** An id of a tool, and no word: `PLED01`. */
function isId(part: string): boolean {
  return /^(?=.*\d)[A-Za-z\d_-]{5,}$/.test(part);
}

function hostIn(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

function rest(path: string, parts: number): string {
  const end = path.endsWith('/') ? '/' : '';
  return path.split('/').filter(Boolean).slice(parts).join('/') + end;
}

/** First parts of branch names that have a slash in them. */
const BRANCH_FOLDERS =
  /^(?:feat|feature|features|fix|bugfix|hotfix|release|releases|chore|docs|refactor|test|users?|dependabot|renovate)$/i;

/** The path behind the branch. A branch may have slashes; the default one is known. */
function pathIn(place: CodePlace | null, repository: RepositoryRow | null): CodePath {
  if (!place) return { path: '', sort: 'folder' };
  const known = repository?.files ?? {};
  const options = place.sort ? { known, sort: place.sort } : { known };
  if (!place.hasBranch) return readPath(place.path, options);
  const plain = place.path.replace(/^refs\/(?:heads|tags)\//, '');
  const branch = `${repository?.defaultBranch ?? 'main'}/`;
  if (plain.startsWith(branch)) return readPath(plain.slice(branch.length), options);
  const parts = plain.split('/');
  const skip = BRANCH_FOLDERS.test(parts[0] ?? '') && parts.length > 2 ? 2 : 1;
  return readPath(parts.slice(skip).join('/'), options);
}
