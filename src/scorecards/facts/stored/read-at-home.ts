import type { OwnerDirectory } from '../../../catalog/owner-directory.ts';
import type { CatalogEntity } from '../../../catalog/store.ts';
import type { Around } from '../around.ts';
import type { Checkout, Files } from '../checkout.ts';
import { isLookedFor } from '../looked-for.ts';
import type { Home, StoredRepository } from './homes.ts';

type Parts = {
  stored: CatalogEntity;
  home: Home | null;
  around: Around;
  directory: OwnerDirectory;
  /** Texts of files by object id. */
  texts: ReadonlyMap<string, string>;
};

/** An entity of the database as what reads facts wants it. */
export function readAtHome({ stored, home, around, directory, texts }: Parts): Checkout {
  const { entity, relations, location, changedAt, isCurrent } = stored;
  const repository = home?.repository ?? null;
  const shown = location.replace(/^(?:url|file):/, '');
  const stated = {
    source: shown.slice(shown.lastIndexOf('/') + 1),
    url: location.startsWith('url:') ? shown : null,
    observedAt: repository?.seenAt ?? changedAt,
  };
  return {
    entity,
    relations,
    descriptor: location,
    files: repository === null ? NO_FILES : filesOf(repository, { around, texts }),
    folder: home?.folder ?? '',
    staleBecause: {
      descriptor: isCurrent ? null : 'its newest descriptor is not valid',
      files: repository && whyOld(repository),
    },
    settings: null,
    directory,
    seenAt: (path) =>
      path === location || repository === null ? stated : seenIn(repository, path),
    around,
  };
}

const NO_FILES: Files = {
  paths: [],
  text: () => null,
  hidden: { where: 'everywhere', why: 'the repository of its code is not read here' },
};

function whyOld({ slug, readError, missingSince }: StoredRepository): string | null {
  if (readError !== null) return `${slug} could not be read again (${readError})`;
  return missingSince === null ? null : `${slug} is not found any more`;
}

function seenIn({ url, defaultBranch, seenAt }: StoredRepository, path: string) {
  const place = path === '' ? url : `${url}/blob/${defaultBranch ?? 'HEAD'}/${path}`;
  return { source: path || 'files of the repository', url: place, observedAt: seenAt };
}

const lists = new WeakMap<StoredRepository, Files>();

function filesOf(
  repository: StoredRepository,
  { around, texts }: Pick<Parts, 'around' | 'texts'>,
): Files {
  const before = lists.get(repository);
  if (before) return before;
  const deep = around.repository?.health.deepFiles ?? null;
  const all: Record<string, string> = { ...deep?.files, ...repository.files };
  const paths: string[] = [];
  // Folders of docs that were not opened end with a slash.
  for (const path in all) if (isLookedFor(path) && !path.endsWith('/')) paths.push(path);
  const { codeownersPath, codeowners, readHead } = repository;
  const files: Files = {
    paths,
    text(path) {
      if (path === codeownersPath) return codeowners;
      const oid = Object.hasOwn(all, path) ? all[path] : undefined;
      return oid === undefined ? null : (texts.get(oid) ?? null);
    },
    hidden:
      readHead === null && repository.head !== null
        ? { where: 'everywhere', why: 'its repository has not been read yet' }
        : deep?.isWhole
          ? null
          : {
              where: 'below',
              why: 'of its repository only the root, `.github` and `docs` are listed',
            },
  };
  lists.set(repository, files);
  return files;
}
