import type { Db } from '#dialect';
import { lookCloser } from './problems/closer.ts';
import { skippedCodeownersLines } from './problems/codeowners-lines.ts';
import { danglingRelations } from './problems/dangling.ts';
import { duplicateRefs } from './problems/duplicates.ts';
import { orphans } from './problems/orphans.ts';
import { withOwners } from './problems/owners.ts';
import { unreadableSources } from './problems/unreadable.ts';
import { wrongDocuments } from './problems/wrong-documents.ts';

/**
 * `invalid`: a document that cannot be used. `warning`: a document that is used as it is and looks wrong. `duplicate`: a ref that two places state, told at both. `dangling`: a relation to nothing.
 * `no-owner`: an owner that does not exist. `orphan`: an entity that stays without a source that could still change it.
 * `unreadable`: a repository or a registered location that cannot be read. `codeowners`: a line of CODEOWNERS that GitHub passes over.
 */
export const PROBLEM_KINDS = [
  'invalid',
  'warning',
  'duplicate',
  'dangling',
  'no-owner',
  'orphan',
  'unreadable',
  'codeowners',
] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/** Something in the catalog that a person should put right. Lines and columns count from 1. */
export type CatalogProblem = {
  kind: ProblemKind;
  /** `error`: the catalog shows something wrong or nothing because of it. `warning`: what it shows may mislead. */
  severity: 'error' | 'warning';
  /** The entity it is about; null where the document does not tell. */
  ref: string | null;
  /** Whom it concerns: the owner that the entity names, whether or not that exists; a team or person itself. Null where nobody is known. */
  owner: string | null;
  message: string;
  /** What to do about it. */
  nextStep: string;
  /** `url:https://…` or `file:/…`. */
  location: string;
  /** Null where no single line is to blame, or the text is not at hand. */
  line: number | null;
  column: number | null;
  /** Where in the entity: `spec.owner`, `spec.dependsOn.2`; empty for the whole document. */
  path: string;
  /** It has been so since then at the latest; ISO 8601, null where that is not known. */
  since: string | null;
};

/** Which problems; without a field, those of everybody, everything and every kind. */
export type ProblemFilter = {
  kinds?: readonly ProblemKind[];
  /** Refs of Groups and Users: what concerns one of them. */
  owners?: readonly string[];
  ref?: string;
  location?: string;
};

/** A problem whose line, field and probable meaning are not looked up yet: `lookCloser` does so. */
export type UnplacedProblem = CatalogProblem & {
  /** What to look for in the document; null where all is known. */
  look: Look | null;
};
export type Look =
  | { for: 'name'; position: number | null }
  | { for: 'relation'; type: string; targetRef: string };

/** The problems of a filter, with their lines; the order is by location and line. */
export async function problems(db: Db, filter: ProblemFilter = {}): Promise<CatalogProblem[]> {
  const found = await lookCloser(db, await unplacedProblems(db, filter));
  return found.sort(byPlace);
}

/**
 * The same in a few queries and without reading files, in the order of locations: for counts, and for lists that show a page at a
 * time and look closer (`lookCloser`) at that page alone.
 */
export async function unplacedProblems(
  db: Db,
  { kinds = PROBLEM_KINDS, owners, ref, location }: ProblemFilter = {},
): Promise<UnplacedProblem[]> {
  const wanted = new Set<ProblemKind>(kinds);
  const scope = { ref: ref ?? null };
  const found: UnplacedProblem[] = [];
  if (wanted.has('invalid') || wanted.has('warning'))
    found.push(...(await wrongDocuments(db, scope)));
  if (wanted.has('duplicate')) found.push(...(await duplicateRefs(db, scope)));
  if (wanted.has('dangling') || wanted.has('no-owner'))
    found.push(...(await danglingRelations(db, scope)));
  if (wanted.has('orphan')) found.push(...(await orphans(db, scope)));
  if (wanted.has('unreadable')) found.push(...(await unreadableSources(db, scope)));
  if (wanted.has('codeowners')) found.push(...(await skippedCodeownersLines(db, scope)));
  const asked = found.filter(
    (problem) => wanted.has(problem.kind) && (!location || problem.location === location),
  );
  const owned = await withOwners(db, asked);
  const kept = owners
    ? owned.filter(({ owner }) => owner !== null && owners.includes(owner))
    : owned;
  return kept.sort(byPlace);
}

function byPlace(a: CatalogProblem, b: CatalogProblem): number {
  return (
    compare(a.location, b.location) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    PROBLEM_KINDS.indexOf(a.kind) - PROBLEM_KINDS.indexOf(b.kind) ||
    compare(a.ref ?? '', b.ref ?? '')
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
