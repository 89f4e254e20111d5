import { z } from 'zod';
import { defineAction } from '../../scaffolder/actions/action.ts';
import { checkValues } from '../../scaffolder/form/check.ts';
import { completeValues } from '../../scaffolder/form/complete.ts';
import type { Values } from '../../scaffolder/form/form.ts';
import { formOf } from '../../scaffolder/form/form-of.ts';
import type { RunReport } from '../../scaffolder/runs/run.ts';
import type { RunEvent, Scaffolder, StartRun } from '../../scaffolder/scaffolder.ts';
import type { Template } from '../../scaffolder/template.ts';

/** A scaffolder of one template, for tests of what speaks about it: runs stand still until a test moves them. */
export type TestScaffolder = Scaffolder & {
  started: StartRun[];
  /** Changes a run, and adds to its log. */
  move: (
    id: string,
    change: Partial<RunReport>,
    ...events: Omit<RunEvent, 'id' | 'at' | 'body'>[]
  ) => void;
};

export const AT = new Date('2026-06-15T12:00:00Z');

export const GO_SERVICE: Template = {
  ref: 'template:default/go-service',
  title: 'Go service',
  description: 'A service <in> Go',
  tags: ['go', 'service'],
  type: 'service',
  owner: 'group:default/platform',
  location: 'url:https://github.com/acme/templates/blob/main/go/template.yaml',
  pages: [
    {
      title: 'About it',
      required: ['name'],
      properties: { name: { type: 'string' }, port: { type: 'integer' } },
    },
    { properties: { docs: { type: 'boolean' } } },
  ],
  steps: [
    { id: 'fetch', name: 'Fetch', action: 'fetch:template', input: {}, if: null, each: null },
  ],
  output: { links: [], text: [], more: {} },
  secrets: null,
  labels: { back: null, create: 'Make it', review: null },
  approval: { kind: 'none' },
};

const note = defineAction({
  id: 'debug:log',
  description: 'Writes a line',
  isHarmless: true,
  input: z.object({ message: z.string().describe('What to write') }),
  output: z.object({}),
  examples: [{ description: 'A line', example: 'steps: []' }],
  run: async () => ({}),
});

export function createTestScaffolder(template: Template = GO_SERVICE): TestScaffolder {
  const runs = new Map<string, RunReport>();
  const events = new Map<string, RunEvent[]>();
  const started: StartRun[] = [];
  const errorsOf = ({ values, page }: { values: Values; page?: number }) =>
    checkValues(template, completeValues(template, values), page);
  const chosen: Scaffolder['runs'] = async ({ by, states, limit, offset = 0 }) =>
    [...runs.values()]
      .filter((run) => (by === undefined || run.by === by) && (states?.includes(run.state) ?? true))
      .reverse()
      .slice(offset, offset + limit);
  const settle = (id: string, state: RunReport['state']) => {
    const run = runs.get(id);
    if (!run) throw new Error(`There is no run ${id}.`);
    runs.set(id, { ...run, state });
    return { kind: 'done' } as const;
  };
  return {
    started,
    actions: [note],
    templates: async () => [
      {
        ...template,
        isShipped: false,
        problems: [],
        uses: 3,
        typicalMs: 95_000,
      },
    ],
    template: async (ref) => (ref === template.ref ? { template, problems: [], notes: [] } : null),
    form: async ({ values }) => formOf(template, completeValues(template, values)),
    check: async (asked) => errorsOf(asked),
    async start(asked) {
      const errors = errorsOf(asked);
      if (errors.length > 0) return { kind: 'invalid', errors };
      const before = started.findIndex(({ key }) => key === asked.key);
      if (before >= 0) return { kind: 'started', id: `run-${before + 1}` };
      started.push(asked);
      const id = `run-${started.length}`;
      runs.set(id, {
        id,
        template: { ref: template.ref, title: template.title },
        state: 'open',
        by: asked.by,
        subject: { name: String(asked.values['name']), owner: null },
        values: asked.values,
        approval: null,
        steps: template.steps.map(({ id, name, action }) => ({
          id,
          name,
          action,
          state: 'waiting',
          startedAt: null,
          endedAt: null,
          reason: null,
        })),
        links: [],
        texts: [],
        output: {},
        error: null,
        created: [],
        removed: [],
        createdAt: new Date(AT.getTime() + started.length * 60_000),
        startedAt: null,
        endedAt: null,
      });
      events.set(id, []);
      return { kind: 'started', id };
    },
    async dryRun(asked) {
      const text = (words: string) => ({ bytes: Buffer.from(words), isExecutable: false });
      const files = new Map([
        ['README.md', text('# Refunds <b>')],
        ['cmd/server/main.go', text('package main\n')],
        ['logo.png', { bytes: Buffer.from([0, 1, 2]), isExecutable: false }],
        ['run.sh', { ...text('#!/bin/sh\n'), isExecutable: true }],
      ]);
      const log = [{ step: 'fetch', line: 'Fetching the skeleton' }];
      const links = [{ title: 'Repository', url: 'https://git.example/refunds', entityRef: null }];
      return { ...NOTHING, files, log, links, errors: errorsOf(asked) };
    },
    async tryOut({ entity, files, values }) {
      if (entity['kind'] !== 'Template') {
        const problem = { message: 'is not Template', path: 'kind', line: 1, column: 1 };
        return { kind: 'wrong', problems: [problem] };
      }
      const log = [{ step: 'fetch', line: 'fetched' }];
      return {
        kind: 'tried',
        template,
        run: { ...NOTHING, files, log, errors: errorsOf({ values }) },
      };
    },
    report: async (id) => runs.get(id) ?? null,
    runs: chosen,
    count: async (filter) => (await chosen({ ...filter, limit: Number.POSITIVE_INFINITY })).length,
    events: async (id, after) => (events.get(id) ?? []).filter((event) => event.id > after),
    retry: async (id) => settle(id, 'open'),
    cancel: async (id) =>
      runs.get(id)?.state === 'completed'
        ? { kind: 'refused', reason: 'It has ended.' }
        : settle(id, 'cancelled'),
    decide: async (id, { isApproved }) => settle(id, isApproved ? 'open' : 'declined'),
    cleanUp: async () => ({ kind: 'done' }),
    work: async () => {},
    made: async () => null,
    listen: () => () => {},
    move(id, change, ...added) {
      const run = runs.get(id);
      const log = events.get(id);
      if (!run || !log) throw new Error(`There is no run ${id}.`);
      runs.set(id, { ...run, ...change });
      for (const event of added) log.push({ ...event, id: log.length + 1, at: AT, body: null });
    },
  };
}

const NOTHING = {
  errors: [],
  inputs: {},
  files: new Map(),
  steps: [],
  log: [],
  links: [],
  texts: [],
  output: {},
  error: null,
};
