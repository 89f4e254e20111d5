import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { z } from 'zod';

type Described = {
  method: 'get' | 'post' | 'put' | 'delete';
  /** `/locations/{id}`, below `/api/catalog`. */
  path: string;
  summary: string;
  body?: z.ZodType;
  /** What comes back when all is well; without a schema the body is empty. */
  answer: { status: 200 | 201 | 204; description: string; schema?: z.ZodType };
};

/** A route of the catalog that reads its request itself, as strictly as Backstage does, and stands in the description of the API. */
export function catalogRoute(
  app: OpenAPIHono,
  { method, path, summary, body, answer }: Described,
  handle: (c: Context) => Response | Promise<Response>,
): void {
  const { status, description, schema } = answer;
  const json = (of: z.ZodType) => ({ content: { 'application/json': { schema: of } } });
  app.openAPIRegistry.registerPath({
    method,
    path: `/api/catalog${path}`,
    summary,
    ...(body && { request: { body: { required: true, ...json(body) } } }),
    responses: { [status]: { description, ...(schema && json(schema)) } },
  });
  app.on(method, `/api/catalog${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, handle);
}
