import { UserError } from '../errors.ts';

/** What a `repoUrl` says, as Backstage's picker writes it and its filter `parseRepoUrl` reads it. */
export type RepoUrl = {
  host: string;
  owner?: string;
  repo: string;
  organization?: string;
  workspace?: string;
  project?: string;
};

const EXAMPLE = 'github.com?owner=acme&repo=payments';

/**
 * Reads `github.com?owner=acme&repo=payments`.
 * @throws UserError for anything else.
 */
export function parseRepoUrl(text: string): RepoUrl {
  const url = URL.parse(`https://${text.trim().replace(/^https?:\/\//, '')}`);
  const said = (name: string) => url?.searchParams.get(name)?.trim() || undefined;
  const repo = said('repo');
  if (!url || !repo)
    throw new UserError(`"${text}" names no repository.`, `Write it like ${EXAMPLE}.`);
  const found: RepoUrl = { host: url.host, repo };
  for (const name of ['owner', 'organization', 'workspace', 'project'] as const) {
    const value = said(name);
    if (value) found[name] = value;
  }
  return found;
}
