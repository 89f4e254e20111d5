import { hash } from 'node:crypto';
import type { Entity } from './entity.ts';

/** Lists of refs that Backstage keeps sorted, whatever their order in the file. */
const SORTED_FIELDS = [
  'providesApis',
  'consumesApis',
  'dependsOn',
  'dependencyOf',
  'memberOf',
  'children',
  'members',
] as const;

/** The entity as Backstage stores it: with its namespace, and lists of refs in order. */
export function normalizeEntity(entity: Entity): Entity {
  const metadata = { ...entity.metadata, namespace: entity.metadata.namespace || 'default' };
  if (metadata.annotations) metadata.annotations = withoutScripts(metadata.annotations);
  else delete metadata.annotations;
  if (!entity.spec) return { ...entity, metadata };
  const spec = { ...entity.spec };
  for (const field of SORTED_FIELDS) {
    const list: unknown = spec[field];
    if (Array.isArray(list) && list.every((item) => typeof item === 'string'))
      spec[field] = list.toSorted();
  }
  return { ...entity, metadata, spec };
}

const ADDRESSES = ['backstage.io/view-url', 'backstage.io/edit-url'] as const;
/** Browsers pass over control characters before and line breaks within the word. */
const SCRIPT =
  /^[\0- ]*j[\r\n\t]*a[\r\n\t]*v[\r\n\t]*a[\r\n\t]*s[\r\n\t]*c[\r\n\t]*r[\r\n\t]*i[\r\n\t]*p[\r\n\t]*t[\r\n\t]*:/i;
const REJECTED = 'https://backstage.io/annotation-rejected-for-security-reasons';

/** Addresses that pages link to must not run as a script; Backstage puts the same one in their place. */
function withoutScripts(annotations: Record<string, string>): Record<string, string> {
  const bad = ADDRESSES.filter((key) => SCRIPT.test(annotations[key] ?? ''));
  if (bad.length === 0) return annotations;
  return { ...annotations, ...Object.fromEntries(bad.map((key) => [key, REJECTED])) };
}

/** Changes when the content does, and not with the order of its keys, which PostgreSQL does not keep. */
export function etagOf(entity: Entity): string {
  return hash('sha1', JSON.stringify(inOrder(entity)), 'base64url');
}

function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const map = value as Record<string, unknown>;
  const keys = Object.keys(map).sort();
  return { map: keys.map((key) => [key, inOrder(map[key])]) };
}

/** Stays the same as long as the ref does; formed like the UUIDs that clients of Backstage expect. */
export function uidOf(ref: string): string {
  const digest = hash('sha1', ref, 'hex');
  return digest.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-5$3-8$4-$5');
}
