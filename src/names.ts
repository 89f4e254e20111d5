import { randomUUID } from 'node:crypto';
import type { Analyse } from './catalog/analysis.ts';
import { ownerDirectory } from './catalog/owner-directory.ts';
import type { Registry } from './catalog/registry.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import type { Person } from './http/sign-in/provider.ts';
import { type Actor, createNamesDesk } from './questions/unknown/desk.ts';
import { createRegistrar } from './questions/unknown/registrar.ts';
import { createUnknownReports } from './questions/unknown/report.ts';

export type Names = ReturnType<typeof composeNames>;

/** Puts together what is done about names nobody knew: in Slack, on the page and through the API. */
export function composeNames({
  core,
  config,
  now,
  desk,
  refOfSlack,
}: {
  core: Core;
  config: Config;
  now: () => Date;
  /** Asked for when something is registered: it reads from what is connected later. */
  desk: () => { registry: Pick<Registry, 'register'>; analyse: Analyse };
  refOfSlack: (slackId: string) => Promise<string | null>;
}) {
  const parts = { ...core, admins: config.admins, now, newId: randomUUID };
  return {
    names: createNamesDesk(parts),
    reports: createUnknownReports(parts),
    registrar: createRegistrar({
      ...parts,
      registry: { register: (input, choice) => desk().registry.register(input, choice) },
      analyse: (address) => desk().analyse(address),
    }),
    /** Which User entity signed in to the pages; null for whom the catalog does not know. */
    async actorOf({ provider, id, login }: Person): Promise<Actor | null> {
      const view = await core.index.current();
      const ref =
        provider === 'slack'
          ? await refOfSlack(id)
          : login
            ? ownerDirectory(view).refOfHandle(`@${login}`)
            : null;
      const entry = ref === null ? null : view.get(ref);
      return entry && { ref: entry.ref, name: entry.title ?? entry.name };
    },
  };
}
