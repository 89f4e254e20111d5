import { watchFolder } from './catalog/watch.ts';
import type { Core } from './core.ts';
import { describeError } from './errors.ts';
import type { Log } from './log.ts';

/** Reads a folder of descriptors now and whenever it changes, until the function returned is called. */
export async function followFolder(core: Core, folder: string, log: Log): Promise<() => void> {
  const read = async () => {
    const summary = await core.readCatalog(folder);
    log.info({ folder, ...summary }, 'folder read');
  };
  await read();
  return watchFolder(folder, read, {
    onError: (error) => log.error({ folder, reason: describeError(error) }, 'folder not read'),
  });
}
