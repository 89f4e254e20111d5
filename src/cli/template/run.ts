import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { type App, createApp } from '../../app.ts';
import { canonicalRef } from '../../catalog/ref.ts';
import type { ExitCode, Output } from '../../cli.ts';
import { readConfig } from '../../config.ts';
import { UserError } from '../../errors.ts';
import { createLog } from '../../log.ts';
import type { FormError } from '../../scaffolder/form/form.ts';
import type { RunReport } from '../../scaffolder/runs/run.ts';
import { readValues } from './read-values.ts';

export type RunFlags = { values?: string; yes?: true; json?: true };

/** Runs a template of the catalog with the settings of this machine, and waits for its end. 1 where it is refused or fails. */
export async function runTemplate(
  named: string,
  flags: RunFlags,
  output: Output,
): Promise<ExitCode> {
  const values = flags.values ? await readValues(flags.values) : {};
  const config = readConfig();
  await using app = await createApp(config, { log: createLog('error') });
  const template = await templateOf(app, named);
  const wrong = (await app.scaffolder.check({ template, values })).filter((one) => !one.isWarning);
  if (wrong.length > 0) return refused(wrong, flags, output);
  if (!flags.yes && !(await isConfirmed(template, output))) return 1;
  const asked = { template, values, secrets: {}, by: null, key: randomUUID() };
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

/** The ref of a template that the catalog has, or that ships. */
export async function templateOf(app: App, named: string): Promise<string> {
  if (/\.ya?ml$/.test(named))
    throw new UserError(
      `${named} is a file, and what runs is in the catalog.`,
      'Register it first, or try it with `callboard template dry-run`.',
    );
  const ref = canonicalRef(named, { kind: 'template' });
  if (await app.scaffolder.template(ref)) return ref;
  throw new UserError(
    `I could not find a template called "${named}".`,
    'Try `callboard template list`.',
  );
}

export function refused(
  errors: readonly FormError[],
  flags: { json?: true },
  output: Output,
): ExitCode {
  if (flags.json) output.out(JSON.stringify({ errors }, null, 2));
  else
    for (const { path, message } of errors)
      output.err(path.length > 0 ? `${path.join('.')}: ${message}` : message);
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
