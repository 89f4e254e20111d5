import { hash } from 'node:crypto';

/** A request to a real Backstage backend and what it answered, with everything that differs from run to run replaced. */
export type Recorded = {
  name: string;
  request: {
    method: string;
    /** May hold `{{…}}`: what an earlier answer gave. */
    path: string;
    headers?: Record<string, string>;
    body?: unknown;
    text?: string;
  };
  /** The order of what comes back means nothing: Backstage goes by random ids. */
  unordered?: true;
  /** Of a page, only how much is on it. */
  counted?: true;
  response: { status: number; link?: string; body?: unknown };
};

/** A conversation with our API. */
export type Session = {
  request: (path: string, init?: RequestInit) => Promise<Response>;
  answers: Map<string, { body: unknown; link: string | null }>;
};

const PROPOSAL =
  'proposes what GitHub and CODEOWNERS say as well, and names what is left to fill in';
const UNPROCESSED =
  'what was never good has failed, with its ref and every reason; nothing is ever pending';

/** Where we answer otherwise on purpose, by group and name of the request, and why; docs/api.md has each in its table. */
export const DEVIATIONS: Readonly<Record<string, string>> = {
  'by-name: unknown route': 'says in an error that there is nothing, where Backstage says nothing',
  'validation: analyse a bare repository': PROPOSAL,
  'validation: analyse a file name': PROPOSAL,
  'locations: unprocessed: failed': UNPROCESSED,
  'locations: unprocessed: pending': UNPROCESSED,
  'locations: an empty target': 'is refused with 400, where Backstage breaks and keeps half of it',
};

type Shown = { status: number; link?: string; body?: unknown };

/** Asks our API what Backstage was asked. */
export async function replay(session: Session, recorded: Recorded): Promise<Shown> {
  const { method, path, headers, body, text } = recorded.request;
  const filled = await fill(session, JSON.stringify({ path, body }));
  const { path: address, body: sent } = JSON.parse(filled) as { path: string; body: unknown };
  const response = await session.request(`/api/catalog${address}`, {
    method,
    headers: { ...(sent !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(text !== undefined ? { body: text } : sent !== undefined && { body: JSON.stringify(sent) }),
  });
  const answered = await response.text();
  const link = response.headers.get('link');
  const read = answered === '' ? undefined : (JSON.parse(answered) as unknown);
  session.answers.set(recorded.name, { body: read, link });
  const shown: Shown = { status: response.status, ...(link && { link }), body: read };
  if (recorded.counted) shown.body = counted(read);
  return tidy({ ...recorded, response: shown });
}

function counted(body: unknown): unknown {
  const { items } = body as { items?: unknown[] };
  return { ...(body as object), items: items?.length };
}

/** What Backstage answered, in the form that ours is compared in. */
export function normalized(recorded: Recorded): Shown {
  return tidy(recorded);
}

/** Puts in what only this run knows: ids, cursors. */
async function fill(session: Session, text: string): Promise<string> {
  let filled = text;
  for (const [whole, word, about = ''] of text.matchAll(/\{\{(\w+) (.*?)\}\}/g))
    filled = filled.replace(whole, await known(session, word ?? '', about));
  return filled;
}

async function known(session: Session, word: string, about: string): Promise<string> {
  const answer = session.answers.get(about);
  const pages = (answer?.body as { pageInfo?: Record<string, string> } | undefined)?.pageInfo;
  switch (word) {
    case 'uid': {
      const path = about.replace(/^(\w+):(.+)$/, '/entities/by-name/$1/$2');
      const found = await session.request(`/api/catalog${path}`);
      return ((await found.json()) as { metadata: { uid: string } }).metadata.uid;
    }
    case 'location': {
      const all = await session.request('/api/catalog/locations');
      const listed = (await all.json()) as { data: { id: string; target: string } }[];
      return listed.find(({ data }) => data.target === about)?.data.id ?? 'none';
    }
    case 'sha1':
      return hash('sha1', about, 'hex');
    case 'next':
      return pages?.['nextCursor'] ?? 'none';
    case 'prev':
      return pages?.['prevCursor'] ?? 'none';
    case 'after':
      return /after=([^&>]*)/.exec(answer?.link ?? '')?.[1] ?? 'none';
    default:
      throw new Error(`no value for ${word}`);
  }
}

/** Location annotations are ours to choose, ids and hashes differ from run to run, and the words of an error are better than the same. */
function tidy({ response, unordered }: Recorded): Shown {
  const { status, link, body } = response;
  const shown = body === undefined ? undefined : tidyValue(body, '');
  return {
    status,
    ...(link && { link: link.replace(/after=[^&>]*>*/, 'after=<cursor>>') }),
    ...(shown !== undefined && { body: unordered ? sorted(shown) : shown }),
  };
}

const PAGES = new Set(['backstage.io/managed-by-location', 'backstage.io/view-url']);
const VARYING = new Set(['uid', 'etag', 'id', 'nextCursor', 'prevCursor', 'message']);

function tidyValue(value: unknown, key: string): unknown {
  // Backstage calls the page of a file that a location led to its `tree`; the page is its `blob`.
  if (PAGES.has(key)) return String(value).replace(/\/tree\/(?=.*\.yaml$)/, '/blob/');
  // Of what keeps an entity from being used, Backstage says the first thing and we say all.
  if (key === 'errors' && Array.isArray(value)) return value.length > 0 ? '<errors>' : [];
  if (Array.isArray(value)) return value.map((item) => tidyValue(item, ''));
  if (key === 'url') return String(value).replace(/\/(locations|by-uid)\/[^?]+/, '/$1/<id>');
  if (value === null || typeof value !== 'object') return VARYING.has(key) ? `<${key}>` : value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, tidyValue(item, name)]),
  );
}

function sorted(body: unknown): unknown {
  if (Array.isArray(body)) return body.toSorted(byText);
  const lists = Object.entries(body as object).filter(([, value]) => Array.isArray(value));
  const inOrder = lists.map(([key, list]) => [key, (list as unknown[]).toSorted(byText)]);
  return { ...(body as object), ...Object.fromEntries(inOrder) };
}

function byText(a: unknown, b: unknown): number {
  const [first, second] = [keyed(a), keyed(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Keys in order: ours and Backstage's come in another one each. */
function keyed(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
