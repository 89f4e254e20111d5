import { createTemplateRenderer, type TemplateContext } from 'nunjitsu';
import { z } from 'zod';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../../catalog/search.ts';
import { createLog } from '../../log.ts';
import { type Action, defineAction } from '../actions/action.ts';
import { createScaffolder, type RunningScaffolder, type ScaffolderParts } from '../create.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Outside, Remove } from '../outside.ts';
import type { Step, Template } from '../template.ts';
import type { Workspace, WorkspaceFile } from '../workspace/workspace.ts';
import type { Deed } from './requests.ts';
import type { RenderValue } from './scope.ts';
import { createSeal } from './seal.ts';

/** What exists outside because of runs: a list, so that what was made twice stands there twice. */
export type World = { things: string[]; calls: number; before: () => void };

export function newWorld(): World {
  return { things: [], calls: 0, before: () => {} };
}

/** A scaffolder over a database, whose actions make things in `world`. */
export function testScaffolder(
  db: Db,
  {
    world = newWorld(),
    template,
    actions = [],
    now = () => new Date('2026-06-15T12:00:00Z'),
    admins = [],
    key = 'a key of the settings',
    remove = async () => 'removed',
    deeds = [],
  }: {
    world?: World;
    template: Template;
    actions?: readonly Action[];
    now?: () => Date;
    admins?: readonly string[];
    key?: string | undefined;
    remove?: Remove;
    deeds?: Deed[];
  },
): RunningScaffolder {
  let ids = 0;
  const nextId = () => {
    ids += 1;
    return ids;
  };
  const all = [...actionsOn(world), ...actions];
  const parts: ScaffolderParts = {
    db,
    index: createCatalogIndex(db),
    now,
    log: createLog('silent'),
    newId: () => `run-${now().getTime()}-${nextId()}`,
    admins,
    actions: new Map(all.map((action) => [action.id, action])),
    render,
    outside: NOWHERE,
    seal: createSeal(key),
    workspaces: { open: openWorkspace, pack: packWorkspace },
    userOf: async () => null,
    templates: () => ({
      list: async () => [],
      template: async (ref) =>
        ref === template.ref ? { template, problems: [], notes: [] } : null,
      form: async () => ({ pages: [] }),
      check: async () => [],
      tryOut: async () => ({ kind: 'wrong', problems: [] }),
    }),
    remove,
    record: async (deed) => void deeds.push(deed),
  };
  return createScaffolder(parts);
}

/** As the sandbox renders, without a thread of its own. */
const render: RenderValue = async (value, { context, hasFailed }) => {
  const renderer = createTemplateRenderer({
    globals: { always: () => true, failure: () => hasFailed },
  });
  const deep = (one: Json): Json | undefined => {
    if (typeof one === 'string')
      return renderer.renderValue(one, context as TemplateContext, { coercion: 'json' }) as Json;
    if (Array.isArray(one)) return one.map((item) => deep(item) ?? null);
    if (one === null || typeof one !== 'object') return one;
    const entries = Object.entries(one).map(([key, inner]) => [key, deep(inner)] as const);
    return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined)) as JsonObject;
  };
  return { value: deep(value), problems: [] };
};

/** Actions in the manner of those on GitHub: they say what they will make, look for what an earlier try left, and make it. */
function actionsOn(world: World): Action[] {
  async function make(name: string): Promise<void> {
    world.calls += 1;
    world.before();
    if (!world.things.includes(name)) world.things.push(name);
    // The answer may be lost as well.
    world.calls += 1;
    world.before();
  }
  return [
    defineAction({
      id: 'test:make',
      description: 'Makes a thing.',
      input: z.object({ name: z.string() }),
      output: z.object({ made: z.string() }),
      isHarmless: false,
      async run({ input, once, willCreate }) {
        await willCreate({ kind: 'repository', name: input.name, url: null });
        await once(`make ${input.name}`, async () => {
          await make(input.name);
          return true;
        });
        return { made: input.name };
      },
    }),
    defineAction({
      id: 'test:send',
      description: 'Sends a text, which is there once.',
      input: z.object({ text: z.string() }),
      output: z.object({ sent: z.string() }),
      isHarmless: false,
      async run({ input, once }) {
        await once('send', async () => {
          await make(input.text);
          return input.text;
        });
        return { sent: input.text };
      },
    }),
    defineAction({
      id: 'test:write',
      description: 'Writes a file.',
      input: z.object({ path: z.string(), text: z.string() }),
      output: z.object({}),
      isHarmless: true,
      async run({ input, workspace }) {
        workspace.write(input.path, { bytes: Buffer.from(input.text), isExecutable: false });
        return {};
      },
    }),
    defineAction({
      id: 'test:read',
      description: 'Reads all files.',
      input: z.object({}),
      output: z.object({ files: z.record(z.string(), z.string()) }),
      isHarmless: true,
      async run({ workspace }) {
        const files = workspace
          .paths()
          .map((path) => [path, workspace.read(path)?.bytes.toString() ?? '']);
        return { files: Object.fromEntries(files) };
      },
    }),
    defineAction({
      id: 'test:say',
      description: 'Writes a line of the log and gives it back.',
      input: z.object({ text: z.string() }),
      output: z.object({ text: z.string() }),
      isHarmless: true,
      async run({ input, log }) {
        log(input.text);
        return { text: input.text };
      },
    }),
  ];
}

const NOWHERE: Outside = {
  readFiles: async () => new Map(),
  host: null,
  catalog: {
    entity: async () => null,
    register: async () => ({ refs: [] }),
    unregister: async () => {},
    survey: async () => null,
    ownerOf: async () => null,
  },
  notify: null,
};

function openWorkspace(packed: string | null): Workspace {
  const files = new Map<string, WorkspaceFile>(
    Object.entries(JSON.parse(packed ?? '{}') as Record<string, string>).map(([path, text]) => [
      path,
      { bytes: Buffer.from(text, 'base64'), isExecutable: false },
    ]),
  );
  return {
    paths: () => [...files.keys()].sort(),
    read: (path) => files.get(path) ?? null,
    write: (path, file) => void files.set(path, file),
    remove: (path) => void files.delete(path),
  };
}

function packWorkspace(workspace: Workspace): string {
  const files = workspace
    .paths()
    .map((path) => [path, workspace.read(path)?.bytes.toString('base64') ?? '']);
  return JSON.stringify(Object.fromEntries(files));
}

/** A template of these steps; what is not said is as plain as can be. */
export function testTemplate(
  steps: readonly (Partial<Step> & { action: string })[],
  more: Partial<Template> = {},
): Template {
  return {
    ref: 'template:default/test',
    title: 'Test',
    description: null,
    tags: [],
    type: 'service',
    owner: null,
    location: 'file:/templates/test/template.yaml',
    pages: [],
    steps: steps.map((step, index) => ({
      id: `step-${index + 1}`,
      name: step.id ?? `Step ${index + 1}`,
      input: {},
      if: null,
      each: null,
      ...step,
    })),
    output: { links: [], text: [], more: {} },
    secrets: null,
    labels: { back: null, create: null, review: null },
    approval: { kind: 'none' },
    ...more,
  };
}

export const START = {
  template: 'template:default/test',
  values: { name: 'ledger', owner: 'group:default/books' },
  secrets: {},
  by: 'user:default/ana',
  key: 'a form',
};
