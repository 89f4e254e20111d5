import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { canonicalRef } from '../../catalog/ref.ts';
import type { JsonObject } from '../../scaffolder/json.ts';
import type { LoadedTemplate, Scaffolder } from '../../scaffolder/scaffolder.ts';
import { errorsOf, outputOf, parameterSchemaOf, taskOf } from '../scaffolder/shapes.ts';
import { defineTool, refused, type Tool, type ToolRoom, told } from './tool.ts';

const MOST_FILES = 200;
const MOST_LINES = 20;

const Named = z.string().min(1).max(300).describe('A ref such as template:default/go-service.');
const Filled = z.object({
  template: Named,
  values: z.record(z.string(), z.unknown()).describe('As describe_template asks for them.'),
});

const list = defineTool({
  name: 'list_templates',
  title: 'List templates',
  description:
    'What new repositories can be made from: each template with its ref, what it is for, its owner and whether it can run.',
  scope: 'read',
  input: z.object({}),
  async call(_, room) {
    const all = await scaffolderOf(room).templates();
    const lines = all.map(({ ref, title, description, problems }) => {
      const state = problems.length > 0 ? ' (cannot run)' : '';
      return `${ref} "${title}"${state}${description ? `. ${description.split('\n')[0]}` : ''}`;
    });
    return told(lines.join('\n') || 'There are no templates.', {
      templates: all.map(({ ref, title, type, owner, tags, problems }) => ({
        ref,
        title,
        type,
        owner,
        tags: [...tags],
        canRun: problems.length === 0,
      })),
    });
  },
});

const describe = defineTool({
  name: 'describe_template',
  title: 'What a template asks for',
  description:
    'The parameters of one template as JSON Schema, a page each, with its steps: what dry_run_template and run_template take as values.',
  scope: 'read',
  input: z.object({ template: Named }),
  async call({ template }, room) {
    const loaded = await templateOf(room, template);
    if (!loaded) return refused(`There is no template ${template}. Look with list_templates.`);
    const { steps } = loaded.template;
    const shown = {
      ...parameterSchemaOf(loaded.template),
      does: steps.map(({ name, action }) => `${name} (${action})`),
      problems: loaded.problems.map(({ message }) => message),
    };
    return told(JSON.stringify(shown), shown);
  },
});

const dryRun = defineTool({
  name: 'dry_run_template',
  title: 'Try a template',
  description:
    'What a run would make: names of the files, and what is wrong with the values. Nothing is made outside.',
  scope: 'write',
  input: Filled,
  async call({ template, values }, room) {
    const loaded = await templateOf(room, template);
    if (!loaded) return refused(`There is no template ${template}. Look with list_templates.`);
    const { ref } = loaded.template;
    const asked = { template: ref, values: values as JsonObject, secrets: {}, by: room.caller };
    const run = await scaffolderOf(room).dryRun(asked);
    const errors = errorsOf(run.errors);
    if (errors.length > 0) return refused(saying(errors));
    if (run.error) return refused(`${run.error.message} ${run.error.nextStep}`.trim());
    const files = [...run.files.keys()].slice(0, MOST_FILES);
    return told(`It would make ${run.files.size} files:\n${files.join('\n')}`, {
      files,
      output: outputOf(run),
    });
  },
});

const start = defineTool({
  name: 'run_template',
  title: 'Make something from a template',
  description:
    'Starts a run, which makes a repository and more outside. Ask the person first. Answers the id for show_run. Secrets are not taken here.',
  scope: 'write',
  input: Filled.extend({
    key: z.string().min(1).max(200).optional().describe('The same key twice is one run.'),
  }),
  async call({ template, values, key }, room) {
    const loaded = await templateOf(room, template);
    if (!loaded) return refused(`There is no template ${template}. Look with list_templates.`);
    const { caller } = room;
    const started = await scaffolderOf(room).start({
      template: loaded.template.ref,
      values: values as JsonObject,
      secrets: {},
      by: caller,
      key: `mcp:${caller ?? ''}:${key ?? randomUUID()}`,
    });
    if (started.kind === 'invalid') return refused(saying(errorsOf(started.errors)));
    if (started.kind === 'refused') return refused(`${started.reason} ${started.nextStep}`.trim());
    return told(`It runs as ${started.id}. Look with show_run.`, { id: started.id });
  },
});

const show = defineTool({
  name: 'show_run',
  title: 'How a run is',
  description:
    'How far a run of a template is: its steps, what it made, why it failed, and the end of its log.',
  scope: 'read',
  input: z.object({ id: z.string().min(1).max(100) }),
  async call({ id }, room) {
    const scaffolder = scaffolderOf(room);
    const run = await scaffolder.report(id);
    if (!run) return refused(`There is no run ${id}.`);
    const lines = (await scaffolder.events(id, 0)).slice(-MOST_LINES);
    const steps = run.steps.map(
      ({ name, state, reason }) => `${state}: ${name}${reason ? `, ${reason}` : ''}`,
    );
    const made = run.created.map(({ kind, name, url }) => `${kind} ${url ?? name}`);
    const said = [
      `${run.state}: ${run.template.title}${run.subject.name ? ` for ${run.subject.name}` : ''}`,
      ...steps,
      ...(made.length > 0 ? [`Made: ${made.join(', ')}`] : []),
      ...(run.error ? [`${run.error.message} ${run.error.nextStep}`] : []),
      ...lines.map(({ message }) => `> ${message}`),
    ];
    return told(said.join('\n'), taskOf(run));
  },
});

/** Making things from templates. Only what says so needs the scope to write. */
export const SCAFFOLDING: readonly Tool[] = [list, describe, dryRun, start, show];
export const TEMPLATE_TOOLS: ReadonlySet<string> = new Set(SCAFFOLDING.map(({ name }) => name));

function scaffolderOf({ scaffolder }: ToolRoom): Scaffolder {
  if (!scaffolder) throw new Error('There is no scaffolder here.');
  return scaffolder;
}

async function templateOf(room: ToolRoom, said: string): Promise<LoadedTemplate | null> {
  return scaffolderOf(room).template(canonicalRef(said, { kind: 'template' }));
}

function saying(errors: readonly JsonObject[]): string {
  return `The values are wrong. ${errors.map(({ stack }) => String(stack)).join('; ')}`;
}
