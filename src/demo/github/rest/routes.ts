import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Services } from '../services.ts';
import type { Principal } from '../tokens.ts';

export type RestEnv = { Variables: { principal: Principal; api: string } };
export type RestContext = Context<RestEnv>;
export type Routes = (app: Hono<RestEnv>, services: Services) => void;

/** What an App hears that an owner of the organisation has suspended. */
export const SUSPENDED = 'This installation has been suspended';

export function problem(c: RestContext, status: ContentfulStatusCode, message: string): Response {
  return c.json(
    { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
    status,
  );
}

/** One page of a list with GitHub's `per_page`, `page` and Link header. */
export function page<Item>(c: RestContext, items: readonly Item[]): Item[] {
  const size = Math.min(100, Math.max(1, Number(c.req.query('per_page') ?? 30) || 30));
  const number = Math.max(1, Number(c.req.query('page') ?? 1) || 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string): string => {
    const url = new URL(c.req.url);
    url.searchParams.set('page', String(to));
    return `<${c.var.api}${apiPath(url.pathname)}${url.search}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
  ];
  if (links.length > 0) c.header('link', links.join(', '));
  return items.slice((number - 1) * size, number * size);
}

/** The path without what stands before the API: where it is mounted, and `/api/v3` or `/api` of a GitHub Enterprise Server. */
export function apiPath(path: string): string {
  return path.replace(/^\/demo\/github(?=\/|$)/, '').replace(/^\/api(\/v3)?(?=\/|$)/, '') || '/';
}

export function restApp(): Hono<RestEnv> {
  return new Hono<RestEnv>({ getPath: (request) => apiPath(new URL(request.url).pathname) });
}
