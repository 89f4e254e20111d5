/** Where a repository is or will be, as Backstage's picker writes it: `github.com?owner=acme&repo=ledger`. */
export type RepoUrl = { host: string; owner: string | null; repo: string };

/** Null for what is no such address. */
export function readRepoUrl(text: string): RepoUrl | null {
  const url = URL.parse(`https://${text.trim().replace(/^https?:\/\//, '')}`);
  const said = (name: string) => url?.searchParams.get(name)?.trim() || null;
  const repo = said('repo');
  if (!url?.host || repo === null) return null;
  return {
    host: url.host,
    owner: said('owner') ?? said('organization') ?? said('workspace'),
    repo,
  };
}
