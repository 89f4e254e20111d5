import type { Outside } from './app.ts';
import { type Corrections, createCorrections } from './catalog/corrections/corrections.ts';
import { labelIn } from './catalog/corrections/label.ts';
import type { PullRequests } from './catalog/corrections/pull-request.ts';
import type { CorrectionRow } from './catalog/corrections/store.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { readAuth, writeAuth } from './credentials.ts';
import { createGitHubWriter } from './github/writing/writer.ts';
import { writeAudit } from './operations/audit.ts';
import { answersFor, isAmong } from './operations/rights.ts';
import { serviceCard } from './questions/card.ts';
import { gatherFacts } from './questions/facts.ts';

/** Puts together "Wrong? Fix it": what is kept, who writes to GitHub, and who tells people. */
export function composeCorrections({
  config,
  outside,
  core,
  now,
  tell,
}: {
  config: Config;
  outside: Outside;
  core: Core;
  now: () => Date;
  tell: (row: CorrectionRow) => Promise<void>;
}): Corrections {
  const { db, index, kinds } = core;
  return createCorrections({
    db,
    index,
    now,
    kinds,
    github: connectWriter(config, outside, now),
    whyNot: WHY_NOT,
    async said(ref) {
      const view = await index.current();
      const facts = await gatherFacts(db, view, ref);
      return facts ? serviceCard(view, facts).facts : [];
    },
    tell,
    owners: {
      async refusal(ref, by) {
        const view = await index.current();
        const owners = answersFor(view, ref);
        if (isAmong(view, by, [...owners, ...config.admins])) return null;
        const names = owners.map((one) => labelIn(view, one));
        return names.length > 0
          ? `That is for members of ${names.join(' or ')} to say.`
          : 'Nobody of the catalog owns it, so that is for the platform admins (CALLBOARD_ADMINS).';
      },
      record: (line) =>
        writeAudit(db, { ...line, at: now(), what: 'correction verdict', proposal: null }),
    },
  });
}

const WHY_NOT =
  'Set GITHUB_ORG with GITHUB_WRITE_TOKEN, or with GITHUB_WRITE_APP_ID and GITHUB_WRITE_APP_PRIVATE_KEY.';

/** The credentials for writing, or those for reading where there are none of their own. */
function connectWriter(config: Config, outside: Outside, now: () => Date): PullRequests | null {
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
