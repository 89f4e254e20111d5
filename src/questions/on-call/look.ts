import { enumerate } from '../../catalog/labels.ts';
import { type OnCallBook, readBook } from '../../operations/cover.ts';
import type { OnCall, OnCallNow } from '../brief.ts';
import type { Room } from '../intention.ts';
import { coverAt, onLevel } from './gather.ts';
import { shiftFact } from './tell.ts';
import { personText } from './words.ts';

/** Who is first on call for one entity after another, in a word: what sources say is read once for all of them. */
export function onCallIn(room: Room): OnCallNow {
  let reading: Promise<OnCallBook> | null = null;
  return async (ref): Promise<OnCall | null> => {
    reading ??= readBook(room.db);
    const found = await coverAt(room, await reading, ref);
    const on = (found?.rotas ?? []).flatMap((rota) =>
      onLevel(rota, 1, room.now).map((shift) => ({ rota, shift })),
    );
    const [first] = on;
    if (!first) return null;
    const names = [...new Set(on.map(({ shift }) => personText(room.view, shift)))];
    // Of several who hand over at different times no one moment is right.
    const ends = new Set(on.map(({ shift }) => shift.until?.toISOString() ?? null));
    const [until = null] = ends.size === 1 ? ends : [];
    const fact = shiftFact(room.view, first.rota, first.shift, 'on call');
    return { who: enumerate(names), until, fact };
  };
}
