import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import type { CatalogIndex } from '../catalog/search.ts';
import type { DeploymentState } from '../operations/deployments.ts';
import { repositoriesNamed } from '../operations/work-reads.ts';
import { REPORTED, reportDeployment } from '../operations/work-store.ts';
import { refuse } from './errors.ts';
import { refOf } from './operations.ts';

const text = (length: number) => z.string().trim().min(1).max(length);
const moment = z.iso.datetime({ offset: true });

/** How pipelines say it, and what that means here. */
const STATES = {
  success: 'active',
  failure: 'failed',
  in_progress: 'pending',
  removed: 'removed',
} as const satisfies Record<string, DeploymentState>;

const Reported = z
  .object({
    id: text(200).openapi({
      description:
        'Any id that stays the same for this deployment, such as that of its run. A later word about it replaces an earlier one; the same word twice changes nothing.',
      example: 'run-8812',
    }),
    ref: text(300).optional().openapi({
      description: 'What was deployed: an entity of the catalog. Give this or `repository`.',
      example: 'component:default/ledger',
    }),
    repository: z
      .string()
      .regex(/^[\w.-]+\/[\w.-]+$/, 'is not owner/name')
      .optional()
      .openapi({
        description: 'Or a repository that is read, where that is one service.',
        example: 'marlinpay/ledger',
      }),
    environment: text(100).openapi({ example: 'prod-eu' }),
    state: z
      .enum(['success', 'failure', 'in_progress', 'removed'])
      .default('success')
      .openapi({ description: 'How it stands; `removed`: it was taken away again.' }),
    version: text(200).optional().openapi({ example: '9.3.0' }),
    commit: z
      .string()
      .regex(/^[0-9a-f]{40}$/i, 'is not the 40 hex digits of a commit')
      .optional()
      .openapi({ description: 'Says what is in it: with this "is PR 12 in prod" can be told.' }),
    gitRef: text(300).optional().openapi({ description: 'The tag or branch it was made from.' }),
    by: text(200).optional().openapi({
      description: 'Who did: a GitHub login, an e-mail address or a ref.',
      example: 'kenji-mori',
    }),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional()
      .openapi({ description: 'Where to look: the run.' }),
    startedAt: moment.optional().openapi({ description: 'When it began; else `at`.' }),
    at: moment.optional().openapi({ description: 'When this state came; else now.' }),
  })
  .refine(
    ({ ref, repository }) => (ref === undefined) !== (repository === undefined),
    'Give "ref" or "repository", and one of them.',
  )
  .openapi('ReportedDeployment');

const route = createRoute({
  method: 'post',
  path: '/api/deployments',
  summary: 'A pipeline reports what it deployed (scope write)',
  request: { body: { required: true, content: { 'application/json': { schema: Reported } } } },
  responses: {
    200: {
      description: 'It is known; `isChanged` is false for what was said before, or is older',
      content: {
        'application/json': { schema: z.object({ id: z.string(), isChanged: z.boolean() }) },
      },
    },
  },
});

/** `POST /api/deployments`: for pipelines that deploy without GitHub's deployments. */
export function deploymentsRoute(
  app: OpenAPIHono,
  { db, index, now }: { db: Db; index: CatalogIndex; now: () => Date },
): void {
  app.openapi(route, async (c) => {
    const said = c.req.valid('json');
    const at = said.at ? new Date(said.at) : now();
    const startedAt = said.startedAt ? new Date(said.startedAt) : at;
    // A clock that is ahead would hide every later word.
    if (Math.max(at.getTime(), startedAt.getTime()) > now().getTime() + AHEAD_MS)
      refuse(400, 'The time lies ahead. Check the clock of the pipeline.');
    const ref = said.ref === undefined ? null : await knownRef(index, said.ref);
    const repository =
      said.repository === undefined ? null : await knownRepository(db, said.repository);
    const source = c.var.caller ?? 'API';
    const id = `${REPORTED}${source}:${said.id}`;
    const isChanged = await reportDeployment(db, {
      id,
      repository,
      ref,
      environment: said.environment,
      state: STATES[said.state],
      oid: said.commit?.toLowerCase() ?? null,
      gitRef: said.gitRef ?? null,
      version: said.version ?? null,
      by: said.by ?? null,
      url: said.url ?? null,
      source,
      createdAt: startedAt,
      changedAt: at,
      readAt: now(),
    });
    return c.json({ id, isChanged }, 200);
  });
}

const AHEAD_MS = 5 * 60_000;

async function knownRef(index: CatalogIndex, said: string): Promise<string> {
  const view = await index.current();
  const ref = refOf(said);
  const entry = view.get(ref);
  if (entry) return entry.ref;
  const near = view.find(said.replace(/^.*\//, ''), {
    except: ['group', 'user', 'location'],
    limit: 1,
  })[0];
  return refuse(
    404,
    `The catalog has no ${ref}.${near ? ` The nearest is ${near.entry.ref}.` : ''}`,
  );
}

async function knownRepository(db: Db, slug: string): Promise<string> {
  const [found] = (await repositoriesNamed(db, [slug])).values();
  return (
    found?.id ?? refuse(404, `No repository ${slug} is read here. Give the "ref" of an entity.`)
  );
}
