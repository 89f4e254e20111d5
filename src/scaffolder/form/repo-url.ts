/** Where a repository is or will be, as Backstage writes it: `github.com?owner=acme&repo=ledger`. */
export type RepoUrl = { host: string; owner: string | null; repo: string };

/** Null for what is no such address. */
export function readRepoUrl(text: string): RepoUrl | null {
  const url = URL.parse(`https://${text.replace(/^https?:\/\//, '')}`);
  const repo = url?.searchParams.get('repo');
  if (!url || !repo || !url.host) return null;
  const { searchParams } = url;
  const owner =
    searchParams.get('owner') ?? searchParams.get('organization') ?? searchParams.get('workspace');
  return { host: url.host, owner: owner || null, repo };
}

export function writeRepoUrl({ host, owner, repo }: RepoUrl): string {
  return `${host}?${new URLSearchParams({ ...(owner !== null && { owner }), repo })}`;
}
