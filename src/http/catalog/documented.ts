import { type OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { Context } from 'hono';

export const EntityShape = z.record(z.string(), z.unknown()).openapi('Entity');

/**
 * A route that stands in the description of the API and reads its request itself (`requests.ts`): Backstage's words for what is wrong
 * with one, and no cost on the paths that are asked most.
 */
export function documented(
  app: OpenAPIHono,
  route: RouteConfig,
  handler: (c: Context) => Promise<Response>,
): void {
  app.openAPIRegistry.registerPath(route);
  app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), handler);
}

/** The answer of a route that succeeds. */
export function answers(description: string, schema: z.ZodType): RouteConfig['responses'] {
  return { 200: { description, content: { 'application/json': { schema } } } };
}

/** Descriptions of parameters that several routes have. */
export const PARAMETERS = {
  filter: z
    .array(z.string())
    .optional()
    .openapi({
      description:
        '`a=1,b` holds where a is 1 and b exists; several parameters are alternatives. Keys are dotted paths; values compare in any casing.',
      example: ['kind=component,spec.type=service'],
    }),
  fields: z
    .array(z.string())
    .optional()
    .openapi({
      description: 'The parts of each entity to answer, as dotted paths.',
      example: ['kind', 'metadata.name'],
    }),
  limit: z.int().min(0).optional(),
  offset: z.int().min(0).optional(),
};
