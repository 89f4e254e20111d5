import { type Config, readConfig } from '../config.ts';
import { type Core, createCore } from '../core.ts';
import { UserError } from '../errors.ts';

/** Runs `work` on the catalog of the settings, or on one read from `folder` into a database of its own that is forgotten afterwards. */
export async function withCore<Result>(
  folder: string | undefined,
  work: (core: Core) => Promise<Result>,
  now: () => Date = () => new Date(),
): Promise<Result> {
  const config = readConfig();
  const core = await createCore(folder ? ownDatabase(config) : config.database, now, {
    kinds: new Set(config['catalog.kinds']),
    timezone: config.timezone,
    scorecards: config['scorecards.folder'] ?? null,
    library: { shipped: config['scorecards.shipped'] },
    ...(!config['templates.shipped'] && { shipped: null }),
  });
  try {
    if (folder) await core.readCatalog(folder);
    return await work(core);
  } finally {
    await core.db.close();
  }
}

/** @throws UserError where this process speaks to PostgreSQL. */
export function ownDatabase({ database }: Pick<Config, 'database'>): string {
  if (!/^postgres/.test(database)) return ':memory:';
  throw new UserError(
    'What is read from a folder or a file goes into a small database of its own, which is SQLite.',
    'Unset DATABASE_URL for this command.',
  );
}
