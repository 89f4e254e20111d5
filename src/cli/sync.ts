import { createApp, type SyncReport } from '../app.ts';
import type { ExitCode, Output } from '../cli.ts';
import { readConfig } from '../config.ts';
import { UserError } from '../errors.ts';
import { createLog } from '../log.ts';
import { progressTo } from './progress.ts';

/** Reads GitHub once, completely. 1 when something could not be read: what and why is said, and nothing was deleted for it. */
export async function sync(
  options: { acceptRemovals?: true; json?: true },
  output: Output,
): Promise<ExitCode> {
  const config = readConfig();
  await using app = await createApp(config, { log: createLog('warn') });
  if (!app.github) {
    throw new UserError(
      'GitHub is not connected.',
      'Set GITHUB_ORG and GITHUB_TOKEN, or a GitHub App: see README.md.',
    );
  }
  const progress = progressTo(output);
  const report = await app.github.sync(progress.update, {
    acceptRemovals: options.acceptRemovals ?? false,
  });
  const docs = await app.github.docs();
  progress.end();
  if (options.json) output.out(JSON.stringify({ ...report, docs }, null, 2));
  else for (const line of [...lines(report), ...linesOfDocs(docs)]) output.out(line);
  return report.isComplete && docs.isComplete ? 0 : 1;
}

function lines(report: SyncReport): string[] {
  const { listed, changed, removed, held, failed } = report.repositories;
  const counts = `${listed} repositories listed, ${changed} changed, ${removed} removed, ${held} held, ${failed} not readable`;
  const people = report.organisation
    ? `${report.organisation.teams} teams, ${report.organisation.people} people`
    : 'teams and people not read';
  return [
    `${counts}; ${people}. ${report.calls} GraphQL calls, ${report.points} points.`,
    ...report.problems.map(({ reason, nextStep }) => `! ${reason} ${nextStep}`.trimEnd()),
    ...(report.resumesAt ? [`GitHub lets us go on at ${report.resumesAt}.`] : []),
    ...report.notes.map((note) => `  ${note}`),
  ];
}

function linesOfDocs({ repositories, calls, problems, notes }: SyncReport): string[] {
  return [
    `Docs of ${repositories.read} repositories read, ${repositories.failed} not readable. ${calls} GraphQL calls.`,
    ...problems.map(({ reason, nextStep }) => `! ${reason} ${nextStep}`.trimEnd()),
    ...notes.map((note) => `  ${note}`),
  ];
}
