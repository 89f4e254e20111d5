import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { formatRef, parseRef } from '../../catalog/ref.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import type { GraphModel } from '../../pictures/graph-model.ts';
import { graphOf, MOST_NODES } from '../../pictures/graph-of.ts';
import { graphPng } from '../../pictures/png.ts';
import { drawGraph } from '../../pictures/svg.ts';
import { refuse } from '../errors.ts';

const NAMED = z.object({ kind: z.string(), namespace: z.string(), name: z.string() });
const integer = (least: number, most: number, standard: number) =>
  z.coerce.number().int().min(least).max(most).default(standard).openapi({ type: 'integer' });

const How = z.strictObject({
  direction: z
    .enum(['both', 'needs', 'neededBy'])
    .default('both')
    .openapi({ description: 'What it needs, what needs it, or both.' }),
  levels: integer(1, 6, 2),
  apis: z.enum(['nodes', 'lines']).default('nodes').openapi({
    description: 'APIs as things of their own, or as lines between those who use them.',
  }),
  most: integer(1, 60, MOST_NODES),
  theme: z.enum(['light', 'dark']).default('light'),
});

const route = <Format extends 'svg' | 'png'>(format: Format, type: string) =>
  createRoute({
    method: 'get',
    path: `/api/catalog/entities/by-name/{kind}/{namespace}/{name}/graph.${format}`,
    summary: `What is around an entity, as a picture (${format.toUpperCase()})`,
    request: { params: NAMED, query: How },
    responses: {
      200: {
        description: 'The picture',
        content: { [type]: { schema: z.string().openapi({ format: 'binary' }) } },
      },
    },
  });

/** Pictures of the graph. */
export function graphRoutes(app: OpenAPIHono, index: CatalogIndex): void {
  async function modelOf(
    named: z.infer<typeof NAMED>,
    { theme: _, ...options }: z.infer<typeof How>,
  ): Promise<GraphModel> {
    const view = await index.current();
    const ref = formatRef(named);
    if (!view.get(ref)) {
      const place = `with kind '${named.kind}' in namespace '${named.namespace}'`;
      refuse(404, `No entity named '${named.name}' found, ${place}`);
    }
    return graphOf(view, ref, options);
  }

  app.openapi(route('svg', 'image/svg+xml'), async (c) => {
    const how = c.req.valid('query');
    const model = await modelOf(c.req.valid('param'), how);
    const { svg } = await drawGraph(model, { theme: how.theme });
    // Opened by itself it could otherwise do what a page of ours can.
    c.header('Content-Security-Policy', "default-src 'none'");
    return c.body(svg, 200, { 'content-type': 'image/svg+xml; charset=utf-8' });
  });
  app.openapi(route('png', 'image/png'), async (c) => {
    const how = c.req.valid('query');
    const model = await modelOf(c.req.valid('param'), how);
    const { png } = await graphPng(model, how.theme);
    return c.body(new Uint8Array(png), 200, { 'content-type': 'image/png' });
  });
}

/** Where a program that asked at `requested` fetches the picture of this graph. */
export function graphUrl(requested: string, { focus, options }: GraphModel): string {
  const { kind, namespace, name } = parseRef(focus.ref);
  const path = [kind, namespace, name].map(encodeURIComponent).join('/');
  const url = new URL(`/api/catalog/entities/by-name/${path}/graph.png`, requested);
  for (const [key, value] of Object.entries(options)) url.searchParams.set(key, String(value));
  return url.href;
}
