import type { Db } from '#dialect';
import { deleteEntity } from './deletion.ts';
import {
  allLocations,
  deleteLocation,
  insertLocation,
  locationById,
  locationByTarget,
  locationSources,
  moveLocation,
} from './location-store.ts';
import {
  checkLocation,
  type Location,
  type LocationInput,
  type LocationRow,
  locationIdIn,
  locationSnapshot,
  locationSource,
  newLocationId,
  registeredSource,
  shownLocation,
} from './locations.ts';
import type { Platform } from './platform.ts';
import { entityByRef } from './store.ts';
import { applySnapshots } from './sync.ts';

/** What became of a registration; `taken` names the location that is in the way. */
export type Registered = { kind: 'registered' | 'existed' | 'taken'; location: Location };

export type Moved = { kind: 'moved'; location: Location } | { kind: 'taken' } | { kind: 'unknown' };

/** Changes of the catalog that people ask for; each outlives a crash, and may be asked of any number of replicas at once. */
export type Registry = {
  /** @throws UserError for a target that cannot be one. */
  register: (
    input: LocationInput,
    choice: { by: string | null; onConflict: 'refresh' | 'reject' },
  ) => Promise<Registered>;
  /** Points a location to another target; its id and its entity keep their names. */
  move: (id: string, input: LocationInput) => Promise<Moved>;
  /** False where there is no such location. What something else also states stays. */
  remove: (id: string) => Promise<boolean>;
  /** Reads what an entity comes from again. False where there is no such entity. */
  refresh: (ref: string) => Promise<boolean>;
  /** Returns the ref of the entity that was deleted; null where no entity has that uid. */
  deleteEntity: (uid: string, by: string) => Promise<string | null>;
  /** Makes the catalog agree with the registered locations, and reads their targets again. */
  settle: () => Promise<void>;
};

/** Whoever asks waits so long for the reading; after that it goes on behind the answer. */
const PATIENCE_MS = 10_000;

export function createRegistry({
  db,
  now,
  platform,
}: {
  db: Db;
  now: () => Date;
  platform: Platform;
}): Registry {
  const apply = (change: Omit<Parameters<typeof applySnapshots>[1], 'now'>) =>
    applySnapshots(db, { ...change, now });

  /** Shows a location in the catalog and reads what it names. */
  async function bring(row: LocationRow): Promise<void> {
    await apply({ snapshots: [locationSnapshot(row)] });
    await patiently(platform.readTargets([row.target]));
    // It may have been deleted meanwhile, by whoever does not know of this.
    if (!(await locationById(db, row.id))) await forget(row.id);
  }

  async function forget(id: string): Promise<void> {
    await apply({ snapshots: [], removed: [registeredSource(id), locationSource(id)] });
  }

  return {
    async register(input, { by, onConflict }) {
      checkLocation(input);
      const inserted = await insertLocation(db, input, { by, at: now() });
      if (inserted) {
        await bring(inserted);
        return { kind: 'registered', location: shownLocation(inserted) };
      }
      const existing = await locationByTarget(db, input);
      if (existing && onConflict === 'refresh') {
        await bring(existing);
        return { kind: 'existed', location: shownLocation(existing) };
      }
      // A location that was registered with this target and moved since still has the id it would get.
      const inTheWay = existing ?? (await locationById(db, newLocationId(input)));
      if (!inTheWay) throw new Error('a location was deleted while it was registered again');
      return { kind: 'taken', location: shownLocation(inTheWay) };
    },

    async move(id, input) {
      checkLocation(input);
      const before = await locationById(db, id);
      const moved = await moveLocation(db, id, input);
      if (moved === 'taken' || moved === 'unknown') return { kind: moved };
      await bring(moved);
      if (before && before.target !== moved.target)
        await patiently(platform.readTargets([before.target]));
      return { kind: 'moved', location: shownLocation(moved) };
    },

    async remove(id) {
      const row = await deleteLocation(db, id);
      if (!row) return false;
      await forget(id);
      await patiently(platform.readTargets([row.target]));
      return true;
    },

    async refresh(ref) {
      const entity = await entityByRef(db, ref);
      if (!entity) return false;
      const id = locationIdIn(entity.source);
      const row = id && (await locationById(db, id));
      if (row) await bring(row);
      else await patiently(platform.readSource(entity.source));
      return true;
    },

    deleteEntity: (uid, by) => deleteEntity(db, uid, { by, now }),

    async settle() {
      // Sources first: one that turns up in between has a row by the time rows are read.
      const sources = await locationSources(db);
      const rows = await allLocations(db);
      const known = new Set(rows.map(({ id }) => id));
      const removed = sources.filter(({ id }) => !known.has(id)).map(({ source }) => source);
      await apply({ snapshots: rows.map(locationSnapshot), removed });
      await platform.readTargets(rows.map(({ target }) => target));
    },
  };
}

/** Waits for the reading as long as a caller waits. What it throws after that has nobody to hear it; the row of the location has it. */
async function patiently(reading: Promise<void>): Promise<void> {
  reading.catch(() => {});
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PATIENCE_MS);
  try {
    await Promise.race([reading, promise]);
  } finally {
    clearTimeout(timer);
  }
}
