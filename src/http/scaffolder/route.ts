import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { z } from 'zod';

export const SCAFFOLDER = '/api/scaffolder/v2';

type Described = {
  method: 'get' | 'post';
  /** `/tasks/{id}`, below `/api/scaffolder/v2`. */
  path: string;
  summary: string;
  body?: z.ZodType;
  answer: { status: 200 | 201; description: string; schema?: z.ZodType; isStream?: boolean };
};

/** A route of the scaffolder that reads its request itself and stands in the description of the API. */
export function scaffolderRoute(
  app: OpenAPIHono,
  { method, path, summary, body, answer }: Described,
  handle: (c: Context) => Promise<Response>,
): void {
  const { status, description, schema, isStream } = answer;
  const content = isStream
    ? { 'text/event-stream': {} }
    : schema && { 'application/json': { schema } };
  app.openAPIRegistry.registerPath({
    method,
    path: `${SCAFFOLDER}${path}`,
    summary,
    ...(body && {
      request: { body: { required: true, content: { 'application/json': { schema: body } } } },
    }),
    responses: { [status]: { description, ...(content && { content }) } },
  });
  app.on(method, `${SCAFFOLDER}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, handle);
}
