import { readConfig } from '../config.ts';
import { type Core, createCore } from '../core.ts';
import { UserError } from '../errors.ts';

/** Runs `work` on the catalog of the settings, or on one read from `folder` into a database of its own that is forgotten afterwards. */
export async function withCore<Result>(
  folder: string | undefined,
  work: (core: Core) => Promise<Result>,
  now: () => Date = () => new Date(),
): Promise<Result> {
  const config = readConfig();
  if (folder && /^postgres/.test(config.database)) {
    throw new UserError(
      '--catalog reads into a small database of its own, which is SQLite.',
      'Unset DATABASE_URL for this command.',
    );
  }
  const core = await createCore(folder ? ':memory:' : config.database, now, {
    kinds: new Set(config['catalog.kinds']),
    timezone: config.timezone,
    ...(!config['templates.shipped'] && { shipped: null }),
  });
  try {
    if (folder) await core.readCatalog(folder);
    return await work(core);
  } finally {
    await core.db.close();
  }
}
