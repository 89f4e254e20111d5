import type { OwnedRepository, Ownership } from '../catalog/ownership.ts';

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
