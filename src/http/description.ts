import type { OpenAPIHono } from '@hono/zod-openapi';

const DESCRIPTION = {
  openapi: '3.1.0',
  info: {
    title: 'Callboard',
    version: '1',
    description: 'A service catalog that lives in Slack.',
  },
  servers: [{ url: '/' }],
};

const CATALOG = '/api/catalog/';

/** The description of the whole API, and of its catalog alone where Backstage has that. */
export function describeApi(app: OpenAPIHono): void {
  app.doc31('/api/openapi.json', DESCRIPTION);
  app.get(`${CATALOG}openapi.json`, (c) => {
    const { paths = {}, ...whole } = app.getOpenAPI31Document(DESCRIPTION);
    const ofCatalog = Object.entries(paths).filter(([path]) => path.startsWith(CATALOG));
    return c.json({ ...whole, paths: Object.fromEntries(ofCatalog) });
  });
}
