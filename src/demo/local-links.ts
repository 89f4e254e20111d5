import type { MiddlewareHandler } from 'hono';

/** Repositories, files and pull requests of the pretend GitHub open in this process: at their real address there is nothing to see. */
export function opensHere(organisation: string): MiddlewareHandler {
  const shape = new RegExp(
    `href="https://github\\.com/(${organisation.replace(/[^\w-]/g, '')}/[\\w.-]+(?:/pull/\\d+|/actions|/(?:blob|tree)/[^"?#]+)?)(?:#[^"]*)?"`,
    'gi',
  );
  return async (c, next) => {
    await next();
    if (!c.res.headers.get('content-type')?.startsWith('text/html')) return;
    const text = await c.res.text();
    c.res = new Response(text.replace(shape, 'href="/demo/github/$1"'), c.res);
  };
}
