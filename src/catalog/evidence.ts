import type { OwnerDirectory } from './owner-directory.ts';

/** Somebody who committed lately: their login, or only the name git knows where GitHub knows no account. */
export type Committer = {
  login: string | null;
  name: string;
  commits: number;
  /** ISO time of their latest commit. */
  lastAt: string;
};

/** Somebody a source names. */
export type NamedOwner = {
  /** As it is written: `@acme/payments`, or the name of a committer. */
  handle: string;
  /** The Group or User it is; null for whom the catalog does not know. */
  ref: string | null;
};

/**
 * What one source says beside the descriptor's owner. `agree`: all whom it names belong to that owner, or contain it. `shared`:
 * some do, others do not or are not known. `differ`: none does. `unknown`: one side says nothing, or names nobody the catalog knows.
 */
export type Verdict = 'agree' | 'shared' | 'differ' | 'unknown';

export type Voice = {
  source: 'codeowners' | 'admins' | 'committers';
  named: readonly NamedOwner[];
  verdict: Verdict;
};

/** Who looks after a thing, as far as its sources say. */
export type Evidence = {
  /** The ref the descriptor names, whether or not it exists; null where it names none. */
  owner: string | null;
  codeowners: readonly NamedOwner[];
  adminTeams: readonly NamedOwner[];
  committers: readonly (Committer & { ref: string | null })[];
};

/** Fewer commits than this by people the catalog knows say nothing against an owner. */
const TELLING_COMMITS = 3;

/** What the sources beside the descriptor say, strongest first; those that say nothing are left out. */
export function weigh(evidence: Evidence, directory: OwnerDirectory): Voice[] {
  const { codeowners, adminTeams, committers } = evidence;
  // Nobody can agree with an owner that does not exist, or disagree.
  const owner = evidence.owner && directory.isKnown(evidence.owner) ? evidence.owner : null;
  const voices: Voice[] = [
    { source: 'codeowners', named: codeowners, verdict: compare(owner, codeowners, directory) },
    { source: 'admins', named: adminTeams, verdict: compareAdmins(owner, adminTeams, directory) },
    {
      source: 'committers',
      named: committers.map(({ name, ref }) => ({ handle: name, ref })),
      verdict: compareCommitters(owner, committers, directory),
    },
  ];
  return voices.filter(({ named }) => named.length > 0);
}

function compare(
  owner: string | null,
  named: readonly NamedOwner[],
  directory: OwnerDirectory,
): Verdict {
  const known = named.flatMap(({ ref }) => ref ?? []);
  if (owner === null || known.length === 0) return 'unknown';
  const ours = known.filter((ref) => isOurs(ref, owner, directory));
  if (ours.length === 0) return 'differ';
  return ours.length === named.length ? 'agree' : 'shared';
}

/** A second team with admin rights beside the owner's is a helper, not a rival. */
function compareAdmins(
  owner: string | null,
  named: readonly NamedOwner[],
  directory: OwnerDirectory,
): Verdict {
  const verdict = compare(owner, named, directory);
  return verdict === 'shared' ? 'agree' : verdict;
}

/** Others may help: only where nobody of the owner's commits does it speak against the owner. */
function compareCommitters(
  owner: string | null,
  committers: Evidence['committers'],
  directory: OwnerDirectory,
): Verdict {
  const known = committers.filter(({ ref }) => ref !== null);
  const commits = sum(known);
  if (owner === null || commits === 0) return 'unknown';
  const ours = sum(known.filter(({ ref }) => isOurs(ref ?? '', owner, directory)));
  if (ours === 0) return commits < TELLING_COMMITS ? 'unknown' : 'differ';
  return ours * 2 >= commits ? 'agree' : 'shared';
}

function sum(committers: readonly Committer[]): number {
  return committers.reduce((total, { commits }) => total + commits, 0);
}

function isOurs(ref: string, owner: string, { isWithin }: OwnerDirectory): boolean {
  return isWithin(ref, owner) || isWithin(owner, ref);
}
