import type { RepositoryFacts } from './answers.ts';
import type { Facts, RepositoryRow } from './store.ts';

/** A listed repository as a row. An empty repository has no head; one whose head GitHub withholds is null: nothing is known of it. */
export function toFacts(answer: RepositoryFacts): Facts | null {
  const head = answer.defaultBranchRef?.target?.oid ?? null;
  if (head === null && !answer.isEmpty) return null;
  return {
    id: answer.id,
    slug: answer.nameWithOwner,
    url: answer.url,
    visibility: answer.visibility,
    isArchived: answer.isArchived,
    defaultBranch: answer.defaultBranchRef?.name ?? null,
    head,
    language: answer.primaryLanguage?.name ?? null,
    license: answer.licenseInfo?.spdxId ?? null,
    description: answer.description ?? null,
    createdAt: answer.createdAt ?? null,
    pushedAt: answer.pushedAt ?? null,
    updatedAt: answer.updatedAt,
  };
}

export type Rename = { id: string; from: string; to: string };
export type FactsPlan = {
  /** Ids whose files or file locations may differ although their head does not. */
  reread: string[];
  renames: Rename[];
  /** How many repositories are new or differ in any fact. */
  changed: number;
};

/** Compares what a listing says with what is stored. Identity is the node id: another name is a rename, never a new repository. */
export function planFacts(
  stored: ReadonlyMap<string, RepositoryRow>,
  facts: readonly Facts[],
): FactsPlan {
  const plan: FactsPlan = { reread: [], renames: [], changed: 0 };
  for (const fact of facts) {
    const known = stored.get(fact.id);
    if (!known || !isSame(known, fact)) plan.changed += 1;
    if (!known) continue;
    if (known.slug !== fact.slug)
      plan.renames.push({ id: fact.id, from: known.slug, to: fact.slug });
    const isMoved = known.url !== fact.url || known.defaultBranch !== fact.defaultBranch;
    // Topics and a descriptor's location are no part of the head; whatever changed moves `updatedAt`. What failed is tried again.
    if (
      isMoved ||
      known.readError !== null ||
      known.updatedAt?.getTime() !== fact.updatedAt?.getTime()
    )
      plan.reread.push(fact.id);
  }
  return plan;
}

function isSame(known: RepositoryRow, fact: Facts): boolean {
  return (Object.keys(fact) as (keyof Facts)[]).every(
    (key) => known[key]?.valueOf() === fact[key]?.valueOf(),
  );
}

type FromRepository = { id: string; ref: string; kind: string; name: string };

/**
 * The old names that go on meaning something: a repository with one component lends it its old name.
 * With several components the old name would be a guess, and a name that did not change needs no alias.
 */
export function aliasesOf(
  renames: readonly Rename[],
  entities: readonly FromRepository[],
): { alias: string; ref: string }[] {
  return renames.flatMap(({ id, from, to }) => {
    const alias = nameOf(from);
    const components = entities.filter(
      (entity) => entity.id === id && entity.kind.toLowerCase() === 'component',
    );
    const [only] = components;
    if (!only || components.length > 1 || alias === nameOf(to) || alias === only.name.toLowerCase())
      return [];
    return [{ alias, ref: only.ref }];
  });
}

const nameOf = (slug: string) => slug.slice(slug.indexOf('/') + 1).toLowerCase();
