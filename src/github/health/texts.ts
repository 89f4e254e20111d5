import { isReadForFacts } from '../../scorecards/facts/looked-for.ts';
import type { HealthRow } from '../../scorecards/facts/stored/health-store.ts';
import { fetchBlobs, type WantedBlob } from '../blobs.ts';
import type { Reader } from '../reader.ts';
import { repositoriesById, storedBlobs } from '../store.ts';

/** As large as most files that facts are read from are. */
const ASSUMED_BYTES = 8_000;

/** Files of a repository: their paths with object ids. */
export type Listed = { id: string; slug: string; files: Readonly<Record<string, string>> };

/**
 * Fetches the texts that facts read of these repositories and that are not stored: Dockerfiles, workflows, what pins a version. Returns the
 * repositories for which there is something new.
 */
export async function readTexts(
  reader: Pick<Reader, 'client' | 'sizes' | 'db'>,
  listed: readonly Listed[],
): Promise<Set<string>> {
  const wanted = listed.flatMap(({ id: repository, slug, files }) =>
    Object.entries(files).flatMap(([path, oid]): WantedBlob[] =>
      isReadForFacts(path) ? [{ repository, slug, oid, bytes: ASSUMED_BYTES }] : [],
    ),
  );
  const stored = await storedBlobs(reader.db, [...new Set(wanted.map(({ oid }) => oid))]);
  const missing = wanted.filter(({ oid }) => !stored.has(oid));
  if (missing.length === 0) return new Set();
  const failed = await fetchBlobs(reader, missing);
  return new Set(missing.flatMap(({ repository, oid }) => (failed.has(oid) ? [] : [repository])));
}

/** Their files as they were read last, with those in folders. */
export async function listedFiles(
  { db }: Pick<Reader, 'db'>,
  rows: ReadonlyMap<string, Pick<HealthRow, 'health'>>,
): Promise<Listed[]> {
  const repositories = await repositoriesById(db, [...rows.keys()]);
  return [...repositories].map(([id, { slug, files }]) => ({
    ...{ id, slug },
    files: { ...rows.get(id)?.health.deepFiles?.files, ...files },
  }));
}
