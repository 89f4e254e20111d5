import type { Platform } from './catalog/platform.ts';
import { UserError } from './errors.ts';
import type { StandardsFile } from './scorecards/library/read-files.ts';

/**
 * The YAML files of a folder on GitHub: `github:owner/repository/path`, or its address in the browser, `https://github.com/owner/repository/tree/main/path`.
 * @throws UserError for an address of something else, and where there are none
 */
export async function standardsOnGitHub(
  { lookAt }: Pick<Platform, 'lookAt'>,
  where: string,
  host: string,
): Promise<StandardsFile[]> {
  const files = await lookAt(targetOf(where, host));
  return files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, text, location }) => ({ file: path, text, url: location.replace(/^url:/, '') }));
}

/** What names the files of that folder, as locations of the catalog do. */
export function targetOf(where: string, host: string): string {
  const short = /^github:([\w.-]+\/[\w.-]+)(?:\/(.*))?$/.exec(where);
  const long = /^https?:\/\/([^/]+)\/([\w.-]+\/[\w.-]+)(?:\/tree\/([^/]+)(?:\/(.*))?)?\/?$/.exec(
    where,
  );
  const [on, repository, branch, path] = short
    ? [host, short[1], 'HEAD', short[2]]
    : [long?.[1] ?? '', long?.[2], long?.[3] ?? 'HEAD', long?.[4]];
  if (repository === undefined)
    throw new UserError(
      `${where} is no folder on GitHub.`,
      'Write github:owner/repository/folder, or the address of the folder in the browser.',
    );
  const folder = path?.replace(/^\/+|\/+$/g, '') || 'scorecards';
  return `https://${on}/${repository}/blob/${branch}/${folder}/**/*.{yaml,yml}`;
}
