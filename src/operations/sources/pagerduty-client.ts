import { z } from 'zod';
import { SourceDown } from '../source-down.ts';

export type PagerDutyOptions = {
  token: string;
  apiUrl: string;
  fetch: typeof fetch;
  wait: (ms: number) => Promise<void>;
  timeoutMs?: number;
};

export type PagerDutyClient = {
  /** All of a list, page by page. `name`: the key of the answer it is under. */
  list: <Item>(path: string, name: string, item: z.ZodType<Item>, query?: Query) => Promise<Item[]>;
  /** One thing; null where there is none (any more). */
  one: <Item>(path: string, name: string, item: z.ZodType<Item>) => Promise<Item | null>;
  post: (path: string, body: unknown, from: string) => Promise<Response>;
};
export type Query = Record<string, string | readonly string[]>;

const PAGE = 100;
/** PagerDuty refuses to go further into a list. */
const DEEPEST = 10_000;
const LONGEST_WAIT_S = 60;
const MOST_WAITS = 3;
const TOKEN = 'Set PAGERDUTY_TOKEN to a REST API key (read-only is enough for answers).';

/** PagerDuty's REST API, version 2: pages, pauses and refusals. */
export function createPagerDutyClient(options: PagerDutyOptions): PagerDutyClient {
  const { token, apiUrl, wait, timeoutMs = 15_000 } = options;

  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    for (let waits = 0; ; waits += 1) {
      const response = await send(path, init);
      if (response.status !== 429) return response;
      const seconds = Number(response.headers.get('ratelimit-reset') ?? '30');
      if (waits >= MOST_WAITS || !(seconds <= LONGEST_WAIT_S))
        throw new SourceDown('PagerDuty takes no more calls for now (429).');
      await wait(Math.max(1, seconds) * 1000);
    }
  }

  async function send(path: string, init: RequestInit): Promise<Response> {
    const address = `${apiUrl.replace(/\/$/, '')}${path}`;
    try {
      return await options.fetch(address, {
        ...init,
        headers: {
          accept: 'application/vnd.pagerduty+json;version=2',
          authorization: `Token token=${token}`,
          ...(init.body ? { 'content-type': 'application/json' } : {}),
          ...init.headers,
        },
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      const isLate = cause instanceof Error && cause.name === 'TimeoutError';
      throw new SourceDown(
        isLate
          ? `PagerDuty did not answer within ${timeoutMs / 1000} seconds.`
          : 'PagerDuty cannot be reached.',
        { nextStep: 'If it stays so, check PAGERDUTY_API_URL and the network.', cause },
      );
    }
  }

  async function read(path: string): Promise<unknown> {
    const response = await call(path);
    refuse(response);
    try {
      return await response.json();
    } catch (cause) {
      throw new SourceDown('What answers at PAGERDUTY_API_URL is no API of PagerDuty.', { cause });
    }
  }

  return {
    async list(path, name, item, query = {}) {
      const found: z.infer<typeof item>[] = [];
      const Page = z.object({ [name]: z.array(item), more: z.boolean() });
      for (let offset = 0; ; offset += PAGE) {
        if (offset >= DEEPEST)
          throw new SourceDown(`PagerDuty has more than ${DEEPEST} ${name} in one list.`);
        const page = parse(Page, await read(`${path}?${written(query, offset)}`), path);
        found.push(...(page[name] as z.infer<typeof item>[]));
        if (!page['more']) return found;
      }
    },
    async one(path, name, item) {
      const response = await call(path);
      if (response.status === 404) return null;
      refuse(response);
      return parse(z.object({ [name]: item }), await response.json(), path)[name] as z.infer<
        typeof item
      >;
    },
    post: (path, body, from) =>
      call(path, { method: 'POST', body: JSON.stringify(body), headers: { from } }),
  };
}

function refuse({ status, ok }: Response): void {
  if (ok) return;
  if (status === 401)
    throw new SourceDown('PagerDuty refuses the token (401).', { nextStep: TOKEN, isOurs: true });
  if (status === 403)
    throw new SourceDown('The token may not read this of PagerDuty (403).', {
      nextStep: TOKEN,
      isOurs: true,
    });
  throw new SourceDown(`PagerDuty answers with ${status}.`);
}

function parse<Shape extends z.ZodType>(
  shape: Shape,
  said: unknown,
  path: string,
): z.output<Shape> {
  const read = shape.safeParse(said);
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join('.') ?? '';
  throw new SourceDown(`PagerDuty's answer to ${path} is not complete (${where}).`, {
    cause: read.error,
  });
}

function written(query: Query, offset: number): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    for (const one of typeof value === 'string' ? [value] : value) search.append(key, one);
  search.set('limit', String(PAGE));
  search.set('offset', String(offset));
  return search.toString();
}
