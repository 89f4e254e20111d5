import type { CatalogView } from './search.ts';

/** Teams and people of the catalog as CODEOWNERS names them. */
export type OwnerDirectory = {
  /** `@acme/payments`, `@ana` or `ana@acme.example` to the ref of a Group or User; null for whom the catalog does not know. */
  refOfHandle: (handle: string) => string | null;
  /** Whether the catalog has it. */
  isKnown: (ref: string) => boolean;
  /** Whether one is the other, a member of it, or a team below it at any depth. */
  isWithin: (ref: string, group: string) => boolean;
};

export function ownerDirectory(view: CatalogView): OwnerDirectory {
  function refOfHandle(handle: string): string | null {
    const slug = handle.split('/')[1];
    // What an annotation says is surer than a name that happens to be the same.
    for (const text of [handle, ...(slug ? [`@${slug}`] : [])]) {
      const hit = view
        .find(text, { kinds: kindsOf(handle), depth: 'exact' })
        .find(({ match }) => match === 'handle');
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

  return { refOfHandle, isKnown: (ref) => view.get(ref) !== null, isWithin };
}

/** A team has a slash in its handle, a person none; an e-mail address may be either's. */
function kindsOf(handle: string): string[] {
  if (!handle.startsWith('@')) return ['group', 'user'];
  return handle.includes('/') ? ['group'] : ['user'];
}
