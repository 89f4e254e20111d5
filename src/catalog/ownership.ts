import { ANY_FILE } from './code-paths.ts';
import { parseCodeowners } from './codeowners.ts';
import { codeownersOf } from './codeowners-match.ts';
import type { Entity } from './entity.ts';
import {
  type Committer,
  type Evidence,
  type NamedOwner,
  type Verdict,
  type Voice,
  weigh,
} from './evidence.ts';
import { repositoryOf } from './links.ts';
import type { OwnerDirectory } from './owner-directory.ts';
import { relationsOf } from './relations.ts';

/** The repository an entity's code lives in, as far as ownership needs it: columns of `repositories`. */
export type OwnedRepository = {
  slug: string;
  url: string;
  defaultBranch: string | null;
  codeowners: string | null;
  codeownersPath: string | null;
  adminTeams: string[] | null;
  committers: Committer[] | null;
};

/** What the descriptor, CODEOWNERS and the repository say about the owner, side by side. */
export type Ownership = {
  /** The ref `spec.owner` names, whether or not it exists. */
  catalogOwner: string | null;
  codeowners: NamedOwner[];
  /** File and line of the rule that decides, e.g. `.github/CODEOWNERS`, 3; null where none does. */
  rule: { path: string; line: number } | null;
  /** What CODEOWNERS says beside the descriptor. */
  verdict: Verdict;
  /** All sources that say something beside the descriptor, strongest first. */
  voices: Voice[];
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
  const codeowners = ownersOfRule(rule, directory);
  // Who administers a repository or commits to it says nothing about one folder of it.
  const whole = folder === '' ? repository : null;
  const voices = weigh(
    { owner: catalogOwner, codeowners, ...lookersAfter(whole, directory) },
    directory,
  );
  return {
    catalogOwner,
    codeowners,
    rule: rule ? { path: repository?.codeownersPath ?? 'CODEOWNERS', line: rule.line } : null,
    verdict: voices.find(({ source }) => source === 'codeowners')?.verdict ?? 'unknown',
    voices,
  };
}

/** What is known of a repository that no descriptor describes: nobody to compare with, so every verdict is `unknown`. */
export function ownershipOfRepository(
  repository: OwnedRepository,
  directory: OwnerDirectory,
): Ownership {
  const rule = codeownersOf(parseCodeowners(repository.codeowners ?? ''), ANY_FILE);
  const codeowners = ownersOfRule(rule, directory);
  return {
    catalogOwner: null,
    codeowners,
    rule: rule ? { path: repository.codeownersPath ?? 'CODEOWNERS', line: rule.line } : null,
    verdict: 'unknown',
    voices: weigh({ owner: null, codeowners, ...lookersAfter(repository, directory) }, directory),
  };
}

/** Whom a rule names, with the teams and people of the catalog they are. */
export function ownersOfRule(
  rule: { owners: readonly string[] } | null,
  directory: OwnerDirectory,
): NamedOwner[] {
  return (rule?.owners ?? []).map((handle) => ({ handle, ref: directory.refOfHandle(handle) }));
}

function lookersAfter(
  repository: OwnedRepository | null,
  { refOfHandle }: OwnerDirectory,
): Pick<Evidence, 'adminTeams' | 'committers'> {
  const organization = repository?.slug.split('/')[0] ?? '';
  return {
    adminTeams: (repository?.adminTeams ?? []).map((slug) => {
      const handle = `@${organization}/${slug}`;
      return { handle, ref: refOfHandle(handle) };
    }),
    committers: (repository?.committers ?? []).map((committer) => ({
      ...committer,
      ref: committer.login ? refOfHandle(`@${committer.login}`) : null,
    })),
  };
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
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return DESCRIPTOR_FOLDER.test(folder) ? '' : folder;
}

/** Folders that hold what describes a repository, and no part of what it is. */
const DESCRIPTOR_FOLDER = /^(?:\.[\w-]+|docs)\//;

/** The path of a file within its repository; empty for a location elsewhere. */
export function pathOf(
  location: string,
  { url, defaultBranch }: Pick<OwnedRepository, 'url' | 'defaultBranch'>,
): string {
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
