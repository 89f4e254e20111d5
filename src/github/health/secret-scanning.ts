import { z } from 'zod';
import type { Reader } from '../reader.ts';
import { readStateRow, writeState } from '../state-store.ts';
import { GitHubStop } from '../stop.ts';

/** https://docs.github.com/en/rest/repos/repos#list-organization-repositories */
const Listed = z.array(
  z.object({
    node_id: z.string(),
    security_and_analysis: z
      .object({ secret_scanning: z.object({ status: z.string() }).nullish() })
      .nullish(),
  }),
);

const LISTED = 'github.secret-scanning';
const EVERY = 6 * 3_600_000;
const PAGE = 100;
/** More repositories than GitHub lets an organisation list this way. */
const MOST_PAGES = 1_000;

export type Scanning = ReadonlyMap<string, boolean | null>;

/**
 * Whether secrets are scanned for, by node id, a hundred repositories a call: GraphQL does not say it. Null for one of which GitHub does not
 * tell these credentials. Null as a whole while the last list is young enough, or cannot be had.
 */
export async function readSecretScanning(reader: Reader): Promise<Scanning | null> {
  const { db, client, organization, now, log } = reader;
  const before = await readStateRow(db, LISTED);
  if (before && now().getTime() - before.at.getTime() < EVERY) return null;
  const found = new Map<string, boolean | null>();
  try {
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const answer = await client.get(Listed, '/orgs/{organization}/repos', {
        ...{ organization, per_page: PAGE, page },
      });
      if (answer.kind === 'tooMuch') return null;
      for (const { node_id: id, security_and_analysis: set } of answer.data) {
        const status = set?.secret_scanning?.status;
        found.set(id, status === undefined ? null : status === 'enabled');
      }
      if (answer.data.length < PAGE) break;
    }
  } catch (error) {
    // Without the right to list them, everything else is still read.
    if (!(error instanceof GitHubStop) || !['forbidden', 'missing'].includes(error.code))
      throw error;
    log.info({ reason: error.message }, 'secret scanning is not told');
  }
  await writeState(db, LISTED, { repositories: found.size }, now());
  return found;
}
