import { and, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { type Db, insertRows } from '#dialect';
import { chunks } from '../catalog/chunks.ts';
import { incidents, onCallRotas, onCallServices, onCallShifts, state } from '../db/schema.ts';
import type { Incident, OnCallReading, Rota, Service, Shift, Window } from './on-call-source.ts';
import { mergeShifts, personKey } from './shifts.ts';
import { type Standing, standingRow } from './standing.ts';

export type StoredRota = Rota & { source: string };
export type StoredService = Service & { source: string };
export type StoredShift = Shift & { source: string };
export type StoredIncident = Incident & { source: string };

/** Takes over what a source said, all at once or not at all. */
export async function saveReading(
  db: Db,
  source: string,
  reading: OnCallReading,
  { standing, now }: { standing: Standing; now: Date },
): Promise<void> {
  const before = await shiftsIn(db, { source, window: reading.window });
  const after = mergeShifts(before, reading.shifts, reading.window);
  const stale = difference(before, after);
  const fresh = difference(after, before);
  const rows = fresh.map((shift) => ({ ...shift, id: idOf(source, shift), source }));
  const state_ = standingRow(source, standing, now);
  await db.atomically((tx) => [
    tx.delete(onCallRotas).where(eq(onCallRotas.source, source)),
    ...insertIf(
      reading.rotas.map((rota) => ({ ...rota, source })),
      (list) =>
        insertRows(
          tx,
          onCallRotas,
          list.map((rota) => ({
            ...rota,
            covers: [...rota.covers],
            levels: [...rota.levels],
          })),
        ),
    ),
    tx.delete(onCallServices).where(eq(onCallServices.source, source)),
    ...insertIf(reading.services, (list) =>
      insertRows(
        tx,
        onCallServices,
        list.map((service) => ({
          ...service,
          keys: [...service.keys],
          source,
        })),
      ),
    ),
    ...chunks(stale.map((shift) => idOf(source, shift))).map((ids) =>
      tx.delete(onCallShifts).where(inArray(onCallShifts.id, ids)),
    ),
    ...insertIf(rows, (list) => insertRows(tx, onCallShifts, list)),
    ...reading.incidents.map((incident) => {
      const row = { ...incident, source, services: [...incident.services] };
      // A service that an incident once had is not forgotten when its alerts are not listed any more.
      const kept = incident.isOpen ? row : { ...row, services: keptServices };
      return tx
        .insert(incidents)
        .values(row)
        .onConflictDoUpdate({ target: [incidents.source, incidents.id], set: kept });
    }),
    tx.insert(state).values(state_).onConflictDoUpdate({ target: state.key, set: state_ }),
  ]);
}

const keptServices = sql`${incidents.services}`;

function insertIf<Item, Statement>(
  list: readonly Item[],
  insert: (list: readonly Item[]) => Statement,
): Statement[] {
  return chunks(list).map(insert);
}

function idOf(source: string, shift: Shift): string {
  const { rota, level, since } = shift;
  return [source, rota, level, personKey(shift), since.getTime()].join('|');
}

function difference(these: readonly Shift[], those: readonly Shift[]): Shift[] {
  const key = (shift: Shift) => `${idOf('', shift)}|${shift.until?.getTime() ?? ''}|${shift.name}`;
  const known = new Set(those.map(key));
  return these.filter((shift) => !known.has(key(shift)));
}

/** Shifts that have a part in the window or touch it, earliest first. */
async function shiftsIn(
  db: Db,
  { source, window }: { source: string; window: Window },
): Promise<Shift[]> {
  return (
    await db
      .select()
      .from(onCallShifts)
      .where(
        and(
          eq(onCallShifts.source, source),
          lt(onCallShifts.since, new Date(window.until.getTime() + 1)),
          or(
            isNull(onCallShifts.until),
            gt(onCallShifts.until, new Date(window.since.getTime() - 1)),
          ),
        ),
      )
  ).map(({ id: _, source: __, ...shift }) => shift);
}

export function allRotas(db: Db): Promise<StoredRota[]> {
  return db.select().from(onCallRotas).orderBy(onCallRotas.source, onCallRotas.id);
}

export function allServices(db: Db): Promise<StoredService[]> {
  return db.select().from(onCallServices).orderBy(onCallServices.source, onCallServices.id);
}

/** Shifts of some rotas that have a part in the window, earliest first. */
export async function shiftsOf(
  db: Db,
  rotas: readonly Pick<StoredRota, 'source' | 'id'>[],
  window: Window,
): Promise<StoredShift[]> {
  if (rotas.length === 0) return [];
  const wanted = new Set(rotas.map(({ source, id }) => `${source} ${id}`));
  const ids = [...new Set(rotas.map(({ id }) => id))];
  const found: StoredShift[] = [];
  for (const chunk of chunks(ids)) {
    const rows = await db
      .select()
      .from(onCallShifts)
      .where(
        and(
          inArray(onCallShifts.rota, chunk),
          lt(onCallShifts.since, window.until),
          or(isNull(onCallShifts.until), gt(onCallShifts.until, window.since)),
        ),
      );
    found.push(...rows);
  }
  return found
    .filter(({ source, rota }) => wanted.has(`${source} ${rota}`))
    .sort((a, b) => a.since.getTime() - b.since.getTime() || a.level - b.level);
}

/** Shifts of one person, by any of the names sources have for people. Those of rotas that are gone are left out. */
export async function shiftsOfPerson(
  db: Db,
  person: { ref: string; email: string | null },
  window: Window,
): Promise<StoredShift[]> {
  const rows = await db
    .select({ shift: onCallShifts })
    .from(onCallShifts)
    .innerJoin(
      onCallRotas,
      and(eq(onCallRotas.source, onCallShifts.source), eq(onCallRotas.id, onCallShifts.rota)),
    )
    .where(
      and(
        or(
          eq(onCallShifts.ref, person.ref),
          person.email ? eq(onCallShifts.email, person.email) : undefined,
        ),
        lt(onCallShifts.since, window.until),
        or(isNull(onCallShifts.until), gt(onCallShifts.until, window.since)),
      ),
    )
    .orderBy(onCallShifts.since, onCallShifts.level);
  return rows.map(({ shift }) => shift);
}

/** Open incidents and those that lasted into the window, latest first. */
export function incidentsIn(db: Db, window: Window, most = 500): Promise<StoredIncident[]> {
  return db
    .select()
    .from(incidents)
    .where(
      and(
        lt(incidents.openedAt, window.until),
        or(
          eq(incidents.isOpen, true),
          gt(incidents.resolvedAt, window.since),
          gt(incidents.openedAt, window.since),
        ),
      ),
    )
    .orderBy(desc(incidents.openedAt))
    .limit(most);
}

export function openIncidents(db: Db): Promise<StoredIncident[]> {
  return db
    .select()
    .from(incidents)
    .where(eq(incidents.isOpen, true))
    .orderBy(desc(incidents.openedAt));
}

/** Incidents by the vendor's id or by number. */
export function incidentsCalled(
  db: Db,
  { id, number }: { id?: string; number?: number },
): Promise<StoredIncident[]> {
  return db
    .select()
    .from(incidents)
    .where(
      or(
        id ? eq(sql`lower(${incidents.id})`, id.toLowerCase()) : undefined,
        number === undefined ? undefined : eq(incidents.number, number),
      ),
    );
}
