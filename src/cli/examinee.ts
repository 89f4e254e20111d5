import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Examinee } from '../questions/exam/exam.ts';
import { createPeople } from '../questions/people.ts';
import { withCore } from './core.ts';

/** Who is asked: a folder of descriptors, the demo with everything around it, or a server; else the catalog of the settings. */
export type ExamineeOptions = {
  catalog?: string;
  /** True, or the folder of another organisation in the form of the demo's. */
  demo?: true | string;
  url?: string;
  token?: string;
  now?: string;
};

/** A demo for as long as the work takes; whoever composes the command line hands it over. */
export type VisitDemo = <Result>(
  place: { organisation: string | null; now: Date | null },
  work: (request: (path: string, init: RequestInit) => Promise<Response>) => Promise<Result>,
) => Promise<Result>;

const TIMEOUT_MS = 30_000;

const Given = z.object({
  kind: z.string(),
  intent: z.string(),
  subjects: z.array(z.string()),
  refs: z.array(z.string()),
  candidates: z.array(z.string()),
  text: z.string(),
});

export async function withExaminee<Result>(
  options: ExamineeOptions,
  visitDemo: VisitDemo,
  work: (ask: Examinee) => Promise<Result>,
): Promise<Result> {
  const { catalog, demo, url } = options;
  const chosen = [catalog, demo, url].filter((one) => one !== undefined);
  if (chosen.length > 1)
    throw new UserError('--catalog, --demo and --url exclude each other.', 'Give one of them.');
  const now = momentOf(options.now);
  if (url !== undefined && now)
    throw new UserError('A server has a clock of its own.', 'Leave --now away.');
  if (url !== undefined) return work(overHttp(url, options.token));
  if (demo !== undefined) {
    const organisation = demo === true ? null : demo;
    return visitDemo({ organisation, now }, (request) =>
      work(throughRoute((init) => request('/api/ask', init))),
    );
  }
  return withCatalog(catalog, now, work);
}

function momentOf(said: string | undefined): Date | null {
  if (said === undefined) return null;
  const moment = new Date(said);
  if (Number.isNaN(moment.getTime()))
    throw new UserError(`--now ${said} is no time.`, 'Write it like 2026-06-15T14:30:00+02:00.');
  return moment;
}

function withCatalog<Result>(
  folder: string | undefined,
  now: Date | null,
  work: (ask: Examinee) => Promise<Result>,
): Promise<Result> {
  const clock = () => now ?? new Date();
  return withCore(
    folder,
    async (core) => {
      const people = createPeople(core);
      if ((await core.index.current()).size === 0)
        throw new UserError('The catalog is empty.', 'Name another with --catalog or --url.');
      return work(async ({ text, user, thread }) =>
        core.ask({ text, thread, asker: user ? await people.userOf(user) : null }),
      );
    },
    clock,
  );
}

function overHttp(url: string, token: string | undefined): Examinee {
  if (!URL.canParse(url)) throw new UserError(`${url} is no address.`, 'Give one like http://….');
  const route = `${url.replace(/\/+$/, '')}/api/ask`;
  return throughRoute(async (init) => {
    const headers = { ...init.headers, ...(token && { authorization: `Bearer ${token}` }) };
    try {
      return await fetch(route, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (cause) {
      throw new UserError(`${url} does not answer.`, 'Check the address, or start it.', { cause });
    }
  });
}

type Post = (init: {
  method: 'POST';
  headers: Record<string, string>;
  body: string;
}) => Promise<Response>;

function throughRoute(post: Post): Examinee {
  return async ({ text, user, thread }) => {
    const response = await post({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, ...(user && { user }), ...(thread && { thread }) }),
    });
    const hint =
      response.status === 401 || response.status === 403
        ? 'Give a token with the scope "ask": --token.'
        : `The question was "${text.slice(0, 100)}".`;
    if (!response.ok)
      throw new UserError(`POST /api/ask was answered with ${response.status}.`, hint);
    const given = Given.safeParse(await response.json().catch(() => null));
    if (!given.success) throw new UserError('What answers there is no Callboard.', 'Check --url.');
    return given.data;
  };
}
