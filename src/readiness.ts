import { problems } from './catalog/problems.ts';
import { countByKind } from './catalog/store.ts';
import type { Core } from './core.ts';
import { standingOfDocs } from './docs/standing.ts';
import { describeError } from './errors.ts';
import type { GitHubSync } from './github/sync.ts';
import type { Check } from './http/health.ts';
import type { Metrics } from './http/metrics.ts';
import { withoutSecrets } from './log.ts';
import type { OnCall } from './on-call.ts';
import type { Slack } from './slack/slack.ts';

type Parts = {
  core: Core;
  github: GitHubSync | null;
  slack: Slack | null;
  onCall: OnCall;
  metrics: Metrics;
  now: () => Date;
};

/** What /readyz and /metrics tell of the parts. Slack being away is told, but does not take a replica that still answers HTTP out of service. */
export function readiness({ core, github, slack, onCall, metrics, now }: Parts) {
  // Counts and problems change with the catalog only, and looking for them costs more than a scrape should.
  let measured = -1;

  async function databaseCheck(): Promise<Check> {
    try {
      const { size } = await core.index.current();
      return { name: 'database', isReady: true, detail: `answers, ${size} entities` };
    } catch (error) {
      return { name: 'database', isReady: false, detail: withoutSecrets(describeError(error)) };
    }
  }

  async function syncCheck(): Promise<Check> {
    if (!github) return { name: 'sync', isReady: true, detail: 'GitHub is not connected' };
    const status = await github.status();
    const last = status.lastSuccessAt
      ? `last complete at ${status.lastSuccessAt}`
      : 'never complete yet';
    const detail = status.reason ? `${status.reason} (${last})` : last;
    return { name: 'sync', isReady: status.isUsable, detail };
  }

  async function slackCheck(): Promise<Check> {
    if (!slack) return { name: 'slack', isReady: true, detail: 'not connected' };
    const { detail, outbox } = await slack.status();
    return {
      name: 'slack',
      isReady: true,
      detail: `${detail} Waiting messages: ${outbox.waiting}.`,
    };
  }

  /** Docs come after the catalog: without them everything else is answered. */
  async function docsCheck(): Promise<Check> {
    const { sites, pages, unread } = await standingOfDocs(core.db);
    const detail = `${pages} pages of ${sites} sites${unread > 0 ? `, ${unread} sources could not be read last` : ''}`;
    return { name: 'docs', isReady: true, detail };
  }

  /** Answers go on from the tables while a source is away, so that is told and keeps nobody out. */
  async function onCallChecks(): Promise<Check[]> {
    const standings = await onCall.standings();
    return onCall.sources.map(({ id, title }) => {
      const standing = standings.get(id);
      const last = standing?.readAt
        ? `last read at ${standing.readAt.toISOString()}`
        : 'never read yet';
      const detail = standing?.failedSince ? `${standing.reason} (${last})` : last;
      return { name: `on-call ${id}`, isReady: true, detail: `${title}: ${detail}` };
    });
  }

  return {
    async checks(): Promise<Check[]> {
      const database = await databaseCheck();
      return database.isReady
        ? [
            database,
            await syncCheck(),
            await docsCheck(),
            await slackCheck(),
            ...(await onCallChecks()),
          ]
        : [database];
    },
    async measure(): Promise<void> {
      const { revision } = await core.index.current();
      if (revision !== measured) {
        metrics.entities.reset();
        for (const [kind, count] of await countByKind(core.db))
          metrics.entities.set({ kind }, count);
        metrics.problems.set((await problems(core.db)).length);
        measured = revision;
      }
      const docs = await standingOfDocs(core.db);
      metrics.docPages.reset();
      for (const [kind, count] of docs.byKind) metrics.docPages.set({ kind }, count);
      metrics.docsUnread.set(docs.unread);
      const at = (await github?.status())?.lastSuccessAt;
      for (const [source, { readAt }] of await onCall.standings())
        if (readAt) metrics.onCallAge.set({ source }, (now().getTime() - readAt.getTime()) / 1000);
      if (at) metrics.syncAge.set((now().getTime() - Date.parse(at)) / 1000);
    },
  };
}
