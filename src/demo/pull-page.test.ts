import { Hono } from 'hono';
import { beforeEach, expect, it } from 'vitest';
import { createFakeGitHub, type FakeGitHub } from './github/fake-github.ts';
import { defineOrganisation } from './github/organisation.ts';
import { opensHere } from './local-links.ts';
import { pullPages } from './pull-page.ts';

let github: FakeGitHub;
let app: Hono;
const PATH = '/demo/github/acme/api/pull/1';
const HERE = 'http://localhost';

beforeEach(async () => {
  const organisation = defineOrganisation({
    login: 'acme',
    name: 'Acme',
    members: [{ login: 'ana', name: 'Ana' }],
    repositories: [{ name: 'api', files: { 'a.yaml': 'one: 1\ntwo: 2\nthree: 3\n' } }],
  });
  github = createFakeGitHub({ now: () => new Date('2026-06-15T12:00:00Z'), organisation });
  app = new Hono().route('/demo/github', pullPages(github.model));
  await github.model.openPullRequest('api', {
    title: 'Say <b>two</b>',
    author: 'ana',
    body: '<script>alert(1)</script>',
    headRefName: 'callboard/x',
    files: { 'a.yaml': 'one: 1\ntwo: "<i>"\nthree: 3\n' },
  });
});

const press = (how: string, fields: Record<string, string>, origin = HERE) =>
  app.request(`${HERE}${PATH}/${how}`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams(fields),
  });
const [pull, file] = [
  () => github.model.repository('api').pullRequests[0],
  () => {
    const of = github.model.repository('api');
    const head = github.model.git.get(of.branches.get('main') ?? '');
    const item = head?.type === 'commit' ? github.model.git.at(head.tree, 'a.yaml') : undefined;
    const blob = github.model.git.get(item?.oid ?? '');
    return blob?.type === 'blob' ? blob.content : null;
  },
];

it('shows what would change, as text whatever people wrote', async () => {
  const text = await (await app.request(`${HERE}${PATH}`)).text();
  expect(text).toContain('Say &lt;b&gt;two&lt;/b&gt;');
  expect(text).toContain('- two: 2');
  expect(text).toContain('+ two: &quot;&lt;i&gt;&quot;');
  expect(text).not.toMatch(/<script|<i>|<b>two/);
  expect(text).toContain('<option>ana</option>');
});

it('is merged by the person who was picked', async () => {
  expect((await press('merge', { by: 'ana' })).headers.get('location')).toBe(PATH);
  expect(pull()).toMatchObject({ state: 'MERGED', settledBy: 'ana' });
  expect(file()).toContain('two: "<i>"');
  expect(await (await app.request(`${HERE}${PATH}`)).text()).toContain('Merged by ana');
});

it('is closed with what that person says', async () => {
  await press('close', { by: 'ana', why: 'Not so.' });
  expect(pull()).toMatchObject({ state: 'CLOSED', comments: [{ author: 'ana', body: 'Not so.' }] });
  expect(file()).toContain('two: 2');
});

it.each([
  ['somebody who is no member', { by: 'eve' }, HERE, 404],
  ['another page', { by: 'ana' }, 'https://evil.example', 403],
])('takes nothing from %s', async (_, fields, origin, status) => {
  expect((await press('merge', fields, origin)).status).toBe(status);
  expect(pull()?.state).toBe('OPEN');
});

it('is where links to pull requests lead, and no other link', async () => {
  const links = ['acme/api/pull/1', 'acme/api/issues', 'other/api/pull/1'];
  const page = new Hono()
    .use(opensHere('acme'))
    .get('/', (c) =>
      c.html(links.map((one) => `<a href="https://github.com/${one}">x</a>`).join('')),
    );
  const text = await (await page.request(`${HERE}/`)).text();
  expect([...text.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    PATH,
    ...links.slice(1).map((one) => `https://github.com/${one}`),
  ]);
});
