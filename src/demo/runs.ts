import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { App } from '../app.ts';
import { parseDescriptor } from '../catalog/descriptor.ts';
import { readTemplate } from '../scaffolder/read-template.ts';
import { addRun, type NewEvent, type StepRow } from '../scaffolder/runs/store.ts';
import type { FakeGitHub } from './github/fake-github.ts';

const Texts = z.record(z.string(), z.string());
const Run = z.object({
  id: z.string(),
  /** Its file below the folder of repositories. */
  template: z.string(),
  by: z.string(),
  at: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  values: Texts,
  /** How far it came; the last one failed. */
  steps: z.array(
    z.object({ seconds: z.number(), output: Texts.optional(), failed: z.string().optional() }),
  ),
  nextStep: z.string(),
  created: z.array(
    z.object({ kind: z.enum(['repository']), name: z.string(), url: z.string().nullable() }),
  ),
  repository: z
    .object({
      name: z.string(),
      description: z.string(),
      visibility: z.enum(['public', 'internal', 'private']),
      files: Texts,
    })
    .optional(),
});
const Runs = z.object({ runs: z.array(Run).default([]) });
export type SeededRun = z.infer<typeof Run>;

/** What was made from templates before the demo begins; nothing where an organisation says nothing. */
export function readRuns(folder: string): SeededRun[] {
  const file = join(folder, 'runs.yaml');
  return Runs.parse(existsSync(file) ? parse(readFileSync(file, 'utf8')) : {}).runs;
}

/** The rows that starting the template would have left, once, however often a kept database is opened. */
export async function seedRuns(
  { db }: App['core'],
  runs: readonly SeededRun[],
  { folder, login }: { folder: string; login: string },
): Promise<void> {
  for (const run of runs) {
    const [repository = '', ...path] = run.template.split('/');
    const text = readFileSync(join(folder, 'repositories', run.template), 'utf8');
    const entity = parseDescriptor(text).find((one) => one.entity?.kind === 'Template')?.entity;
    if (!entity) throw new Error(`There is no template in ${run.template}.`);
    const location = `url:https://github.com/${login}/${repository}/blob/main/${path.join('/')}`;
    const { template } = readTemplate(entity, { location });
    const { id, by, at, values } = run;
    const told: NewEvent[] = [];
    let now = at;
    let error: { message: string; nextStep: string } | null = null;
    const steps = template.steps.map(({ id: step, name, action }, position): StepRow => {
      const row = { run: id, position, step, name, action, input: null, kept: {} };
      const seeded = run.steps[position];
      const rest = { output: null, reason: null, startedAt: null, endedAt: null };
      if (!seeded) return { ...row, ...rest, state: 'waiting' };
      const startedAt = now;
      now = new Date(now.getTime() + seeded.seconds * 1000);
      const { output = null, failed: reason = null } = seeded;
      const message = reason ? `Step ${name} failed: ${reason}` : `Finished step ${name}`;
      const status = reason ? 'failed' : 'completed';
      told.push({ at: now, type: 'log', step, message, body: { message, stepId: step, status } });
      if (reason) error = { message: reason, nextStep: run.nextStep };
      const state = reason ? 'failed' : 'done';
      return { ...row, output, reason, state, startedAt, endedAt: now };
    });
    const message = 'Run failed';
    told.push({ at: now, type: 'completion', step: null, message, body: { message } });
    await addRun(
      db,
      {
        id,
        key: `seed:${id}`,
        templateRef: template.ref,
        template,
        values,
        secrets: null,
        by,
        name: values['name'] ?? null,
        owner: values['owner'] ?? null,
        state: 'failed',
        approval: null,
        links: [],
        texts: [],
        output: {},
        error,
        turn: 1,
        heldUntil: null,
        isCancelled: false,
        createdAt: at,
        startedAt: at,
        endedAt: now,
      },
      {
        steps,
        events: told,
        things: run.created.map((thing, position) => ({
          ...thing,
          run: id,
          at,
          position,
          removedAt: null,
          problem: null,
        })),
      },
    );
  }
}

/** The repositories that these runs left at GitHub. */
export async function seedRepositories(
  { model }: FakeGitHub,
  runs: readonly SeededRun[],
): Promise<void> {
  for (const { repository, at } of runs)
    if (repository) await model.createRepository({ ...repository, createdAt: at.toISOString() });
}
