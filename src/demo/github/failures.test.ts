import { expect, it } from 'vitest';
import type { Failure } from './failures.ts';
import { services, startGitHub } from './test-github.ts';

const NODES =
  'query Trees($ids: [ID!]!) { nodes(ids: $ids) { ... on Repository { name pullRequests(first: 1) { totalCount } } } }';

it.each<{ failure: Failure; status: number; headers: Record<string, string>; type?: string }>([
  { failure: { kind: 'unauthorized' }, status: 401, headers: {} },
  {
    failure: { kind: 'primary-limit' },
    status: 200,
    headers: { 'x-ratelimit-remaining': '0' },
    type: 'RATE_LIMITED',
  },
  {
    failure: { kind: 'primary-limit', status: 403 },
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1781530200' },
  },
  {
    failure: { kind: 'secondary-limit', status: 429, retryAfterSeconds: 7 },
    status: 429,
    headers: { 'retry-after': '7' },
  },
  { failure: { kind: 'bad-gateway' }, status: 502, headers: {} },
])('answers $failure.kind with $status, once, and then as before', async (example) => {
  const github = startGitHub();
  github.fail({ ...example.failure, times: 1 });
  const { status, headers, errors } = await github.query('{ viewer { login } }');
  expect(status).toBe(example.status);
  expect(Object.fromEntries(headers)).toMatchObject(example.headers);
  if (example.type) expect(errors[0]?.type).toBe(example.type);
  expect((await github.query('{ viewer { login } }')).errors).toEqual([]);
});

it('keeps a page failing that is told by its cursor, and no other', async () => {
  const github = startGitHub({ repositories: services(3) });
  const page =
    'query Sweep($after: String) { organization(login: "marlinpay") { repositories(first: 2, after: $after) { pageInfo { endCursor } } } }';
  const lift = github.fail({
    kind: 'bad-gateway',
    match: ({ name, variables }) => name === 'Sweep' && variables['after'] !== undefined,
  });
  const first = await github.query<{
    organization: { repositories: { pageInfo: { endCursor: string } } };
  }>(page);
  const next = { after: first.data.organization.repositories.pageInfo.endCursor };
  expect((await github.query(page, next)).status).toBe(502);
  expect((await github.query(page, next)).status).toBe(502);
  lift();
  expect((await github.query(page, next)).status).toBe(200);
});

it('never answers a timed-out call until the caller gives up', async () => {
  const github = startGitHub();
  github.fail({ kind: 'timeout' });
  const caller = new AbortController();
  const answer = github.octokit.request('GET /user', { request: { signal: caller.signal } });
  caller.abort();
  await expect(answer).rejects.toThrow(/abort/i);
});

it('breaks the connection as the network does', async () => {
  const github = startGitHub();
  github.fail({ kind: 'broken-connection' });
  await expect(github.query('{ viewer { login } }')).rejects.toThrow('fetch failed');
});

it.each<{ failure: Failure; type: string; nodes: (string | null)[] }>([
  {
    failure: { kind: 'partial', repositories: ['service-2'] },
    type: 'INTERNAL',
    nodes: ['service-1', null, 'service-3'],
  },
  {
    failure: { kind: 'resource-limit', above: 2 },
    type: 'RESOURCE_LIMITS_EXCEEDED',
    nodes: ['service-1', 'service-2', null],
  },
  {
    // pullRequests must not be null, so the whole repository becomes null.
    failure: { kind: 'forbidden', field: 'Repository.pullRequests', repositories: ['service-3'] },
    type: 'FORBIDDEN',
    nodes: ['service-1', 'service-2', null],
  },
])('gives data beside errors for $failure.kind', async ({ failure, type, nodes }) => {
  const github = startGitHub({ repositories: services(3) });
  github.fail(failure);
  const { status, data, errors } = await github.query<{ nodes: ({ name: string } | null)[] }>(
    NODES,
    {
      ids: github.model.visible().map(({ id }) => id),
    },
  );
  expect(status).toBe(200);
  expect(data.nodes.map((node) => node?.name ?? null)).toEqual(nodes);
  expect(errors.map((error) => error.type)).toEqual([type]);
});

it('times out on queries above a size and answers smaller ones', async () => {
  const github = startGitHub({ repositories: services(3) });
  github.fail({ kind: 'slow', above: 2 });
  const ids = github.model.visible().map(({ id }) => id);
  expect((await github.query<{ nodes: ({ name: string } | null)[] }>(NODES, { ids })).status).toBe(
    502,
  );
  expect(
    (await github.query<{ nodes: ({ name: string } | null)[] }>(NODES, { ids: ids.slice(0, 2) }))
      .status,
  ).toBe(200);
});

it('shows fewer repositories when access is lost, and says nothing', async () => {
  const github = startGitHub({ repositories: services(3) });
  const [, gone] = github.model.visible();
  github.model.limitAccess(['service-1']);
  const { data, errors } = await github.query(
    'query ($id: ID!) { node(id: $id) { id } organization(login: "marlinpay") { repositories(first: 9) { totalCount } } }',
    { id: gone?.id },
  );
  expect(data).toEqual({ node: null, organization: { repositories: { totalCount: 1 } } });
  expect(errors).toMatchObject([{ type: 'NOT_FOUND' }]);
});
