import { isReadForFacts } from '../../scorecards/facts/looked-for.ts';
import type { HealthRow } from '../../scorecards/facts/stored/health-store.ts';
import { fetchBlobs, type WantedBlob } from '../blobs.ts';
import type { Reader } from '../reader.ts';
import { repositoriesById, storedBlobs } from '../store.ts';

/** A larger file is none that facts are read from. */
const ASSUMED_BYTES = 8_000;

/**
 * Fetches the texts that facts read of these repositories and that are not stored: Dockerfiles, workflows, what pins a version. Returns the
 * repositories for which there is something new.
 */
export async function readTexts(
  reader: Reader,
  rows: ReadonlyMap<string, Pick<HealthRow, 'health'>>,
): Promise<Set<string>> {
  const { db } = reader;
  const repositories = await repositoriesById(db, [...rows.keys()]);
  const wanted: WantedBlob[] = [];
  for (const [id, { slug, files }] of repositories) {
    const all = { ...rows.get(id)?.health.deepFiles?.files, ...files };
    for (const [path, oid] of Object.entries(all))
      if (isReadForFacts(path)) wanted.push({ repository: id, slug, oid, bytes: ASSUMED_BYTES });
  }
  const stored = await storedBlobs(db, [...new Set(wanted.map(({ oid }) => oid))]);
  const missing = wanted.filter(({ oid }) => !stored.has(oid));
  if (missing.length === 0) return new Set();
  const failed = await fetchBlobs(reader, missing);
  return new Set(missing.flatMap(({ repository, oid }) => (failed.has(oid) ? [] : [repository])));
}
