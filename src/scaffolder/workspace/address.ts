import { posix } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { UserError } from '../../errors.ts';

/**
 * Where `./skeleton` of a template is: beside the file it stands in, and always in the same repository. An address that is one
 * already stays as it is; only templates on this disk may name files of it.
 * @param location `url:https://github.com/o/r/blob/main/t/template.yaml` or `file:/folder/template.yaml`
 */
export function addressOf(
  fetched: string,
  { location, of }: { location: string; of: 'folder' | 'file' },
): string {
  const base = location.replace(/^url:/, '');
  const isOnDisk = base.startsWith('file:');
  if (/^[a-z][a-z0-9+.-]*:/i.test(fetched)) {
    if (/^https?:/i.test(fetched) || (isOnDisk && /^file:/i.test(fetched))) return fetched;
    throw refused(fetched, 'is no address a template may read');
  }
  if (fetched.includes('\\') || fetched.includes('\0'))
    throw refused(fetched, 'is not a path with /');
  if (isOnDisk) {
    const folder = posix.dirname(fileURLToPath(new URL(base)));
    // `/x` is the same as `./x`: nothing here says where a repository begins.
    return pathToFileURL(posix.join(folder, fetched)).href;
  }
  return besides(fetched, { base, of });
}

/** `https://host/owner/repository/blob/branch/…`, and the same with `/-/` of GitLab. */
const REPOSITORY_FILE =
  /^(https?:\/\/[^/]+\/(?:[^/]+\/)+?)(?:-\/)?(?:blob|tree|raw|edit)\/([^/]+)\/?(.*)$/;

function besides(fetched: string, { base, of }: { base: string; of: 'folder' | 'file' }): string {
  const match = REPOSITORY_FILE.exec(base.replace(/[?#].*$/, ''));
  if (!match)
    throw new UserError(
      `${fetched} cannot be found: the template's own address ${base} is of no repository.`,
      'Write the whole address of the folder.',
    );
  const [, repository = '', branch = '', file = ''] = match;
  const names = fetched.startsWith('/') ? [] : file.split('/').slice(0, -1);
  for (const name of fetched.split('/')) {
    const plain = decoded(name);
    if (plain === '' || plain === '.') continue;
    if (plain.includes('/') || plain.includes('\\')) throw refused(fetched, 'hides a / in a name');
    if (plain !== '..') names.push(encodeURIComponent(plain));
    else if (names.pop() === undefined) throw refused(fetched, 'leads out of the repository');
  }
  const separator = base.slice(repository.length).startsWith('-/') ? '-/' : '';
  const kind = of === 'folder' ? 'tree' : 'blob';
  return [`${repository}${separator}${kind}/${branch}`, ...names].join('/');
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function refused(fetched: string, problem: string): UserError {
  return new UserError(
    `The address ${fetched} ${problem}.`,
    'Use a path like ./skeleton, or an https address.',
  );
}
