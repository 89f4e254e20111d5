import type { Corrections } from './catalog/corrections/corrections.ts';
import type { Registry } from './catalog/registry.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { runRepeats } from './deeds/repeat-turns.ts';
import { forgetProposals } from './deeds/store.ts';
import type { Digests } from './digests.ts';
import { readDefinitions } from './docs/definitions/read.ts';
import { forgetPastDocs } from './docs/forget.ts';
import { forgetDocMisses } from './docs/misses.ts';
import type { GitHubSync } from './github/sync.ts';
import type { Job } from './jobs/schedule.ts';
import type { Log } from './log.ts';
import type { OnCall } from './on-call.ts';
import { forgetAudit } from './operations/audit.ts';
import type { Ask } from './questions/answer.ts';
import { forgetAsked } from './questions/asked.ts';
import { forgetMisses } from './questions/misses.ts';
import { forgetThreads } from './questions/thread.ts';
import type { RunningScaffolder } from './scaffolder/create.ts';
import { forgetDrafts } from './scaffolder/draft-store.ts';
import { forgetFormLinks } from './scaffolder/form-link-store.ts';
import { keepInitiatives } from './scorecards/initiatives/initiatives.ts';
import type { Nudging } from './scorecards/nudges/run.ts';
import type { Slack } from './slack/slack.ts';
import type { Decisions } from './standards-desk.ts';

const MINUTE = 60_000;

/** The table of jobs. Each may run twice and ends the same. */
export function jobsOf({
  config,
  core,
  ask,
  log,
  registry,
  github,
  slack,
  onCall,
  corrections,
  decisions,
  nudging,
  digests,
  scaffolder,
  now,
}: {
  core: Core;
  now: () => Date;
  config: Config;
  registry: Registry;
  github: GitHubSync | null;
  slack: Slack | null;
  corrections: Corrections;
  decisions: Decisions;
  nudging: Nudging;
  digests: Digests;
  scaffolder: RunningScaffolder;
  onCall: OnCall;
  ask: Ask;
  log: Log;
}): Job[] {
  const jobs: Job[] = [
    {
      name: 'questions.threads',
      cron: '30 17 * * * *',
      leaseMs: MINUTE,
      work: () => forgetThreads(core.db, now()),
    },
    {
      name: 'questions.misses',
      cron: '50 41 3 * * *',
      leaseMs: MINUTE,
      work: async () => {
        await forgetMisses(core.db, now());
        await forgetAsked(core.db, now());
        await forgetDocMisses(core.db, now());
      },
    },
    {
      name: 'deeds.past',
      cron: '20 53 3 * * *',
      leaseMs: MINUTE,
      work: async () => {
        await forgetProposals(core.db, now());
        await forgetAudit(core.db, now());
      },
    },
    {
      name: 'docs.definitions',
      cron: '45 * * * * *',
      leaseMs: 5 * MINUTE,
      work: () => readDefinitions({ db: core.db, now }),
    },
    {
      name: 'docs.past',
      cron: '35 59 3 * * *',
      leaseMs: 5 * MINUTE,
      work: () => forgetPastDocs(core.db, now()),
    },
    {
      name: 'scorecards.run',
      cron: '*/15 * * * * *',
      leaseMs: 10 * MINUTE,
      work: core.standards.run,
    },
    {
      name: 'standards.initiatives',
      cron: '55 */10 * * * *',
      leaseMs: 5 * MINUTE,
      work: async () => keepInitiatives(core.db, await core.standards.initiatives(), now()),
    },
    {
      // Exemptions whose day has come, and what a crash left of transfers.
      name: 'standards.desk',
      cron: '25 * * * * *',
      leaseMs: MINUTE,
      work: decisions.desk.settle,
    },
    {
      // Often, because working hours begin somewhere all the time; a week has one message all the same.
      name: 'scorecards.nudges',
      cron: '40 * * * * *',
      leaseMs: 5 * MINUTE,
      work: nudging.run,
    },
    {
      name: 'scorecards.past',
      cron: '5 44 3 * * *',
      leaseMs: MINUTE,
      work: nudging.forget,
    },
    {
      name: 'catalog.locations',
      cron: '10 27 * * * *',
      leaseMs: 10 * MINUTE,
      work: () => registry.settle(),
    },
    {
      // What a crash left, and what another replica was asked for: a run that is started here begins at once.
      name: 'scaffolder.runs',
      cron: '*/10 * * * * *',
      leaseMs: MINUTE,
      work: scaffolder.take,
    },
    {
      name: 'scaffolder.past',
      cron: '40 47 3 * * *',
      leaseMs: MINUTE,
      work: async () => {
        await scaffolder.forget();
        await forgetDrafts(core.db, now());
        await forgetFormLinks(core.db, now());
      },
    },
  ];
  if (onCall.sources.length > 0) {
    const cron = '50 * * * * *';
    jobs.push({ name: 'on-call.read', cron, leaseMs: 5 * MINUTE, work: onCall.refresh });
  }
  if (github) {
    // Takes rows that are due: what a crash left, what GitHub would not take, what a webhook hinted at.
    jobs.push({
      name: 'corrections',
      cron: '*/10 * * * * *',
      leaseMs: 2 * MINUTE,
      work: corrections.work,
    });
    jobs.push({
      name: 'standards.fixes',
      cron: '*/10 * * * * *',
      leaseMs: 2 * MINUTE,
      work: decisions.fixes.work,
    });
    const delta = `20 */${config['github.deltaMinutes']} * * * *`;
    jobs.push(
      { name: 'github.delta', cron: delta, leaseMs: 5 * MINUTE, work: github.delta },
      { name: 'github.sweep', cron: '40 7 * * * *', leaseMs: 30 * MINUTE, work: github.sweep },
      { name: 'github.changes', cron: '50 * * * * *', leaseMs: 5 * MINUTE, work: github.changes },
      { name: 'github.health', cron: '15 */2 * * * *', leaseMs: 10 * MINUTE, work: github.health },
      { name: 'github.docs', cron: '35 * * * * *', leaseMs: 10 * MINUTE, work: github.docs },
      { name: 'github.doc-ages', cron: '5 * * * * *', leaseMs: 5 * MINUTE, work: github.docAges },
      {
        name: 'github.inbox',
        cron: '*/10 * * * * *',
        leaseMs: MINUTE,
        work: () => hear(github, core),
      },
    );
  }
  if (slack) {
    jobs.push({
      name: 'slack.outbox',
      cron: '*/10 * * * * *',
      leaseMs: MINUTE,
      work: slack.drainOutbox,
    });
    jobs.push({
      name: 'deeds.repeats',
      cron: '15 * * * * *',
      leaseMs: 5 * MINUTE,
      work: () => runRepeats({ db: core.db, ask, post: slack.post, now, log }),
    });
    jobs.push({
      name: 'slack.runs',
      cron: '*/10 * * * * *',
      leaseMs: MINUTE,
      work: slack.tellRuns,
    });
    jobs.push({
      name: 'slack.nudges',
      cron: '*/10 * * * * *',
      leaseMs: MINUTE,
      work: slack.refreshNudges,
    });
    jobs.push({
      name: 'slack.rooms',
      cron: '*/15 * * * * *',
      leaseMs: MINUTE,
      work: slack.refreshRooms,
    });
    jobs.push({
      name: 'digests',
      cron: '5 * * * * *',
      leaseMs: 5 * MINUTE,
      work: digests.run,
    });
    // Hourly, because working hours begin elsewhere at another time; a week has one message all the same.
    jobs.push({
      name: 'slack.unknown',
      cron: '25 5 * * * *',
      leaseMs: MINUTE,
      work: slack.reportUnknown,
    });
  }
  return jobs;
}

/** A push is in the catalog at once, and so are the docs and standards that came with it. */
async function hear(github: GitHubSync, { standards }: Core): Promise<void> {
  const { read } = await github.drainInbox();
  if (read === 0) return;
  await standards.refresh();
  await github.docs();
}
