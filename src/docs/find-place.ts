import { isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { canonicalUrl } from '../catalog/targets.ts';
import { repositories } from '../db/schema.ts';
import type { FindPlace } from './claims.ts';

type Repository = { id: string; url: string; defaultBranch: string | null };

/** Names of default branches that became another one: GitHub itself leads from them to it. */
const USUAL = new Set(['HEAD', 'main', 'master']);

/** Finds the repository or folder that an address lies in. What stands on another branch than the one that is read is nowhere. */
export function findPlaceIn({
  repositories: all,
  folders,
}: {
  repositories: readonly Repository[];
  folders: readonly string[];
}): FindPlace {
  const byUrl = new Map(all.map((one) => [one.url.toLowerCase(), one]));
  return (address) => {
    if (address.startsWith('file:')) return inFolder(address.slice('file:'.length), folders);
    const url = canonicalUrl(address.replace(/^url:/, '')).replace(/[?#].*$/, '');
    const [, home, rest] =
      /^(https?:\/\/[^/]+\/[^/]+\/[^/]+?)(?:\.git)?(?:\/(?:blob\/(.*))?)?$/i.exec(url) ?? [];
    const repository = home && byUrl.get(home.toLowerCase());
    if (!repository) return null;
    const path = rest === undefined ? '' : belowBranch(rest, repository.defaultBranch);
    return path === null ? null : { source: `github:${repository.id}`, path };
  };
}

/** The longest folder wins where one lies in another. */
function inFolder(path: string, folders: readonly string[]) {
  const found = folders
    .filter((folder) => `${path}/`.startsWith(folder.endsWith('/') ? folder : `${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
  if (found === undefined) return null;
  return { source: `folder:${found}`, path: path.slice(found.length).replace(/^\/+/, '') };
}

function belowBranch(rest: string, branch: string | null): string | null {
  const known = branch !== null && `${rest}/`.startsWith(`${branch}/`) ? branch : null;
  const first = known ?? rest.split('/')[0] ?? '';
  return known === null && !USUAL.has(first) ? null : rest.slice(first.length + 1);
}

/** The same for what the database knows: every repository, and the folders that entities come from. */
export async function findPlaces(
  db: Db,
  entities: readonly { source: string }[],
): Promise<FindPlace> {
  const all = await db
    .select({
      id: repositories.id,
      url: repositories.url,
      defaultBranch: repositories.defaultBranch,
    })
    .from(repositories)
    .where(isNull(repositories.missingSince));
  const sources = new Set(entities.map(({ source }) => source));
  const folders = [...sources].flatMap((source) => /^folder:(.+)$/.exec(source)?.[1] ?? []);
  return findPlaceIn({ repositories: all, folders });
}
