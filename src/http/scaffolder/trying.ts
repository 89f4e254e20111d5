import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { JsonObject } from '../../scaffolder/json.ts';
import type { DryRun, Scaffolder } from '../../scaffolder/scaffolder.ts';
import type { Template } from '../../scaffolder/template.ts';
import type { WorkspaceFile } from '../../scaffolder/workspace/workspace.ts';
import { readBody, readQuery } from '../catalog/requests.ts';
import { refuse } from '../errors.ts';
import { scaffolderRoute } from './route.ts';
import { errorsOf, outputOf } from './shapes.ts';

/** As much as Backstage takes: a template comes with its files. */
export const MAX_TRIED_BYTES = 10 * 1024 * 1024;

const File = z.object({
  path: z.string().min(1).max(1_000),
  base64Content: z.string(),
  executable: z.boolean().optional(),
});
const Tried = z.object({
  template: z.record(z.string(), z.unknown()),
  values: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.string()).default({}),
  directoryContents: z.array(File).max(5_000),
});
const Result = z.object({
  log: z.array(z.object({ body: z.record(z.string(), z.unknown()) })),
  directoryContents: z.array(File),
  output: z.record(z.string(), z.unknown()),
  steps: z.array(z.record(z.string(), z.unknown())),
});

/** Trying a template that is being written. */
export function tryingRoutes(app: OpenAPIHono, scaffolder: Scaffolder): void {
  scaffolderRoute(
    app,
    {
      method: 'post',
      path: '/dry-run',
      summary:
        'Run a template that is in no catalog, touching nothing outside; answers the files it makes (scope write)',
      body: Tried,
      answer: { status: 200, description: 'What it would do', schema: Result },
    },
    async (c) => {
      readQuery(c, {});
      const { template, values, secrets, directoryContents } = await readBody(c, Tried, {
        maxBytes: MAX_TRIED_BYTES,
      });
      const files = new Map(
        directoryContents.map(({ path, base64Content, executable = false }) => {
          const file: WorkspaceFile = {
            bytes: Buffer.from(base64Content, 'base64'),
            isExecutable: executable,
          };
          return [path, file] as const;
        }),
      );
      const tried = await scaffolder.tryOut({
        entity: template as JsonObject,
        files,
        values: values as JsonObject,
        secrets,
        by: c.var.caller ?? null,
      });
      if (tried.kind === 'wrong') {
        const reasons = tried.problems.map(({ path, message }) =>
          path ? `${path}: ${message}` : message,
        );
        refuse(400, reasons.join('; ') || 'This is not a template.');
      }
      const errors = errorsOf(tried.run.errors);
      if (errors.length > 0) return c.json({ errors }, 400);
      if (tried.run.error) {
        const { message, nextStep } = tried.run.error;
        refuse(400, `${message} ${nextStep}`.trim());
      }
      return c.json(answerOf(tried.run, tried.template));
    },
  );

  scaffolderRoute(
    app,
    {
      method: 'post',
      path: '/autocomplete/{provider}/{resource}',
      summary:
        'Answers that no provider is asked: pickers are filled from the catalog (scope read)',
      answer: { status: 200, description: 'Never' },
    },
    async (c) =>
      refuse(
        400,
        `Unsupported provider: ${(c.req.param('provider') ?? '').slice(0, 100)}. Fields are filled from the catalog here, and nobody's account is used.`,
      ),
  );
}

function answerOf(run: DryRun, template: Template): JsonObject {
  const nameOf = new Map(run.steps.map(({ id, name }) => [id, name]));
  return {
    log: run.log.map(({ step, line }) => ({
      body: {
        message: line,
        ...(step !== null && { stepId: step, stepName: nameOf.get(step) ?? step }),
      },
    })),
    directoryContents: [...run.files].map(([path, { bytes, isExecutable }]) => ({
      path,
      base64Content: bytes.toString('base64'),
      executable: isExecutable,
    })),
    output: outputOf(run),
    steps: template.steps.map(({ id, name, action, input }) => ({ id, name, action, input })),
  };
}
