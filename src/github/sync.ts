import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '#dialect';
import { type ForeignKinds, NO_FOREIGN_KINDS } from '../catalog/foreign-kinds.ts';
import type { Platform } from '../catalog/platform.ts';
import { applySnapshots } from '../catalog/sync.ts';
import type { ReadAsset } from '../docs/assets.ts';
import type { Log } from '../log.ts';
import { webHostOf } from './address.ts';
import { createGitHubClient } from './client.ts';
import type { Fetch, GitHubAuth } from './connect.ts';
import type { PrivateTo } from './docs/access.ts';
import { readAges } from './docs/ages.ts';
import { readDocsFile } from './docs/files.ts';
import { readDueDocs } from './docs/read-docs.ts';
import { readDueHealth } from './health/health.ts';
import { emptyInboxReport, type InboxReport, workInbox } from './inbox.ts';
import { countDue } from './inbox-store.ts';
import { onRequest } from './on-request.ts';
import type { Progress, Reader } from './reader.ts';
import type { RunKind, RunReport } from './report.ts';
import { runAndReport } from './run.ts';
import { delta, organisation, sweep } from './runs.ts';
import { type GitHubStatus, githubStatus } from './status.ts';
import { receiveWebhook } from './webhooks.ts';
import { readDueWork } from './work.ts';

export type GitHubSyncOptions = {
  organization: string;
  auth: GitHubAuth;
  /** `https://api.github.com`, or `https://host/api/v3` of an Enterprise Server. */
  apiUrl: string;
  webhookSecret: string | undefined;
  fetch: Fetch;
  db: Db;
  now: () => Date;
  log: Log;
  /** Tells the platform lead something that needs a person. */
  tellLead: (text: string) => Promise<void>;
  /** Called before a webhook about a pull request is answered, with the repository's node id. */
  onPullRequest?: (repositoryId: string) => Promise<void>;
  /** Called after the catalog was given something; it may not have changed. */
  onChanged?: () => void;
  /** Kinds that are kept although they are not Backstage's. */
  kinds?: ForeignKinds;
  /** How often `delta` is called, for what `status` says of the next one. */
  deltaMinutes?: number;
  /** Who reads docs of private repositories; by what GitHub says where nothing is said. */
  privateDocsTo?: PrivateTo;
  /** Sleeps while GitHub asks for a pause. */
  wait?: (ms: number) => Promise<void>;
  timeoutMs?: number;
};

export type GitHubSync = {
  /** Reads teams, people and every repository that changed. `acceptRemovals`: a person says that what is missing is really gone. */
  sync(
    onProgress?: (event: Progress) => void,
    choice?: { acceptRemovals?: boolean },
  ): Promise<RunReport>;
  /** The hourly look at every repository, and at teams and people when they are six hours old. */
  sweep(): Promise<RunReport>;
  /** The look at recent pushes, every few minutes. Before the first sweep it is one. */
  delta(): Promise<RunReport>;
  /** Reads pull requests, releases and deployments where that is due: a lane of its own, after the catalog. */
  changes(): Promise<RunReport>;
  /** Reads how repositories are set up and how they are doing: a lane of its own too. */
  health(): Promise<RunReport>;
  /** Reads the docs of repositories that changed: a lane of its own too. */
  docs(): Promise<RunReport>;
  /** Reads when pages of docs were last changed, of some that need it. */
  docAges(): Promise<RunReport>;
  /** A picture or download of docs; null where it cannot be had. */
  readDocsFile: ReadAsset;
  receiveWebhook(request: Request): Promise<Response>;
  /** Works off the webhooks that came in. */
  drainInbox(): Promise<InboxReport>;
  /** Reading that somebody asked for, beside the runs. */
  platform: Platform;
  status(): Promise<GitHubStatus>;
  /** Ends calls under way and waits until the run has come to rest. */
  close(): Promise<void>;
};

/**
 * The edge that reads one organisation of GitHub into the catalog. Runs never overlap in one process, may be cut off anywhere, and end the same
 * when they are repeated; none throws for what GitHub does, all say it in their report.
 */
export function createGitHubSync(options: GitHubSyncOptions): GitHubSync {
  const { organization, db, log, now, webhookSecret, onChanged, deltaMinutes = 3 } = options;
  const { kinds = NO_FOREIGN_KINDS, privateDocsTo = 'auto' } = options;
  const client = createGitHubClient({ wait: (ms) => sleep(ms), ...options });
  const parts = {
    client,
    db,
    log,
    now,
    organization,
    kinds,
    lead: { db, log, now, tell: options.tellLead },
    async apply({ snapshots, removed }: Parameters<Reader['apply']>[0]) {
      const applied = await applySnapshots(db, { snapshots, removed, now, kinds });
      onChanged?.();
      return applied;
    },
  };
  const unaged = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();

  function run(
    kind: RunKind,
    work: (reader: Reader, report: RunReport) => Promise<void>,
    progress: (event: Progress) => void = () => {},
  ): Promise<RunReport> {
    const next = last.then(() => runAndReport({ ...parts, progress }, kind, work));
    last = next.catch(() => {});
    return next;
  }

  return {
    sync: (onProgress, { acceptRemovals: isAccepted = false } = {}) =>
      run(
        'sync',
        async (reader, report) => {
          await sweep(reader, report, { isAccepted });
          await organisation(reader, report, { ifOlder: false, isAccepted });
        },
        onProgress,
      ),
    sweep: () => run('sweep', (reader, report) => hourly(reader, report)),
    delta: () =>
      run('delta', async (reader, report) => {
        if (await delta(reader, report)) return;
        report.kind = 'sweep';
        await hourly(reader, report);
      }),
    changes: () => run('changes', (reader, report) => readDueWork(reader, report)),
    health: () => run('health', (reader, report) => readDueHealth(reader, report)),
    docs: () => run('docs', (reader, report) => readDueDocs(reader, report, privateDocsTo)),
    docAges: () => run('docs', (reader, report) => readAges(reader, report, unaged)),
    readDocsFile: (wanted) => readDocsFile({ client, db }, wanted),
    receiveWebhook: (request) =>
      receiveWebhook(
        { secret: webhookSecret, db, log, now, onPullRequest: options.onPullRequest },
        request,
      ),
    async drainInbox() {
      const inbox = emptyInboxReport();
      if ((await countDue(db, now())) === 0) return inbox;
      await run('inbox', (reader, report) => workInbox(reader, { inbox, report }));
      return inbox;
    },
    platform: onRequest({ client, db, now, host: webHostOf(options.apiUrl), run }),
    status: () => githubStatus(db, { organization, deltaMinutes, now: now() }),
    async close() {
      client.close();
      await last;
    },
  };
}

async function hourly(reader: Reader, report: RunReport): Promise<void> {
  await sweep(reader, report, { isAccepted: false });
  await organisation(reader, report, { ifOlder: true, isAccepted: false });
}
