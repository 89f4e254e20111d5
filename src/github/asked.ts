import { z } from 'zod';
import { asksOfEntity } from '../catalog/asks.ts';
import { type Place, placeOf } from '../catalog/targets.ts';
import { placeIn } from './descriptors.ts';
import {
  type Asked,
  type AskedOf,
  askedFile,
  askedMark,
  byRepository,
  pathOnBranch,
} from './locations.ts';
import { isDescriptorPath } from './paths.ts';
import type { Reader } from './reader.ts';
import { readState, writeState } from './state-store.ts';
import {
  locationEntities,
  type RepositoryRow,
  repositoriesById,
  repositoriesByUrl,
  repositoryIdOf,
} from './store.ts';

const STATE = 'github.asked';
/** What was asked of each repository when it was read, a line a file, by its address. */
const Settled = z.record(z.string(), z.string());

/** What the Locations of the whole catalog ask for. */
export async function askedByCatalog({ db }: Pick<Reader, 'db'>): Promise<Asked> {
  const asked: Asked = new Map();
  const rows = await locationEntities(db);
  const ids = rows.flatMap(({ source }) => repositoryIdOf(source) ?? []);
  const homes = await repositoriesById(db, ids);
  for (const { source, location, entity } of rows) {
    const home = homes.get(repositoryIdOf(source) ?? '') ?? null;
    const asks = asksOfEntity(entity, placeAt(location, home));
    const files = asks.flatMap((ask) => askedFile(ask, home) ?? []);
    // A registered location may stand where the file that it names stands.
    const place = repositoryIdOf(source) ? location : `${source} ${location}`;
    const more = asked.get(place)?.files ?? [];
    if (files.length > 0) asked.set(place, { source, files: [...more, ...files] });
  }
  return asked;
}

/**
 * The place of a stored location: the branch of its repository is known where it still is that of the location. What is not read from
 * one of our repositories stands in none, and all that it points to is elsewhere.
 */
export function placeAt(location: string, home: RepositoryRow | null): Place {
  const guess = placeOf(location);
  if (!home) return location.startsWith('file:') ? guess : { root: '/', path: '' };
  const { root } = placeIn(home, '');
  const whole = guess.root + guess.path;
  const isBelow = whole.toLowerCase().startsWith(root.toLowerCase());
  return isBelow ? { root, path: whole.slice(root.length) } : guess;
}

/**
 * Repositories that have to be read again because Locations ask something else of them than when they were read: a file that nobody asked
 * for, or one that nobody asks for any more. Those that read the same either way are settled here.
 */
export async function newlyAsked(reader: Reader, asked: Asked): Promise<string[]> {
  const asks = byRepository(asked);
  const settled = await readSettled(reader);
  const differing = [...new Set([...asks.keys(), ...Object.keys(settled)])].filter(
    (url) => (settled[url] ?? '') !== markOf(asks, url),
  );
  if (differing.length === 0) return [];
  const rows = await repositoriesByUrl(reader.db, differing);
  const due: string[] = [];
  const done: string[] = [];
  for (const url of differing) {
    const row = rows.get(url);
    const lines = `${settled[url] ?? ''}\n${markOf(asks, url)}`.split('\n').filter(Boolean);
    if (!row || isFoundAnyway(row, lines)) done.push(url);
    // What is gone or failing is tried again in its own time.
    else if (row.readError === null && row.missingSince === null) due.push(row.id);
  }
  await settle(reader, asks, done);
  return due;
}

/** Whether all that is and was asked for is read without being asked for, and is there. */
function isFoundAnyway(row: RepositoryRow, lines: readonly string[]): boolean {
  const repository = row.slug.split('/')[1] ?? '';
  return lines.every((line) => {
    const path = pathOnBranch(line.replace(/\?$/, ''), row);
    if (path === null) return true;
    return path in row.files && isDescriptorPath(path, { repository, asked: () => false });
  });
}

/** Notes that repositories have been read with what is asked of them now. */
export async function settle(
  reader: Reader,
  asks: AskedOf,
  urls: readonly string[],
): Promise<void> {
  const settled = await readSettled(reader);
  let isNew = false;
  for (const url of urls.map((one) => one.toLowerCase())) {
    const mark = markOf(asks, url);
    if ((settled[url] ?? '') === mark) continue;
    isNew = true;
    if (mark === '') delete settled[url];
    else settled[url] = mark;
  }
  if (isNew) await writeState(reader.db, STATE, settled, reader.now());
}

/** A test of addresses: was the repository read with what is asked of it now? */
export async function settledTest(
  reader: Pick<Reader, 'db'>,
  asks: AskedOf,
): Promise<(url: string) => boolean> {
  const settled = await readSettled(reader);
  return (url) => (settled[url] ?? '') === markOf(asks, url);
}

async function readSettled({ db }: Pick<Reader, 'db'>): Promise<Record<string, string>> {
  return Settled.safeParse(await readState(db, STATE)).data ?? {};
}

function markOf(asks: AskedOf, url: string): string {
  const files = asks.get(url);
  return files ? askedMark(files) : '';
}
