import { parseCodeowners } from './codeowners.ts';
import { codeownersOf } from './codeowners-match.ts';
import type { Entity } from './entity.ts';
import { repositoryOf } from './links.ts';
import type { OwnerDirectory } from './owner-directory.ts';
import { relationsOf } from './relations.ts';

/** Somebody who committed lately: their login, or only the name git knows where GitHub knows no account. */
export type Committer = {
  login: string | null;
  name: string;
  commits: number;
  /** ISO time of their latest commit. */
  lastAt: string;
};

/** The repository an entity's code lives in, as far as ownership needs it: columns of `repositories`. */
export type OwnedRepository = {
  slug: string;
  url: string;
  defaultBranch: string | null;
  codeowners: string | null;
  codeownersPath: string | null;
};

export type CodeOwner = {
  /** As it is written: `@acme/payments`. */
  handle: string;
  /** The Group or User it is; null for whom the catalog does not know. */
  ref: string | null;
};

/** What the descriptor and CODEOWNERS say about the owner, side by side. */
export type Ownership = {
  /** The ref `spec.owner` names, whether or not it exists. */
  catalogOwner: string | null;
  codeowners: CodeOwner[];
  /** File and line of the rule that decides, e.g. `.github/CODEOWNERS`, 3; null where none does. */
  rule: { path: string; line: number } | null;
  /**
   * `agree`: all of them belong to the catalog's owner, or contain it. `shared`: some do, others do not or are not known.
   * `differ`: none does. `unknown`: one side says nothing, or names nobody the catalog knows.
   */
  verdict: 'agree' | 'shared' | 'differ' | 'unknown';
};

/** `location`: where the descriptor was read. */
export function ownershipOf(
  { entity, location }: { entity: Entity; location: string },
  repository: OwnedRepository | null,
  directory: OwnerDirectory,
): Ownership {
  const catalogOwner =
    relationsOf(entity).find(({ type }) => type === 'ownedBy')?.targetRef ?? null;
  const rules = parseCodeowners(repository?.codeowners ?? '');
  const folder = repository ? folderOf({ entity, location }, repository) : '';
  const rule = codeownersOf(rules, `${folder}${ANY_FILE}`);
  const codeowners = (rule?.owners ?? []).map((handle) => ({
    handle,
    ref: directory.refOfHandle(handle),
  }));
  return {
    catalogOwner,
    codeowners,
    rule: rule ? { path: repository?.codeownersPath ?? 'CODEOWNERS', line: rule.line } : null,
    verdict: compare(catalogOwner, codeowners, directory),
  };
}

/** Rules for single files and endings (`*.md`, `/catalog-info.yaml`) say nothing about a folder of code. */
const ANY_FILE = '~';

function compare(
  owner: string | null,
  codeowners: readonly CodeOwner[],
  { isWithin }: OwnerDirectory,
): Ownership['verdict'] {
  const known = codeowners.flatMap(({ ref }) => ref ?? []);
  if (owner === null || known.length === 0) return 'unknown';
  const ours = known.filter((ref) => isWithin(ref, owner) || isWithin(owner, ref));
  if (ours.length === 0) return 'differ';
  return ours.length === codeowners.length ? 'agree' : 'shared';
}

/** The folder of the entity's code within its repository, with a slash at its end; empty for the whole repository. */
function folderOf(
  { entity, location }: { entity: Entity; location: string },
  repository: OwnedRepository,
): string {
  const stated = repositoryOf(entity);
  const isHere = stated?.slug.toLowerCase() === repository.slug.toLowerCase();
  if (isHere && stated?.folder) return `${stated.folder.replace(/\/+$/, '')}/`;
  if (stated && !isHere) return '';
  const path = pathOf(location, repository);
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function pathOf(location: string, { url, defaultBranch }: OwnedRepository): string {
  const root = `url:${url.replace(/\/+$/, '')}/blob/`;
  if (!location.toLowerCase().startsWith(root.toLowerCase())) return '';
  const rest = location.slice(root.length);
  const branch = `${defaultBranch ?? ''}/`;
  const path = rest.startsWith(branch) ? rest.slice(branch.length) : rest.replace(/^[^/]*\//, '');
  return path.split('/').map(decoded).join('/');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
