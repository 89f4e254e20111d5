import { OpenAPIHono } from '@hono/zod-openapi';
import { requestId } from 'hono/request-id';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { scopeOf } from '../access.ts';
import { answerError } from '../errors.ts';
import { listen } from '../server.ts';
import { scaffolderRoutes } from './routes.ts';
import { createTestScaffolder, type TestScaffolder } from './test-scaffolder.ts';

const log = pino({ level: 'silent' });

let scaffolder: TestScaffolder;
let app: OpenAPIHono;
beforeEach(() => {
  scaffolder = createTestScaffolder();
  app = new OpenAPIHono();
  app.onError((error, c) => answerError(error, c, log));
  app.use(requestId(), async (c, next) => {
    c.set('caller', c.req.header('as') ?? 'bot');
    return next();
  });
  scaffolderRoutes(app, { scaffolder, log });
});

async function call(method: string, path: string, body?: unknown, as = 'bot') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await app.request(`/api/scaffolder/v2${path}`, {
    method,
    headers: { as, ...(text !== undefined && { 'content-type': 'application/json' }) },
    ...(text !== undefined && { body: text }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

const start = (values: unknown = { name: 'refunds' }, as?: string) =>
  call('POST', '/tasks', { templateRef: 'go-service', values, secrets: { key: 'hush-hush' } }, as);
const GO = '/templates/default/template/go-service/parameter-schema';

it('answers the pages of a form as Backstage does', async () => {
  const { status, json } = await call('GET', GO);
  expect(status).toBe(200);
  expect(json).toMatchObject({
    title: 'Go service',
    description: 'A service <in> Go',
    presentation: { buttonLabels: { createButtonText: 'Make it' } },
    steps: [
      { title: 'About it', schema: { required: ['name'] } },
      { title: 'Please enter the following information' },
    ],
  });
});

it('describes actions with the JSON Schema of what they take and give', async () => {
  const { json } = await call('GET', '/actions');
  expect(json).toEqual([
    {
      id: 'debug:log',
      description: 'Writes a line',
      examples: [{ description: 'A line', example: 'steps: []' }],
      schema: {
        input: expect.objectContaining({
          type: 'object',
          required: ['message'],
          properties: { message: { type: 'string', description: 'What to write' } },
        }),
        output: expect.objectContaining({ type: 'object' }),
      },
    },
  ]);
});

it('names what expressions may call', async () => {
  expect((await call('GET', '/templating-extensions')).json).toMatchObject({
    filters: { parseRepoUrl: {} },
    globals: { functions: { always: {}, failure: {} }, values: {} },
  });
});

describe('a run', () => {
  it('is started by a token, and tells no secrets', async () => {
    expect(await start()).toEqual({ status: 201, json: { id: 'run-1' } });
    expect(scaffolder.started[0]).toMatchObject({ by: 'bot', secrets: { key: 'hush-hush' } });
    const { status, json } = await call('GET', '/tasks/run-1');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id: 'run-1',
      status: 'open',
      createdBy: 'bot',
      spec: {
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        templateInfo: { entityRef: 'template:default/go-service' },
        parameters: { name: 'refunds' },
        steps: [{ id: 'fetch', name: 'Fetch', action: 'fetch:template' }],
        user: { ref: 'bot' },
      },
    });
    expect(JSON.stringify(json)).not.toContain('hush');
  });

  it('is one run however often a program sends it with one key', async () => {
    const once = () =>
      app.request('/api/scaffolder/v2/tasks', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'a' },
        body: JSON.stringify({ templateRef: 'go-service', values: { name: 'x' } }),
      });
    await once();
    expect(await (await once()).json()).toEqual({ id: 'run-1' });
  });

  it('is not started with wrong values, which are named', async () => {
    expect(await start({})).toEqual({
      status: 400,
      json: {
        errors: [
          {
            path: ['name'],
            property: 'instance.name',
            message: 'This is required.',
            stack: 'instance.name This is required.',
          },
        ],
      },
    });
  });

  it('is listed by who started it, how it is and in the order asked for', async () => {
    await start({ name: 'a' }, 'ana');
    await start({ name: 'b' }, 'bo');
    await start({ name: 'c' }, 'ana');
    scaffolder.move('run-2', { state: 'failed' });
    const ids = async (query: string) => {
      const { json } = await call('GET', `/tasks${query}`);
      return [(json['tasks'] as { id: string }[]).map(({ id }) => id).join(), json['totalTasks']];
    };
    expect(await ids('')).toEqual(['run-3,run-2,run-1', 3]);
    expect(await ids('?createdBy=ana&limit=1&offset=1')).toEqual(['run-1', 2]);
    expect(await ids('?createdBy=ana&createdBy=bo&limit=2')).toEqual(['run-3,run-2', 3]);
    expect(await ids('?status=failed')).toEqual(['run-2', 1]);
    expect(await ids('?status=completed&status=skipped')).toEqual(['', 0]);
    expect(await ids('?order=asc:created_at')).toEqual(['run-1,run-2,run-3', 3]);
    expect(await ids('?order=desc:created_by&order=asc:created_at')).toEqual([
      'run-2,run-1,run-3',
      3,
    ]);
  });

  it('is cancelled and retried', async () => {
    await start();
    expect(await call('POST', '/tasks/run-1/cancel')).toEqual({
      status: 200,
      json: { status: 'cancelled' },
    });
    expect(await call('POST', '/tasks/run-1/retry', {})).toEqual({
      status: 201,
      json: { id: 'run-1' },
    });
    scaffolder.move('run-1', { state: 'completed' });
    expect((await call('POST', '/tasks/run-1/cancel')).status).toBe(409);
  });

  it('tells its log to who asks again and again', async () => {
    await start();
    scaffolder.move(
      'run-1',
      {},
      { type: 'log', step: 'fetch', message: 'one' },
      { type: 'log', step: null, message: 'two' },
    );
    expect((await call('GET', '/tasks/run-1/events')).json).toMatchObject([
      { id: 1, taskId: 'run-1', type: 'log', body: { message: 'one', stepId: 'fetch' } },
      { id: 2, body: { message: 'two' } },
    ]);
    expect((await call('GET', '/tasks/run-1/events?after=1')).json).toHaveLength(1);
    scaffolder.move('run-1', { state: 'completed' });
    expect((await call('GET', '/tasks/run-1/events?after=2')).json).toEqual([]);
  });

  it('streams its log over the wire until it has ended', async () => {
    await using server = await listen(app, { port: 0, host: '127.0.0.1' });
    await start();
    scaffolder.move('run-1', {}, { type: 'log', step: 'fetch', message: 'one\ntwo' });
    const response = await fetch(`${server.url}/api/scaffolder/v2/tasks/run-1/eventstream`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const text = new TextDecoder();
    let heard = '';
    const hear = async (until: string) => {
      for (let isDone = false; !isDone && !heard.includes(until); ) {
        const { value, done } = await reader.read();
        heard += text.decode(value);
        isDone = done;
      }
    };
    await hear('one');
    scaffolder.move(
      'run-1',
      { state: 'completed' },
      { type: 'completion', step: null, message: 'Run completed with status: completed' },
    );
    await hear('\n\nnever');
    const events = heard.split('\n\n').filter(Boolean);
    expect(events.map((event) => event.split('\n')[0])).toEqual([
      'event: log',
      'event: completion',
    ]);
    expect(JSON.parse(events[0]?.split('data: ')[1] ?? '')).toMatchObject({
      id: 1,
      body: { message: 'one\ntwo' },
    });
  });
});

it('tries a template that is nowhere yet, with its files', async () => {
  const file = { path: 'skeleton/a.txt', base64Content: Buffer.from('hé').toString('base64') };
  const template = { apiVersion: 'scaffolder.backstage.io/v1beta3', kind: 'Template' };
  const tried = { template, values: { name: 'x' }, directoryContents: [file] };
  const { status, json } = await call('POST', '/dry-run', tried);
  expect(status).toBe(200);
  expect(json).toEqual({
    log: [{ body: { message: 'fetched', stepId: 'fetch', stepName: 'fetch' } }],
    directoryContents: [{ ...file, executable: false }],
    output: { links: [], text: [] },
    steps: [{ id: 'fetch', name: 'Fetch', action: 'fetch:template', input: {} }],
  });
  expect((await call('POST', '/dry-run', { ...tried, values: {} })).json).toHaveProperty('errors');
});

const VALUES = { templateRef: 'go-service', values: {} };
it.each([
  ['GET', '/templates/default/template/nope/parameter-schema', undefined, 404, /not found/],
  ['GET', '/templates/default/component/x/parameter-schema', undefined, 400, /not a template/],
  ['GET', `${GO}?x=1`, undefined, 400, /Unknown query parameter 'x'/],
  ['GET', '/tasks?status=lost', undefined, 400, /status must be one of/],
  ['GET', '/tasks?order=sideways', undefined, 400, /order is asc or desc/],
  ['GET', '/tasks?order=asc:__proto__', undefined, 400, /order is asc or desc/],
  ['GET', '/tasks?limit=-1', undefined, 400, /must be/],
  ['GET', '/tasks/nope', undefined, 404, /Task with id nope does not exist/],
  ['GET', '/tasks/nope/events', undefined, 404, /does not exist/],
  ['GET', '/tasks/nope/eventstream', undefined, 404, /does not exist/],
  ['POST', '/tasks/nope/cancel', undefined, 404, /does not exist/],
  ['POST', '/tasks/nope/retry', undefined, 404, /does not exist/],
  ['POST', '/tasks', '{', 400, /not JSON/],
  ['POST', '/tasks', [], 400, /request\/body/],
  ['POST', '/tasks', { values: {} }, 400, /templateRef/],
  ['POST', '/tasks', { ...VALUES, values: 'name' }, 400, /values/],
  ['POST', '/tasks', { ...VALUES, secrets: { a: 1 } }, 400, /secrets/],
  ['POST', '/tasks', { ...VALUES, templateRef: 'template:default/nope' }, 404, /not found/],
  ['POST', '/tasks', { ...VALUES, templateRef: ':' }, 400, /not a ref/],
  ['POST', '/tasks', { ...VALUES, values: { a: 'x'.repeat(1_100_000) } }, 400, /too large/],
  ['POST', '/dry-run', { template: {}, values: {}, directoryContents: 1 }, 400, /directoryConten/],
  ['POST', '/dry-run', { template: {}, values: {}, directoryContents: [] }, 400, /kind: is not Te/],
  ['POST', '/autocomplete/github/owners', { token: 'x' }, 400, /Unsupported provider: github/],
] as const)('answers %s %s with a sentence (%#)', async (method, path, body, status, message) => {
  const answered = await call(method, path, body);
  expect(answered.status).toBe(status);
  expect(answered.json).toMatchObject({
    error: { message: expect.stringMatching(message) },
    request: { method, url: `/v2${path}` },
    response: { statusCode: status },
  });
  expect(scaffolder.started).toEqual([]);
});

it.each([
  ['GET', '/tasks', 'read'],
  ['GET', '/tasks/x/eventstream', 'read'],
  ['POST', '/tasks', 'write'],
  ['POST', '/tasks/x/cancel', 'write'],
  ['POST', '/tasks/x/retry', 'write'],
  ['POST', '/dry-run', 'write'],
  ['POST', '/autocomplete/github/owners', 'read'],
] as const)('%s %s needs the scope of what it does', (method, path, scope) => {
  expect(scopeOf(method, `/api/scaffolder/v2${path}`)).toBe(scope);
});

it('takes values that are called like what every object has', async () => {
  const body =
    '{"templateRef":"go-service","values":{"name":"x","__proto__":{"admin":true},"constructor":1}}';
  expect((await call('POST', '/tasks', body)).status).toBeLessThan(500);
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
});
