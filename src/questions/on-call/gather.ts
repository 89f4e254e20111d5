import { type Cover, coverOf, type OnCallBook } from '../../operations/cover.ts';
import { isAt } from '../../operations/shifts.ts';
import type { Standing } from '../../operations/standing.ts';
import { type StoredRota, type StoredShift, shiftsOf } from '../../operations/store.ts';
import type { Room } from '../intention.ts';

/** One rota at the time asked about: its shifts that have a part in it, by level. */
export type RotaAt = {
  rota: StoredRota;
  standing: Standing | undefined;
  shifts: readonly StoredShift[];
};
export type CoverAt = { cover: Cover; rotas: readonly RotaAt[] };

/** Hand-overs are told for so long ahead. */
const AHEAD_MS = 100 * 24 * 3_600_000;

/** Who covers an entity, with the shifts around a time; null where no rota is for it. */
export async function coverAt(
  room: Room,
  book: OnCallBook,
  ref: string,
  { since, until }: { since: Date; until: Date } = { since: room.now, until: room.now },
): Promise<CoverAt | null> {
  const cover = await coverOf(room.db, room.view, book, ref);
  if (!cover) return null;
  const window = { since, until: new Date(until.getTime() + AHEAD_MS) };
  const shifts = await shiftsOf(room.db, cover.rotas, window);
  return {
    cover,
    rotas: cover.rotas.map((rota) => ({
      rota,
      standing: book.standings.get(rota.source),
      shifts: shifts.filter(({ source, rota: id }) => source === rota.source && id === rota.id),
    })),
  };
}

/** Who of a level has the pager at a moment. */
export function onLevel({ shifts }: RotaAt, level: number, at: Date): StoredShift[] {
  return shifts.filter((shift) => shift.level === level && isAt(shift, at));
}

/** The shift of a level that begins next after a moment, by whomever. */
export function nextOnLevel({ shifts }: RotaAt, level: number, at: Date): StoredShift | null {
  return shifts.find((shift) => shift.level === level && shift.since > at) ?? null;
}

/** Levels that somebody is on or is named for, lowest first. */
export function levelsOf({ rota, shifts }: RotaAt): number[] {
  const stated = rota.levels.map(({ level }) => level);
  return [...new Set([...stated, ...shifts.map(({ level }) => level)])].sort((a, b) => a - b);
}
