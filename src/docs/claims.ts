import { posix } from 'node:path';
import type { Entity } from '../catalog/entity.ts';
import { aimOf } from '../catalog/targets.ts';

const TECHDOCS = 'backstage.io/techdocs-ref';
/** The entity whose docs this one shows as its own. */
export const TECHDOCS_ENTITY = 'backstage.io/techdocs-entity';
const SOURCE_LOCATION = 'backstage.io/source-location';
const PROJECT = 'github.com/project-slug';

/** An entity as far as its docs are concerned. */
export type DocsEntity = {
  ref: string;
  kind: string;
  name: string;
  source: string;
  location: string;
  entity: Entity;
};

/** Where an entity's docs are looked for. */
export type DocsClaim = {
  ref: string;
  /** In lower case. */
  kind: string;
  name: string;
  source: string;
  /** From the root of the source, without slashes at either end; `''` for the root. */
  folder: string;
  /** Whether the entity names this folder as the place of its docs; others only stand there. */
  isStated: boolean;
};

/** The source and the path in it that an address lies in (`url:https://…`, `file:/…`); null for what is not read. */
export type FindPlace = (address: string) => { source: string; path: string } | null;

/** Kinds that what stands beside their descriptor is about; others have docs where they say so. */
const BESIDE = new Set(['component', 'api', 'system', 'resource']);

/** Where the docs of an entity may be: where it says, and where its descriptor or its code stands. Surest first. */
export function claimsOf(one: DocsEntity, find: FindPlace): DocsClaim[] {
  const { ref, name } = one;
  const kind = one.kind.toLowerCase();
  const claim = { ref, kind, name };
  const home = homeOf(one, find);
  const stated = statedPlace(one, { home, find });
  const claims: DocsClaim[] = stated ? [{ ...claim, ...stated, isStated: true }] : [];
  const isBeside = BESIDE.has(kind) && !one.entity.metadata.annotations?.[TECHDOCS_ENTITY];
  if (home && isBeside && (!stated || stated.source === home.source))
    claims.push({ ...claim, ...home, isStated: false });
  return claims;
}

type Folder = { source: string; folder: string };

/** The folder of its code: as its source location says, as its repository is named, or where its descriptor stands. */
export function homeOf({ entity, location }: DocsEntity, find: FindPlace): Folder | null {
  const annotations = entity.metadata.annotations ?? {};
  const own = find(location);
  const said = annotations[SOURCE_LOCATION];
  const code = said ? find(said) : null;
  if (code) return { source: code.source, folder: trimmed(code.path) };
  const project = annotations[PROJECT];
  const host = /^url:(https?:\/\/[^/]+)\//i.exec(location)?.[1] ?? 'https://github.com';
  const repository = project ? find(`url:${host}/${project}/tree/HEAD/`) : null;
  // A project that is told to be elsewhere, as a central list of descriptors does.
  if (repository && repository.source !== own?.source)
    return { source: repository.source, folder: '' };
  return own && { source: own.source, folder: besides(own.path) };
}

/** Descriptors in a hidden folder (`.backstage/`) are about the folder that holds it. */
function besides(path: string): string {
  const folder = posix.dirname(path).replace(/^\.$/, '');
  return /^\.[^/]+$/.test(posix.basename(folder)) ? trimmed(posix.dirname(folder)) : folder;
}

function statedPlace(
  { entity, location }: DocsEntity,
  { home, find }: { home: Folder | null; find: FindPlace },
): Folder | null {
  const said = entity.metadata.annotations?.[TECHDOCS]?.trim();
  const [, type, target = ''] = /^(dir|url):(.*)$/s.exec(said ?? '') ?? [];
  if (type === 'url') {
    const found = /^https?:/i.test(target) ? find(`url:${target}`) : null;
    return found && { source: found.source, folder: trimmed(found.path) };
  }
  if (type !== 'dir') return null;
  const own = find(location);
  const declared = entity.metadata.annotations?.[SOURCE_LOCATION] ? home : null;
  const base =
    declared ?? (own && { source: own.source, folder: trimmed(posix.dirname(own.path)) });
  if (!base) return null;
  const aim = aimOf(target, { root: '/', path: posix.join(base.folder, 'descriptor') });
  return aim.kind === 'inside' ? { source: base.source, folder: trimmed(aim.path) } : null;
}

/** A folder as the rest of docs names it: `docs/api`; `''` for the root. */
export function trimmed(path: string): string {
  const plain = posix.normalize(path || '.').replace(/^\/+|\/+$/g, '');
  return plain === '.' ? '' : plain;
}

const ADRS = 'backstage.io/adr-location';

/** Folders of decision records that entities name, by source. */
export function adrFoldersOf(
  entities: readonly DocsEntity[],
  find: FindPlace,
): Map<string, string[]> {
  const found = entities.flatMap((one) => {
    const said = one.entity.metadata.annotations?.[ADRS]?.trim();
    if (!said) return [];
    if (/^https?:/i.test(said)) return find(`url:${said}`) ?? [];
    const home = homeOf(one, find);
    const aim = home && aimOf(said, { root: '/', path: posix.join(home.folder, 'descriptor') });
    return aim?.kind === 'inside' ? { source: home?.source ?? '', path: aim.path } : [];
  });
  const bySource = new Map<string, string[]>();
  for (const { source, path } of found)
    bySource.set(source, [...(bySource.get(source) ?? []), trimmed(path)]);
  return bySource;
}
