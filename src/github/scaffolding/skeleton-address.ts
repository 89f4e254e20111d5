import { posix } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Place } from '../../scaffolder/repository-host.ts';

/** Where files are: `rest` is a branch, tag or commit and a path below it, and only GitHub knows where one ends. Null: the default branch's root. */
export type SkeletonAddress = { place: Place; rest: string | null };

/**
 * Reads `https://github.com/o/r/tree/main/skeleton`, the same with `/blob/`, `/raw/` and `/edit/`, and the repository alone.
 * Nothing but the owner, name and what follows goes into a call, so that no address leads anywhere else.
 * @throws UserError for another host, and for a path that leads out.
 */
export function skeletonAddress(address: string, host: string): SkeletonAddress {
  const url = URL.parse(address);
  if (url && url.host === 'raw.githubusercontent.com' && host === 'github.com') {
    const [, owner = '', repo = '', ...rest] = url.pathname.split('/').map(decoded);
    return read({ owner, repo, rest, address });
  }
  if (!url || url.host !== host || !/^https?:$/.test(url.protocol))
    throw new UserError(
      `Callboard cannot read ${address.slice(0, 200)}.`,
      `It reads addresses like https://${host}/owner/repository/tree/main/skeleton.`,
    );
  const [, owner = '', repo = '', sort, ...rest] = url.pathname.split('/').map(decoded);
  const isPlain = sort === undefined || sort === '';
  if (!isPlain && !/^(tree|blob|raw|edit)$/.test(sort))
    throw new UserError(
      `${address.slice(0, 200)} is no address of files.`,
      `Write it like https://${host}/${owner}/${repo}/tree/main/skeleton.`,
    );
  return read({ owner, repo: repo.replace(/\.git$/, ''), rest, address });
}

function read({
  owner,
  repo,
  rest,
  address,
}: {
  owner: string;
  repo: string;
  rest: string[];
  address: string;
}): SkeletonAddress {
  if (!/^[\w-]+$/.test(owner) || !/^[\w.-]+$/.test(repo))
    throw new UserError(`${address.slice(0, 200)} names no repository.`, '');
  const place = { owner, repo };
  const path = posix.normalize(rest.join('/')).replace(/\/+$/, '');
  if (path === '.' || path === '') return { place, rest: null };
  if (path.startsWith('../') || path === '..' || rest.includes('..'))
    throw new UserError(`${address.slice(0, 200)} leads out of its repository.`, '');
  return { place, rest: path };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Every way to take a branch and a path apart: the branch has no slash in most, and few names have more than some. */
export function splits(rest: string | null): { ref: string; path: string }[] {
  if (rest === null) return [{ ref: 'HEAD', path: '' }];
  const parts = rest.split('/');
  const most = Math.min(parts.length, MOST_SLASHES);
  return Array.from({ length: most }, (_, at) => ({
    ref: parts.slice(0, at + 1).join('/'),
    path: parts.slice(at + 1).join('/'),
  }));
}

const MOST_SLASHES = 6;
