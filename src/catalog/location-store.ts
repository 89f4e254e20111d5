import { and, asc, eq, isNull, like, or } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities, locations } from '../db/schema.ts';
import { type LocationInput, type LocationRow, locationIdIn, newLocationId } from './locations.ts';

/** Every registered location, in the order of ids. */
export function allLocations(db: Db): Promise<LocationRow[]> {
  return db.select().from(locations).orderBy(asc(locations.id)) as Promise<LocationRow[]>;
}

export async function locationById(db: Db, id: string): Promise<LocationRow | null> {
  const [row] = await db.select().from(locations).where(eq(locations.id, id));
  return row ?? null;
}

export async function locationByTarget(
  db: Db,
  { type, target }: LocationInput,
): Promise<LocationRow | null> {
  const [row] = await db
    .select()
    .from(locations)
    .where(and(eq(locations.type, type), eq(locations.target, target)));
  return row ?? null;
}

/** Null where the target, or the id it would get, is taken. */
export async function insertLocation(
  db: Db,
  input: LocationInput,
  { by, at }: { by: string | null; at: Date },
): Promise<LocationRow | null> {
  const { type, target } = input;
  const id = newLocationId(input);
  const row = { id, type, target, registeredBy: by, createdAt: at, readAt: null, readError: null };
  const [inserted] = await db.insert(locations).values(row).onConflictDoNothing().returning();
  return inserted ?? null;
}

/** Points a location to another target. */
export async function moveLocation(
  db: Db,
  id: string,
  input: LocationInput,
): Promise<LocationRow | 'taken' | 'unknown'> {
  const { type, target } = input;
  const isFree = async () => ((await locationByTarget(db, input))?.id ?? id) === id;
  if (!(await isFree())) return 'taken';
  try {
    const [moved] = await db
      .update(locations)
      .set({ type, target, readAt: null, readError: null })
      .where(eq(locations.id, id))
      .returning();
    return moved ?? 'unknown';
  } catch (error) {
    // Somebody registered the target in between; the unique key decided.
    if (!(await isFree())) return 'taken';
    throw error;
  }
}

/** The row that was deleted; null where there was none. */
export async function deleteLocation(db: Db, id: string): Promise<LocationRow | null> {
  const [row] = await db.delete(locations).where(eq(locations.id, id)).returning();
  return row ?? null;
}

/** Notes that a target was read, or why it could not be. */
export async function noteLocationRead(
  db: Db,
  { type, target }: LocationInput,
  { at, error }: { at: Date; error: string | null },
): Promise<void> {
  await db
    .update(locations)
    .set({ readAt: at, readError: error })
    .where(and(eq(locations.type, type), eq(locations.target, target)));
}

/** Sources in the catalog that belong to registered locations, with the id of each. */
export async function locationSources(db: Db): Promise<{ source: string; id: string }[]> {
  const rows = await db
    .selectDistinct({ source: entities.source })
    .from(entities)
    .where(
      and(
        or(like(entities.source, 'registered:%'), like(entities.source, 'location:%')),
        isNull(entities.removedAt),
      ),
    );
  return rows.flatMap(({ source }) => {
    const id = locationIdIn(source);
    return id ? [{ source, id }] : [];
  });
}
