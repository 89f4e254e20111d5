import { enumerate, labelOf } from '../catalog/labels.ts';
import { ownerDirectory } from '../catalog/owner-directory.ts';
import type { CatalogView } from '../catalog/search.ts';
import type { Fact } from './answer.ts';
import type { EntityFacts } from './facts.ts';
import { nameOf } from './labels.ts';
import { type Candidates, candidatesOf, weakDissent } from './testimony.ts';

/** What a reader must not miss, and the facts that show it. Sentences without markup. */
export function warningsOf(
  view: CatalogView,
  facts: EntityFacts,
): { warnings: string[]; facts: Fact[] } {
  const { entry, owner, codeOwners } = facts;
  const warnings: string[] = [];
  const doubts: Fact[] = [];
  if (owner && !owner.exists) {
    const near = nearestTeam(view, owner.ref);
    warnings.push(
      `Its owner ${nameOf(owner.ref)} is not in the catalog${near ? `; the nearest team is ${near}` : ''}.`,
    );
  }
  if (!owner && entry.kind !== 'group' && entry.kind !== 'user')
    warnings.push('It names no owner.');
  const { sentence } = candidatesFor(view, facts);
  if (sentence) warnings.push(sentence);
  if (codeOwners) {
    for (const ref of codeOwners.refs.length > 0 ? codeOwners.refs : codeOwners.handles)
      doubts.push(codeOwnersFact(codeOwners, ref));
    if (disagrees(facts)) {
      warnings.push(
        `CODEOWNERS says ${codeOwnersText(view, facts)}, ${facts.source.source} says ${owner ? labelOf(view, owner.ref) : 'nobody'}.`,
      );
    }
  }
  const also = alsoNamed(view, facts);
  if (also.length > 0)
    warnings.push(`CODEOWNERS also names ${enumerate(also.map((ref) => labelOf(view, ref)))}.`);
  if (!facts.isCurrent)
    warnings.push(
      `Its descriptor is broken at the moment: this is the last good content, from ${facts.source.observedAt.slice(0, 10)}.`,
    );
  if (facts.leaving) warnings.push(facts.leaving);
  for (const place of facts.conflicts)
    warnings.push(
      `${place.replace(/^(url|file):/, '')} defines the same name and is not used; ${facts.source.url ?? facts.source.source} came first.`,
    );
  if (owner?.exists) warnings.push(...weakDissent(view, facts.testimony, owner.ref));
  if (entry.lifecycle?.toLowerCase() === 'deprecated') warnings.push('It is deprecated.');
  if (facts.repository?.isArchived) warnings.push('Its repository is archived.');
  return { warnings, facts: doubts };
}

/** Who may know of a thing whose owner does not exist or is not named; nobody where the owner is known. */
export function candidatesFor(view: CatalogView, { owner, testimony }: EntityFacts): Candidates {
  return owner?.exists ? { refs: [], sentence: null } : candidatesOf(view, testimony);
}

/** Whom CODEOWNERS names beside the owner of the descriptor (and the teams inside it), where it names that one too. */
export function alsoNamed(view: CatalogView, { codeOwners, owner }: EntityFacts): string[] {
  if (codeOwners?.verdict !== 'shared') return [];
  const { isWithin } = ownerDirectory(view);
  return codeOwners.refs.filter((ref) => !isWithin(ref, owner?.ref ?? ''));
}

/** The nearest existing team to a name that no team has; null when none looks like it. */
export function nearestTeam(view: CatalogView, ref: string): string | null {
  const [hit] = view.find(nameOf(ref), { kinds: ['group'], limit: 1 });
  return hit && hit.score >= 0.35 ? labelOf(view, hit.entry.ref) : null;
}

/** Whether CODEOWNERS names others than the descriptor, and nobody of its owner's. */
export function disagrees({ codeOwners }: EntityFacts): boolean {
  return codeOwners?.verdict === 'differ';
}

export function codeOwnersText(view: CatalogView, { codeOwners }: EntityFacts): string {
  if (!codeOwners) return '';
  const { refs, handles } = codeOwners;
  return enumerate(refs.length > 0 ? refs.map((ref) => labelOf(view, ref)) : handles);
}

function codeOwnersFact(
  { url, observedAt }: { url: string; observedAt: string },
  value: string,
): Fact {
  return { name: 'owner', value, source: 'CODEOWNERS', url, observedAt };
}
