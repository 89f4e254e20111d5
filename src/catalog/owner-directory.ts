import type { Entity } from './entity.ts';
import { joinsOf } from './found.ts';
import { refOf } from './ref.ts';
import { relationsOf } from './relations.ts';

/** Teams and people of the catalog as CODEOWNERS names them. */
export type OwnerDirectory = {
  /** `@acme/payments`, `@ana` or `ana@acme.example` to the ref of a Group or User; null for whom the catalog does not know. */
  refOfHandle: (handle: string) => string | null;
  /** Whether one is the other, a member of it, or a team below it at any depth. */
  isWithin: (ref: string, group: string) => boolean;
};

/** `entities`: every Group and User; others are passed over. */
export function createOwnerDirectory(entities: readonly Entity[]): OwnerDirectory {
  const handles = new Map<string, string>();
  const above = new Map<string, Set<string>>();
  const put = (below: string, group: string) =>
    above.set(below, (above.get(below) ?? new Set()).add(group));
  for (const entity of entities) {
    const ref = refOf(entity);
    for (const { type, targetRef } of relationsOf(entity)) {
      if (type === 'memberOf' || type === 'childOf') put(ref, targetRef);
      if (type === 'hasMember' || type === 'parentOf') put(targetRef, ref);
    }
    const joins = joinsOf(entity);
    // What an annotation says is surer than a name that happens to be the same.
    if (joins) handles.set(joins, ref);
    const email = emailOf(entity);
    if (email) handles.set(`email=${email}`, ref);
  }
  for (const entity of entities) {
    const named = nameHandle(entity);
    if (named && !handles.has(named)) handles.set(named, refOf(entity));
  }
  return {
    refOfHandle: (handle) => handles.get(keyOf(handle)) ?? null,
    isWithin: (ref, group) => reaches(above, ref, group),
  };
}

function keyOf(handle: string): string {
  const written = handle.toLowerCase();
  if (!written.startsWith('@')) return `email=${written}`;
  const [login = '', slug] = written.slice(1).split('/');
  return slug === undefined ? `github.com/user-login=${login}` : `github.com/team-slug=${slug}`;
}

function nameHandle({ kind, metadata }: Entity): string | null {
  const name = metadata.name.toLowerCase();
  if (kind === 'Group') return `github.com/team-slug=${name}`;
  return kind === 'User' ? `github.com/user-login=${name}` : null;
}

function emailOf({ kind, spec }: Entity): string | null {
  if (kind !== 'User' && kind !== 'Group') return null;
  const profile = spec?.['profile'] as { email?: unknown } | undefined;
  return typeof profile?.email === 'string' ? profile.email.toLowerCase() : null;
}

function reaches(above: ReadonlyMap<string, Set<string>>, ref: string, group: string): boolean {
  const seen = new Set([ref]);
  for (const one of seen) {
    if (one === group) return true;
    for (const next of above.get(one) ?? []) seen.add(next);
  }
  return false;
}
