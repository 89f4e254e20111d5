import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join, resolve } from 'node:path';

const UNWATCHED_FOLDER = /^(?:node_modules|\.git)$/;

/**
 * Calls `onChange` when something below the folder has changed and then stayed quiet for `quietMs`; never twice at once. What it
 * fails with goes to `onError`. A folder that goes and comes back is followed again within `lookMs`. Watching ends with the
 * function that is returned.
 */
export function watchFolder(
  path: string,
  onChange: () => void | Promise<void>,
  {
    quietMs = 200,
    lookMs = 2000,
    onError = raise,
  }: { quietMs?: number; lookMs?: number; onError?: (error: unknown) => void } = {},
): () => void {
  const root = resolve(path);
  // A watcher for each folder: Node's own recursive one loses a file on Linux when another is put in its place, as editors and git do.
  const watchers = new Map<string, { id: string; watcher: FSWatcher }>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  function note(name: string | null): void {
    if (name && UNWATCHED_FOLDER.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      // Watching comes before reading: what appears in between is told again.
      follow();
      running = running.then(onChange).catch(onError);
    }, quietMs);
  }

  function follow(): void {
    const folders = new Map(foldersBelow(root).map((folder) => [folder, idOf(folder)]));
    for (const [folder, { id, watcher }] of watchers) {
      if (folders.get(folder) === id) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const [folder, id] of folders) if (id && !watchers.has(folder)) watchOne(folder, id);
  }

  function watchOne(folder: string, id: string): void {
    try {
      const watcher = watch(folder, (_, name) => note(name));
      // A folder that vanishes is a change like any other.
      watcher.on('error', () => note(null));
      watchers.set(folder, { id, watcher });
    } catch (error) {
      if (idOf(folder)) onError(error);
    }
  }

  const look = setInterval(() => {
    if (!timer && idOf(root) !== (watchers.get(root)?.id ?? null)) note(null);
  }, lookMs).unref();
  follow();
  return () => {
    clearTimeout(timer);
    clearInterval(look);
    for (const { watcher } of watchers.values()) watcher.close();
  };
}

/** The folder and those below it; one that vanishes meanwhile is not there. Links are not followed: they may lead back up. */
function foldersBelow(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const below = entries.filter((entry) => entry.isDirectory());
    const watched = below.filter(({ name }) => !UNWATCHED_FOLDER.test(name));
    return [folder, ...watched.flatMap(({ name }) => foldersBelow(join(folder, name)))];
  } catch {
    return [];
  }
}

/** Tells a folder from another that has taken its name; null where there is none. */
function idOf(folder: string): string | null {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
}

function raise(error: unknown): never {
  throw error;
}
