import type { State } from './state.ts';

/** A change that takes longer than this is not coming. */
const PATIENCE_MS = 5_000;

/** Waits until `probe` gives something, looking again after every change. */
export async function until<Found>(
  state: State,
  probe: () => Found | undefined | null | false,
): Promise<Found> {
  const { promise, resolve, reject } = Promise.withResolvers<Found>();
  function look(): void {
    const found = probe();
    if (found) resolve(found);
  }
  const timer = setTimeout(
    () => reject(new Error('The change that was waited for did not come.')),
    PATIENCE_MS,
  );
  state.listeners.add(look);
  look();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    state.listeners.delete(look);
  }
}
