import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import type { ExitCode, Output } from '../../cli.ts';
import { UserError } from '../../errors.ts';
import type { FormError } from '../../scaffolder/form/form.ts';
import type { RunReport } from '../../scaffolder/runs/run.ts';
import { openFor } from './app.ts';
import { readSecrets, readValues } from './read-values.ts';

export type RunFlags = {
  values?: string;
  secrets?: string;
  catalog?: string;
  yes?: true;
  json?: true;
};

/** Runs a template with the settings of this machine, and waits for its end. 1 where there is none, it is refused or it fails. */
export async function runTemplate(
  named: string,
  flags: RunFlags,
  output: Output,
): Promise<ExitCode> {
  const values = flags.values ? await readValues(flags.values) : {};
  const secrets = flags.secrets ? await readSecrets(flags.secrets) : {};
  const { app, ref: template, isPassing } = await openFor(named, flags.catalog);
  await using _ = app;
  if (!template) return unknown(named, output);
  const loaded = await app.scaffolder.template(template);
  if (isPassing && loaded?.template.approval.kind !== 'none')
    throw new UserError(
      `${loaded?.template.title ?? template} needs somebody's approval, and nobody can be asked from a folder.`,
      'Let the catalog read it, and run it by its ref.',
    );
  const wrong = (await app.scaffolder.check({ template, values })).filter((one) => !one.isWarning);
  if (wrong.length > 0) return refused(wrong, flags, output);
  if (!flags.yes && !(await isConfirmed(template, output))) return 1;
  const asked = { template, values, secrets, by: null, key: randomUUID() };
  const started = await app.scaffolder.start(asked);
  if (started.kind === 'invalid') return refused(started.errors, flags, output);
  if (started.kind === 'refused') throw new UserError(started.reason, started.nextStep);
  let told = 0;
  const tell = async () => {
    for (const event of await app.scaffolder.events(started.id, told)) {
      told = event.id;
      if (!flags.json) output.out(event.message);
    }
  };
  let telling = Promise.resolve();
  const stop = app.scaffolder.listen((run) => {
    if (run === started.id) telling = telling.then(tell);
  });
  await app.scaffolder.work();
  stop();
  await telling;
  await tell();
  const report = await app.scaffolder.report(started.id);
  if (!report) throw new Error('A run that was started is gone.');
  if (flags.json) output.out(JSON.stringify(report, null, 2));
  else for (const line of ending(report)) output.out(line);
  return report.state === 'completed' || report.state === 'waiting' ? 0 : 1;
}

export function unknown(named: string, output: Output): ExitCode {
  output.err(`There is no template ${named}. Look with \`callboard template list\`.`);
  return 1;
}

export function refused(
  errors: readonly FormError[],
  flags: { values?: string; json?: true },
  output: Output,
): ExitCode {
  if (flags.json) output.out(JSON.stringify({ errors }, null, 2));
  else {
    for (const { path, message } of errors)
      output.err(path.length > 0 ? `${path.join('.')}: ${message}` : message);
    if (!flags.values) output.err('Write them into a file and name it with --values.');
  }
  return 1;
}

async function isConfirmed(template: string, output: Output): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UserError('Running a template makes things.', 'Say --yes where nobody can be asked.');
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question(`Run ${template}? [y/N] `);
  asking.close();
  if (/^y(?:es)?$/i.test(answer.trim())) return true;
  output.err('Nothing was done.');
  return false;
}

function ending({ state, links, error, id, approval }: RunReport): string[] {
  if (state === 'waiting') return [`Run ${id} waits for approval from ${approval?.from}.`];
  const told = error ? [`${error.message} ${error.nextStep}`] : [];
  return [...told, ...links.map(({ title, url, entityRef }) => `${title}: ${url ?? entityRef}`)];
}
