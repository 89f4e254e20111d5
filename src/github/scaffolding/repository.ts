import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { NewRepository, Place, RepositoryMade } from '../../scaffolder/repository-host.ts';
import { refusalOf } from '../refusal.ts';
import type { Api, Calls } from './calls.ts';

/** https://docs.github.com/en/rest/repos/repos#get-a-repository */
export const Repository = z.object({
  full_name: z.string(),
  html_url: z.string(),
  clone_url: z.string(),
  default_branch: z.string(),
  created_at: z.coerce.date(),
});
export type Repository = z.infer<typeof Repository>;

const Account = z.object({ type: z.string() });

/** GitHub's clock and ours need not agree to the second. */
const SKEW_MS = 120_000;

export function findRepository(api: Api, { owner, repo }: Place): Promise<Repository | null> {
  return api.find(Repository, 'GET /repos/{owner}/{repo}', { owner, repo });
}

export function isTaken(calls: Calls, place: Place): Promise<boolean> {
  return calls(`look for ${nameOf(place)}`, async (api) => {
    const found = await findRepository(api, place);
    // A name that was given up by a rename leads to the repository's new one, and is free.
    return found?.full_name.toLowerCase() === nameOf(place).toLowerCase();
  });
}

export function defaultBranch(calls: Calls, place: Place): Promise<string> {
  return calls(`look at ${nameOf(place)}`, async (api) => {
    const found = await findRepository(api, place);
    if (found) return found.default_branch;
    throw new UserError(`I see no repository ${nameOf(place)}.`, 'Choose one that exists.');
  });
}

/** Makes a repository without any commit, or finds the one that this run made. */
export function ensureRepository(calls: Calls, wanted: NewRepository): Promise<RepositoryMade> {
  const { owner, repo } = wanted;
  const place = { owner, repo };
  return calls(`create ${nameOf(place)}`, async (api, attempt) => {
    const mayExist = wanted.mayExist || attempt > 0;
    const earlier = mayExist ? await findRepository(api, place) : null;
    if (earlier) return { ...made(ours(earlier, wanted)), isNew: false };
    try {
      return { ...made(await create(api, wanted)), isNew: true };
    } catch (error) {
      if (/already exists/i.test(refusalOf(error)?.message ?? '')) throw taken(place);
      throw error;
    }
  });
}

async function create(api: Api, wanted: NewRepository): Promise<Repository> {
  const { owner, repo: name, description, homepage, visibility, settings } = wanted;
  const account = await api.find(Account, 'GET /users/{owner}', { owner });
  if (!account)
    throw new UserError(`GitHub has no organization "${owner}".`, 'Choose one that exists.');
  const body = { ...settings, name, description, homepage, private: visibility !== 'public' };
  return account.type === 'User'
    ? api.call(Repository, 'POST /user/repos', body)
    : api.call(Repository, 'POST /orgs/{org}/repos', { ...body, org: owner, visibility });
}

function ours(found: Repository, wanted: NewRepository): Repository {
  if (isSince(found, wanted.since)) return found;
  throw taken(wanted);
}

export function isSince(found: Repository, since: Date): boolean {
  return found.created_at.getTime() >= since.getTime() - SKEW_MS;
}

function taken(place: Place): UserError {
  return new UserError(
    `${nameOf(place)} already exists.`,
    'Choose another name, or delete that repository first.',
  );
}

function made(of: Repository): Omit<RepositoryMade, 'isNew'> {
  return { url: of.html_url, cloneUrl: of.clone_url, defaultBranch: of.default_branch };
}

export function nameOf({ owner, repo }: Place): string {
  return `${owner}/${repo}`;
}
