import { resolve } from 'node:path';
import { allLocations, noteLocationRead } from './catalog/location-store.ts';
import { type Platform, PlatformDown } from './catalog/platform.ts';
import type { Core } from './core.ts';

const UNCONNECTED = 'Callboard is not connected to GitHub.';
const CONNECT = 'Set GITHUB_ORG and GITHUB_TOKEN.';

/** Everything descriptors are read from, for the catalog to ask: the folder, and GitHub where it is connected. */
export function createPlatform({
  core,
  folder,
  github,
  now,
}: {
  core: Core;
  folder: string | undefined;
  github: Platform | null;
  now: () => Date;
}): Platform {
  const down = () => new PlatformDown(UNCONNECTED, CONNECT);
  return {
    async readTargets(targets) {
      if (github) return github.readTargets(targets);
      const error = `${UNCONNECTED} ${CONNECT}`;
      for (const row of await allLocations(core.db))
        if (targets.includes(row.target))
          await noteLocationRead(core.db, row, { at: now(), error });
    },
    async readSource(source) {
      const path = /^folder:(.+)$/.exec(source)?.[1];
      if (path === undefined) {
        if (!github) throw down();
        return github.readSource(source);
      }
      if (!folder || resolve(folder) !== path)
        throw new PlatformDown(
          `The folder ${path} is not read any more.`,
          'Set CALLBOARD_CATALOG.',
        );
      await core.readCatalog(path);
    },
    async lookAt(target) {
      if (!github) throw down();
      return github.lookAt(target);
    },
    async survey(address) {
      return github ? github.survey(address) : null;
    },
    async readPast(location, until) {
      if (github) return github.readPast(location, until);
      const isAway = location.startsWith('url:');
      return { kind: 'unread', reason: isAway ? `${UNCONNECTED} ${CONNECT}` : null };
    },
  };
}
