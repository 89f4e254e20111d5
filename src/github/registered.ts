import { allLocations, noteLocationRead } from '../catalog/location-store.ts';
import { type LocationRow, locationSource } from '../catalog/locations.ts';
import { pathMatcher } from '../catalog/targets.ts';
import { advice, UserError } from '../errors.ts';
import { type AddressRead, fileAddress } from './address.ts';
import { filesAt } from './look.ts';
import type { Reader } from './reader.ts';
import { readRepositories } from './repositories.ts';
import { markUnread, repositoriesById, repositoriesByUrl } from './store.ts';

type Target = { target: string; row: LocationRow | null; read: AddressRead };

/**
 * Reads what registered locations name, and notes in their rows how that went. A file on the default branch of a repository that the sync
 * reads is one more path to read there, also on every later push; anything else on the same host is read by itself. What was registered
 * no longer is read without it.
 * @throws GitHubStop
 */
export async function readRegistered(
  reader: Reader & { host: string },
  targets: readonly string[],
): Promise<void> {
  const { db, host, apply } = reader;
  const rows = new Map((await allLocations(db)).map((row) => [row.target, row]));
  const all = targets.map((target): Target => {
    return { target, row: rows.get(target) ?? null, read: fileAddress(target, host) };
  });
  const repositories = await readTheirRepositories(reader, all);
  for (const { target, row, read } of all) {
    const id = read.kind === 'file' ? repositories.get(target) : undefined;
    if (id === undefined) {
      if (row) await note(reader, row, await readAlone(reader, row, read));
      continue;
    }
    if (!row) continue;
    // It may have been read by itself, before its repository was one of ours.
    await apply({ snapshots: [], removed: [locationSource(row.id)] });
    await note(reader, row, await outcomeWithin(reader, id, read));
  }
}

/** Reads the repositories of the organisation in which targets lie; returns the id of each, by target. */
async function readTheirRepositories(
  reader: Reader & { host: string },
  all: readonly Target[],
): Promise<Map<string, string>> {
  const { db, host } = reader;
  const urlOf = (repository: string) => `https://${host}/${repository}`;
  const urls = all.flatMap(({ read }) => (read.kind === 'file' ? urlOf(read.file.repository) : []));
  const known = await repositoriesByUrl(db, new Set(urls));
  const found = new Map<string, string>();
  for (const { target, read } of all) {
    if (read.kind !== 'file') continue;
    const row = known.get(urlOf(read.file.repository));
    if (row && ['HEAD', row.defaultBranch].includes(read.file.branch)) found.set(target, row.id);
  }
  const ids = [...new Set(found.values())];
  // Marked first, so that they are read by the next run if this one ends early.
  await markUnread(db, ids);
  await readRepositories(reader, ids);
  return found;
}

async function outcomeWithin(
  { db }: Reader,
  id: string,
  read: AddressRead,
): Promise<string | null> {
  const row = (await repositoriesById(db, [id])).get(id);
  if (!row || read.kind !== 'file') return null;
  if (row.readError) return `${row.slug} could not be read: ${row.readError}`;
  const isFound = Object.keys(row.files).some(pathMatcher(read.file.path));
  return isFound ? null : `There is no file ${read.file.path} in ${row.slug}.`;
}

/** Returns why it could not be read; it then stays as it was. */
async function readAlone(
  reader: Reader & { host: string },
  row: LocationRow,
  read: AddressRead,
): Promise<string | null> {
  if (read.kind === 'other') return read.reason;
  try {
    const files = await filesAt(reader, row.target);
    await reader.apply({
      snapshots: [{ source: locationSource(row.id), files, derived: [] }],
      removed: [],
    });
    return null;
  } catch (error) {
    if (error instanceof UserError) return advice(error);
    throw error;
  }
}

function note({ db, now }: Reader, row: LocationRow, error: string | null): Promise<void> {
  return noteLocationRead(db, row, { at: now(), error });
}
