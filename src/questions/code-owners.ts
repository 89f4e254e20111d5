import type { OwnerDirectory } from '../catalog/owner-directory.ts';
import type { OwnedRepository, Ownership } from '../catalog/ownership.ts';
import type { CatalogView } from '../catalog/search.ts';

/** Whom CODEOWNERS names for an entity, and whether that agrees with its descriptor. */
export type CodeOwners = {
  /** As written: `@acme/payments`. */
  handles: readonly string[];
  /** Those that are in the catalog. */
  refs: readonly string[];
  verdict: Ownership['verdict'];
  url: string;
  observedAt: string;
};

/** What an answer says of the rule that decides; null when no rule does. */
export function codeOwnersOf(
  { codeowners, rule, verdict }: Ownership,
  repository: OwnedRepository & { seenAt: Date },
): CodeOwners | null {
  if (!rule || codeowners.length === 0) return null;
  return {
    handles: codeowners.map(({ handle }) => handle),
    refs: codeowners.flatMap(({ ref }) => ref ?? []),
    verdict,
    url: `${repository.url}/blob/${repository.defaultBranch ?? 'HEAD'}/${rule.path}#L${rule.line}`,
    observedAt: repository.seenAt.toISOString(),
  };
}

/** The teams and people of the index, as CODEOWNERS names them. */
export function directoryOf(view: CatalogView): OwnerDirectory {
  function refOfHandle(handle: string): string | null {
    const slug = handle.split('/')[1];
    const kinds = handle.startsWith('@') && slug === undefined ? ['user'] : ['group', 'user'];
    for (const text of [handle, ...(slug ? [`@${slug}`] : [])]) {
      const hit = view.find(text, { kinds }).find(({ match }) => match === 'handle');
      if (hit) return hit.entry.ref;
    }
    const ref = slug ? `group:default/${slug}` : `user:default/${handle.replace(/^@/, '')}`;
    return view.get(ref.toLowerCase())?.ref ?? null;
  }
  function isWithin(ref: string, group: string): boolean {
    const seen = new Set([ref]);
    for (const one of seen) {
      if (one === group) return true;
      for (const next of [...view.out(one, 'memberOf'), ...view.out(one, 'childOf')])
        seen.add(next);
    }
    return false;
  }
  return { refOfHandle, isWithin };
}
