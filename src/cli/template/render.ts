import { resolve } from 'node:path';
import type { ExitCode, Output } from '../../cli.ts';
import { UserError } from '../../errors.ts';
import { sandbox } from '../../scaffolder/expressions/sandbox.ts';
import { checkValues } from '../../scaffolder/form/check.ts';
import { completeValues } from '../../scaffolder/form/complete.ts';
import type { FormError } from '../../scaffolder/form/form.ts';
import { formOf } from '../../scaffolder/form/form-of.ts';
import { type JsonObject, valueAt, withValueAt } from '../../scaffolder/json.ts';
import type { Outside } from '../../scaffolder/outside.ts';
import { dryRunTemplate } from '../../scaffolder/runs/dry-run.ts';
import type { DryRun, LoadedTemplate } from '../../scaffolder/scaffolder.ts';
import type { Template } from '../../scaffolder/template.ts';
import { readLocalFiles } from '../../scaffolder/workspace/local-files.ts';
import { memoryWorkspace } from '../../scaffolder/workspace/memory.ts';
import { packWorkspace, unpackWorkspace } from '../../scaffolder/workspace/pack.ts';
import { isEmptyFolder, writeFolder } from '../../scaffolder/workspace/write-folder.ts';
import { readTemplateFile, rootOf } from './read-template-file.ts';
import { readValues } from './read-values.ts';
import { renderedJson, renderedLines, wrongJson, wrongLines } from './rendered.ts';
import { standInsFor } from './stand-ins.ts';

export type RenderFlags = { values?: string; out: string; force?: true; json?: true };

/** Runs the steps of a template that touch nothing but files, into a folder; 1 where the values are wrong or a step fails. */
export async function renderTemplate(
  file: string,
  flags: RenderFlags,
  output: Output,
): Promise<ExitCode> {
  const out = resolve(flags.out);
  if (!flags.force && !(await isEmptyFolder(out)))
    throw new UserError(`${out} is there and not empty.`, 'Name another folder, or use --force.');
  // It starts while the files are read.
  sandbox().warm();
  const loaded = await readTemplateFile(file);
  const { template } = loaded;
  if (template.steps.length === 0) {
    return tell(wrongJson([], loaded), wrongLines([], loaded, file), { flags, output });
  }
  const given = flags.values ? await readValues(flags.values) : {};
  const { values, secrets } = apart(template, completeValues(template, given));
  const errors = checkValues(template, values).filter(({ isWarning }) => !isWarning);
  if (errors.length > 0)
    return tell(wrongJson(errors, loaded), wrongLines(errors, loaded, file), { flags, output });
  const { leftOut, run } = await tried(loaded, { values, secrets, root: rootOf(file) });
  if (!run.error) await writeFolder(run.files, out);
  const rendered = { loaded, file, out, run, leftOut };
  if (flags.json) output.out(JSON.stringify(renderedJson(rendered), null, 2));
  else for (const line of renderedLines(rendered)) output.out(line);
  return run.error ? 1 : 0;
}

/** Secrets stand beside the values in a file; files that are made of them show `***`. */
function apart(template: Template, all: JsonObject) {
  let values = all;
  const secrets: Record<string, string> = {};
  for (const { path, input } of formOf(template, all).pages.flatMap(({ fields }) => fields)) {
    const value = valueAt(all, path);
    const name = path.at(-1);
    if (input.kind !== 'secret' || value === undefined || name === undefined) continue;
    secrets[name] = String(value);
    values = withValueAt(values, path, undefined);
  }
  return { values, secrets };
}

function tell(
  json: object,
  lines: readonly string[],
  { flags, output }: { flags: RenderFlags; output: Output },
): ExitCode {
  if (flags.json) output.out(JSON.stringify(json, null, 2));
  else for (const line of lines) output.err(line);
  return 1;
}

async function tried(
  { template: read }: LoadedTemplate,
  { values, secrets, root }: { values: JsonObject; secrets: Record<string, string>; root: string },
): Promise<{ run: DryRun; leftOut: ReadonlyMap<string, string> }> {
  const { template, actions, leftOut } = standInsFor(read);
  const run = await dryRunTemplate(
    {
      actions,
      render: (value, asked) => sandbox().renderValue(value, asked),
      outside: outsideOf(root),
      workspaces: {
        open: (packed) => (packed === null ? memoryWorkspace() : unpackWorkspace(packed)),
        pack: packWorkspace,
      },
      userOf: async () => null,
      now: () => new Date(),
    },
    { template, values, secrets, by: null },
  );
  return { run, leftOut };
}

/** Only the template's own folder: everything else is left out before it is asked. */
function outsideOf(root: string): Outside {
  const nobody = async () => {
    throw new UserError('Nothing outside is reached here.', 'Run the template where it is.');
  };
  return {
    readFiles: readLocalFiles(root),
    host: null,
    catalog: {
      entity: async () => null,
      register: nobody,
      unregister: nobody,
      survey: nobody,
      ownerOf: async () => null,
    },
    notify: null,
  };
}

export type Rendered = {
  loaded: LoadedTemplate;
  file: string;
  out: string;
  run: DryRun;
  leftOut: ReadonlyMap<string, string>;
};

export type ValueErrors = readonly FormError[];
