import { inArray } from 'drizzle-orm';
import { type Ask, asksOfEntity } from '../catalog/asks.ts';
import { chunks } from '../catalog/chunks.ts';
import type { Problem } from '../catalog/problem.ts';
import { findWarnings, type UnreadTargets } from '../catalog/warnings.ts';
import { documents } from '../db/schema.ts';
import { placeAt, settledTest } from './asked.ts';
import { type Asked, type AskedOf, byRepository } from './locations.ts';
import type { Reader } from './reader.ts';
import {
  type Facts,
  locationEntities,
  repositoriesById,
  repositoriesByUrl,
  repositoryIdOf,
} from './store.ts';
import { type Neighbour, unreadTargets } from './unread.ts';

type Judge = (facts: Facts, asks: readonly Ask[]) => UnreadTargets;

/** Tells which targets of a file lead to nothing, by the repositories just read and by what is stored of the others. */
export async function targetJudge(
  reader: Pick<Reader, 'db' | 'organization'>,
  asks: AskedOf,
  read: readonly { facts: Facts; files: readonly { path: string }[] }[],
): Promise<Judge> {
  const { db, organization } = reader;
  const isSettled = await settledTest(reader, asks);
  const neighbours = new Map<string, Neighbour>();
  for (const [url, row] of await repositoriesByUrl(db, asks.keys())) {
    const isKnown = row.readHead !== null && row.readHead === row.head && isSettled(url);
    neighbours.set(url, { ...row, paths: isKnown ? new Set(Object.keys(row.files)) : null });
  }
  for (const { facts, files } of read) {
    const paths = new Set(files.map(({ path }) => path));
    neighbours.set(facts.url.toLowerCase(), { ...facts, paths });
  }
  return (home, written) =>
    unreadTargets(written, { home, organization, neighbourAt: (url) => neighbours.get(url) });
}

/**
 * Repositories whose Locations are told of targets that lead to nothing and now do, or are not told of some that now do not: what they point
 * to has changed since they were read.
 */
export async function wronglyBlamed(
  reader: Pick<Reader, 'db' | 'organization'>,
  asked: Asked,
): Promise<string[]> {
  const { db } = reader;
  const judge = await targetJudge(reader, byRepository(asked), []);
  const rows = await locationEntities(db);
  const homes = await repositoriesById(
    db,
    rows.flatMap(({ source }) => repositoryIdOf(source) ?? []),
  );
  const told = await toldAt(
    db,
    rows.map(({ location }) => location),
  );
  const wrong = new Set<string>();
  for (const { ref, source, location, entity } of rows) {
    const home = homes.get(repositoryIdOf(source) ?? '');
    const problems = told.get(`${location} ${ref}`);
    if (!home || !problems) continue;
    const unread = judge(home, asksOfEntity(entity, placeAt(location, home)));
    const due = findWarnings(entity, { locate: () => ({ line: 1, column: 1 }), unread });
    if (aboutTargets(due) !== aboutTargets(problems)) wrong.add(home.id);
  }
  return [...wrong];
}

function aboutTargets(problems: readonly Problem[]): string {
  const about = problems.filter(({ path }) => path.startsWith('spec.target'));
  return about
    .map(({ message }) => message)
    .sort()
    .join('\n');
}

/** What valid documents are told, by their location and ref. */
async function toldAt(
  db: Reader['db'],
  locations: readonly string[],
): Promise<Map<string, Problem[]>> {
  const told = new Map<string, Problem[]>();
  for (const chunk of chunks([...new Set(locations)])) {
    const rows = await db.select().from(documents).where(inArray(documents.location, chunk));
    for (const { location, ref, isValid, problems } of rows)
      if (ref && isValid) told.set(`${location} ${ref}`, problems);
  }
  return told;
}
