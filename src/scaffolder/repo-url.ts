import { UserError } from '../errors.ts';
import { parseRepoUrl } from './expressions/filters.ts';
import type { Place, RepositoryHost } from './repository-host.ts';

/**
 * The repository that a `repoUrl` names: `github.com?owner=acme&repo=payments`, in the organisation of `host` where it names none.
 * @throws UserError for another host, and for what can be no name.
 */
export function placeOf(
  repoUrl: string,
  host: Pick<RepositoryHost, 'host' | 'organization'>,
): Place {
  const url = URL.parse(`https://${repoUrl.trim()}`);
  if (url && !url.searchParams.has('owner')) url.searchParams.set('owner', host.organization);
  const said = url && url.host !== host.host ? url.host : null;
  if (said)
    throw new UserError(
      `The repository lies on ${said}, and Callboard makes things on ${host.host}.`,
      `Choose a repository of ${host.host}.`,
    );
  const { owner = '', repo = '' } = read(url);
  if (/^[\w-]{1,100}$/.test(owner) && /^(?!\.{1,2}$)[\w.-]{1,100}$/.test(repo))
    return { owner, repo };
  throw new UserError(
    `"${repoUrl}" names no repository.`,
    `Write it like ${host.host}?owner=${host.organization}&repo=payments, with letters, digits, "-", "_" and ".".`,
  );
}

function read(url: URL | null): { owner?: string; repo?: string } {
  try {
    return url ? parseRepoUrl(`${url.host}${url.search}`) : {};
  } catch {
    return {};
  }
}
