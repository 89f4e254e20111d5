import type { Outside } from './app.ts';
import type { PullRequests } from './catalog/corrections/pull-request.ts';
import type { Config } from './config.ts';
import { readAuth, writeAuth } from './credentials.ts';
import { createGitHubWriter } from './github/writing/writer.ts';

/** What to set where nothing may be written. */
export const WHY_NO_WRITING =
  'Set GITHUB_ORG with GITHUB_WRITE_TOKEN, or with GITHUB_WRITE_APP_ID and GITHUB_WRITE_APP_PRIVATE_KEY.';

/** One for the whole process, so that calls that write come one after another: with the credentials for writing, or those for reading. */
export function connectWriter(
  config: Config,
  outside: Outside,
  now: () => Date,
): PullRequests | null {
  const organization = config['github.organization'];
  const auth = writeAuth(config) ?? readAuth(config);
  if (!organization || !auth) return null;
  return createGitHubWriter({
    organization,
    auth,
    apiUrl: config['github.apiUrl'],
    fetch: outside.githubFetch ?? fetch,
    log: outside.log,
    now,
  });
}
