import type { Outside } from './app.ts';
import type { Config } from './config.ts';
import { readAuth, writeAuth } from './credentials.ts';
import { createRepositoryHost } from './github/scaffolding/host.ts';
import { createFileReader } from './github/scaffolding/read-files.ts';
import type { ReadFiles } from './scaffolder/outside.ts';
import type { RepositoryHost } from './scaffolder/repository-host.ts';

/** What templates make on GitHub, with the credentials for writing; null where there are none. */
export function connectHost(
  config: Config,
  outside: Outside,
  now: () => Date,
): RepositoryHost | null {
  const auth = writeAuth(config) ?? readAuth(config);
  const options = optionsOf(config, outside, now);
  return options && auth && createRepositoryHost({ ...options, auth });
}

/** What skeletons are read with: the credentials for reading, or those for writing where they are all there is. */
export function connectReader(config: Config, outside: Outside, now: () => Date): ReadFiles | null {
  const auth = readAuth(config) ?? writeAuth(config);
  const options = optionsOf(config, outside, now);
  return options && auth && createFileReader({ ...options, auth });
}

function optionsOf(config: Config, outside: Outside, now: () => Date) {
  const organization = config['github.organization'];
  if (!organization) return null;
  return {
    organization,
    apiUrl: config['github.apiUrl'],
    fetch: outside.githubFetch ?? fetch,
    log: outside.log,
    now,
    wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
}
