import { posix } from 'node:path';
import { canonicalUrl } from '../catalog/targets.ts';

/** A file, or files by a glob, as GitHub's API names them; `repository` is the lower-case `owner/name`. */
export type FileAddress = { repository: string; branch: string; path: string };

export type AddressRead = { kind: 'file'; file: FileAddress } | { kind: 'other'; reason: string };

/** The host on which people see what is behind an API: `https://api.github.com`, `https://host/api/v3`, `https://api.x.ghe.com`. */
export function webHostOf(apiUrl: string): string {
  return new URL(apiUrl).host.replace(/^api\./, '');
}

/**
 * Which file of which repository a target names. Nothing but the owner, name, branch and path of it goes into a call, and only files of
 * `host` are read, so that no target can lead us anywhere else.
 */
export function fileAddress(target: string, host: string): AddressRead {
  const example = `https://${host}/owner/repository/blob/main/catalog-info.yaml`;
  const parts = /^https?:\/\/([^/]+)\/([\w.-]+\/[\w.-]+)\/blob\/([^/]+)\/(.+)$/.exec(
    canonicalUrl(target.replace(/[?#].*$/, '')),
  );
  const [, found = '', repository = '', branch = '', written = ''] = parts ?? [];
  if (!parts || found !== host) {
    const reason = `Callboard reads files of ${host} only, by addresses like ${example}.`;
    return { kind: 'other', reason };
  }
  const path = posix.normalize(written);
  if (path.startsWith('../') || path === '..' || path.startsWith('/'))
    return { kind: 'other', reason: 'The path of the target leads out of its repository.' };
  if (!/\.(?:ya?ml|\{yaml,yml\})$/i.test(path))
    return { kind: 'other', reason: 'Descriptors are read from .yaml and .yml files only.' };
  return { kind: 'file', file: { repository, branch, path } };
}

/** The `owner/name` that an address lies in, in lower case; null where it is no address of `host`. */
export function repositoryIn(address: string, host: string): string | null {
  const parts = /^https?:\/\/([^/]+)\/([\w.-]+\/[\w.-]+?)(?:\.git)?(?:[/?#].*)?$/i.exec(address);
  return parts?.[1]?.toLowerCase() === host ? (parts[2]?.toLowerCase() ?? null) : null;
}
