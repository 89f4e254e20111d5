import { randomUUID } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import type { JsonObject } from '../../scaffolder/json.ts';
import type { RunReport } from '../../scaffolder/runs/run.ts';
import type { Done, RunFilter, Scaffolder } from '../../scaffolder/scaffolder.ts';
import type { Audit } from '../catalog/audit.ts';
import { readBody, readQuery } from '../catalog/requests.ts';
import { refuse } from '../errors.ts';
import { refOfTemplate } from './refs.ts';
import { scaffolderRoute } from './route.ts';
import { errorsOf, STATUSES, type Status, statesOf, taskOf } from './shapes.ts';

const MAX_BYTES = 1024 * 1024;
const MOST_TASKS = 1_000;

const StartTask = z.object({
  templateRef: z.string().min(1),
  values: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.string()).default({}),
});
const Retry = z.object({ secrets: z.record(z.string(), z.string()).default({}) });
const Task = z.object({
  id: z.string(),
  spec: z.record(z.string(), z.unknown()),
  status: z.enum(STATUSES),
  createdAt: z.string(),
  createdBy: z.string().optional(),
});
const Errors = z.object({ errors: z.array(z.record(z.string(), z.unknown())) });

/** Runs of templates, as Backstage's tasks. */
export function taskRoutes(
  app: OpenAPIHono,
  { scaffolder, audit }: { scaffolder: Scaffolder; audit: Audit },
): void {
  scaffolderRoute(
    app,
    {
      method: 'get',
      path: '/tasks',
      summary:
        'Runs, newest first: `createdBy`, `status`, `order` (`asc:created_at`), `limit`, `offset` (scope read)',
      answer: {
        status: 200,
        description: 'Runs, and how many there are in all',
        schema: z.object({ tasks: z.array(Task), totalTasks: z.number() }),
      },
    },
    async (c) => {
      const query = readQuery(c, {
        createdBy: 'texts',
        status: 'texts',
        order: 'texts',
        limit: 'whole',
        offset: 'whole',
      });
      const { limit = MOST_TASKS, offset = 0, createdBy = [], status = [] } = query;
      const filter: Omit<RunFilter, 'limit'> = { states: statesOf(statusesOf(status)) };
      const order = orderOf(query.order ?? []);
      // Of one caller, newest first, the database makes the page; anything rarer is arranged here.
      if (createdBy.length <= 1 && !order) {
        const [by] = createdBy;
        const whose = by === undefined ? filter : { ...filter, by };
        const [runs, totalTasks] = await Promise.all([
          limit === 0
            ? []
            : scaffolder.runs({ ...whose, limit: Math.min(limit, MOST_TASKS), offset }),
          scaffolder.count(whose),
        ]);
        return c.json({ tasks: runs.map(taskOf), totalTasks });
      }
      const all = await scaffolder.runs({ ...filter, limit: MOST_TASKS });
      const chosen =
        createdBy.length > 0 ? all.filter(({ by }) => by && createdBy.includes(by)) : all;
      if (order) chosen.sort(order);
      const tasks = chosen.slice(offset, offset + limit).map(taskOf);
      return c.json({ tasks, totalTasks: chosen.length });
    },
  );

  scaffolderRoute(
    app,
    {
      method: 'post',
      path: '/tasks',
      summary:
        'Run a template; the same `Idempotency-Key` twice is one run. 400 with `errors` where values are wrong (scope write)',
      body: StartTask,
      answer: {
        status: 201,
        description: 'It will run',
        schema: z.union([z.object({ id: z.string() }), Errors]),
      },
    },
    async (c) => {
      readQuery(c, {});
      const { templateRef, values, secrets } = await readBody(c, StartTask, {
        maxBytes: MAX_BYTES,
      });
      const template = refOfTemplate(templateRef);
      if (!(await scaffolder.template(template))) refuse(404, `Template ${template} not found`);
      const by = c.var.caller ?? null;
      const given = c.req.header('idempotency-key')?.slice(0, 200);
      const started = await scaffolder.start({
        template,
        values: values as JsonObject,
        secrets,
        by,
        key: `api:${by ?? ''}:${given ?? randomUUID()}`,
      });
      if (started.kind === 'invalid') return c.json({ errors: errorsOf(started.errors) }, 400);
      if (started.kind === 'refused') refuse(400, `${started.reason} ${started.nextStep}`.trim());
      audit(c, 'template run', { template, run: started.id });
      return c.json({ id: started.id }, 201);
    },
  );

  scaffolderRoute(
    app,
    {
      method: 'get',
      path: '/tasks/{taskId}',
      summary: 'One run (scope read)',
      answer: { status: 200, description: 'The run', schema: Task },
    },
    async (c) => c.json(taskOf(await runOf(c, scaffolder))),
  );

  scaffolderRoute(
    app,
    {
      method: 'post',
      path: '/tasks/{taskId}/cancel',
      summary: 'Stop a run (scope write)',
      answer: {
        status: 200,
        description: 'It is stopped, or will be after the step it is in',
        schema: z.object({ status: z.literal('cancelled') }),
      },
    },
    async (c) => {
      const { id } = await runOf(c, scaffolder);
      // A token is a program: whether it may was asked at the door.
      mustBeDone(await scaffolder.cancel(id, null));
      audit(c, 'run cancelled', { run: id });
      return c.json({ status: 'cancelled' });
    },
  );

  scaffolderRoute(
    app,
    {
      method: 'post',
      path: '/tasks/{taskId}/retry',
      summary: 'Go on from the step that failed; secrets are sent again (scope write)',
      body: Retry,
      answer: { status: 201, description: 'It goes on', schema: z.object({ id: z.string() }) },
    },
    async (c) => {
      const { id } = await runOf(c, scaffolder);
      const { secrets } = await readBody(c, Retry);
      mustBeDone(await scaffolder.retry(id, null, secrets));
      audit(c, 'run retried', { run: id });
      return c.json({ id }, 201);
    },
  );
}

/** The run of the address, or a refusal in Backstage's words. */
export async function runOf(c: Context, scaffolder: Scaffolder): Promise<RunReport> {
  const id = c.req.param('taskId') ?? '';
  const run = await scaffolder.report(id);
  return run ?? refuse(404, `Task with id ${id.slice(0, 100)} does not exist`);
}

/** Later or elsewhere it may work: a conflict with how the run is now. */
function mustBeDone(done: Done): void {
  if (done.kind === 'refused') refuse(409, done.reason);
}

function statusesOf(said: readonly string[]): readonly Status[] {
  if (said.length === 0) return STATUSES;
  return said.map(
    (one) =>
      STATUSES.find((status) => status === one) ??
      refuse(400, `request/query/status must be one of ${STATUSES.join(', ')}`),
  );
}

type Order = (a: RunReport, b: RunReport) => number;
const FIELDS: Record<string, (run: RunReport) => string | number> = {
  created_at: ({ createdAt }) => createdAt.getTime(),
  status: ({ state }) => state,
  created_by: ({ by }) => by ?? '',
};

/** `asc:created_at`; null for newest first, which is how runs come. */
function orderOf(said: readonly string[]): Order | null {
  const orders = said.map((one): Order => {
    const [, direction, name = ''] = /^(asc|desc):(\w+)$/.exec(one) ?? [];
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (!field)
      refuse(400, 'request/query/order is asc or desc, and created_at, status or created_by');
    const sign = direction === 'desc' ? -1 : 1;
    return (a, b) => {
      const [left, right] = [field(a), field(b)];
      return left === right ? 0 : left < right ? -sign : sign;
    };
  });
  if (orders.length === 0 || (said.length === 1 && said[0] === 'desc:created_at')) return null;
  return (a, b) => orders.reduce((sum, order) => sum || order(a, b), 0);
}
