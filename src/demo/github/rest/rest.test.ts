import { generateKeyPairSync } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { App, Octokit } from 'octokit';
import { expect, it } from 'vitest';
import { services, startGitHub } from '../test-github.ts';

const repo = { owner: 'marlinpay', repo: 'service-1' };

function appOf(github: ReturnType<typeof startGitHub>): App {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const Quiet = Octokit.defaults({
    request: { fetch: github.fetch },
    throttle: { enabled: false },
    retry: { enabled: false },
  });
  return new App({ appId: github.model.installation.appId, privateKey, Octokit: Quiet });
}

it('signs a GitHub App in and gives it an installation token', async () => {
  const github = startGitHub({ repositories: services(2) });
  const app = appOf(github);
  const { data } = await app.octokit.request('GET /orgs/{org}/installation', { org: 'marlinpay' });
  const octokit = await app.getInstallationOctokit(data.id);
  const seen = await octokit.request('GET /installation/repositories');
  expect(seen.data.repositories.map(({ name }) => name)).toEqual(['service-1', 'service-2']);
  await github.model.suspend();
  await expect(octokit.request('GET /orgs/marlinpay')).rejects.toThrow('suspended');
});

it.each([
  ['no token', undefined],
  ['an unknown installation token', 'Bearer ghs_never_issued'],
  ['the App itself where a token is needed', 'Bearer a.b.c'],
])('refuses %s', async (_name, authorization) => {
  const github = startGitHub({ repositories: services(1) });
  const response = await github.fetch('https://api.github.com/orgs/marlinpay', {
    headers: authorization === undefined ? {} : { authorization },
  });
  expect(response.status).toBe(401);
});

it('leads from the old name of a repository to the new one', async () => {
  const github = startGitHub({ repositories: services(1) });
  await github.model.rename('service-1', 'billing');
  const there = await github.fetch('https://api.github.com/repos/marlinpay/service-1', {
    headers: { authorization: 'token ghp_demo' },
    redirect: 'manual',
  });
  const { data } = await github.octokit.rest.repos.get(repo);
  expect(there.status).toBe(301);
  expect(data.name).toBe('billing');
});

it('says 304 for free to the token that has read the same before, and to no other', async () => {
  const github = startGitHub({ repositories: services(1) });
  const read = (token: string, etag: string) =>
    github.fetch('https://api.github.com/repos/marlinpay/service-1/contents/catalog-info.yaml', {
      headers: { authorization: `token ${token}`, 'if-none-match': etag },
    });
  const first = await read('ghp_one', '');
  const etag = first.headers.get('etag') ?? '';
  const again = await read('ghp_one', etag);
  const other = await read('ghp_two', etag);
  await github.model.push('service-1', { 'catalog-info.yaml': 'kind: API\n' });
  const changed = await read('ghp_one', etag);
  expect([first, again, other, changed].map(({ status }) => status)).toEqual([200, 304, 200, 200]);
  expect(again.headers.get('x-ratelimit-used')).toBe('1');
});

it('reads files, folders, trees and blobs', async () => {
  const github = startGitHub({
    repositories: [{ name: 'service-1', files: { 'docs/a b.md': '# A\n', 'README.md': 'Hi\n' } }],
  });
  const { rest } = github.octokit;
  const file = await rest.repos.getContent({ ...repo, path: 'docs/a b.md' });
  const folder = await rest.repos.getContent({ ...repo, path: 'docs' });
  const head = github.model.head(github.model.repository('service-1'))?.oid ?? '';
  const tree = await rest.git.getTree({ ...repo, tree_sha: head, recursive: '1' });
  expect(file.data).toMatchObject({ type: 'file', content: 'IyBBCg==\n', encoding: 'base64' });
  expect(folder.data).toMatchObject([{ type: 'file', path: 'docs/a b.md', size: 4 }]);
  expect(tree.data.tree.map(({ path }) => path)).toEqual(['README.md', 'docs', 'docs/a b.md']);
  const sha = tree.data.tree.at(-1)?.sha ?? '';
  expect((await rest.git.getBlob({ ...repo, file_sha: sha })).data.content).toBe('IyBBCg==\n');
  await expect(rest.repos.getContent({ ...repo, path: 'none' })).rejects.toThrow('Not Found');
});

it('lists in pages that octokit follows', async () => {
  const { octokit } = startGitHub({ repositories: services(5) });
  const found = await octokit.paginate(octokit.rest.repos.listForOrg, {
    org: 'marlinpay',
    per_page: 2,
  });
  expect(found).toHaveLength(5);
});

it.each(['', '/demo/github', '/api/v3'])('works on a real port below "%s"', async (prefix) => {
  const github = startGitHub({ repositories: services(3) });
  const outer = new Hono().route(prefix === '/api/v3' ? '/' : prefix, github.app);
  const server = serve({ fetch: outer.fetch, port: 0 });
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const octokit = new Octokit({
      auth: 'ghp_demo',
      baseUrl: `http://127.0.0.1:${port}${prefix}`,
      throttle: { enabled: false },
      retry: { enabled: false },
    });
    const listed = await octokit.paginate(octokit.rest.repos.listForOrg, {
      org: 'marlinpay',
      per_page: 2,
    });
    const read = await octokit
      .graphql<{ viewer: { __typename: string } }>(
        '{ viewer { __typename } rateLimit { cost } organization(login: "marlinpay") { login } }',
      )
      .catch((error: Error) => error);
    expect(listed).toHaveLength(3);
    expect(read).toMatchObject({ organization: { login: 'marlinpay' } });
    github.fail({ kind: 'broken-connection', times: 1 });
    await expect(octokit.request('GET /user')).rejects.toThrow();
  } finally {
    server.close();
  }
});
