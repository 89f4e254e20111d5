import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { startGitHub } from './github/test-github.ts';
import { opensHere } from './local-links.ts';
import { repositoryPages } from './repository-page.ts';

async function page(path: string, files: Record<string, string | Buffer> = {}) {
  const github = startGitHub({
    repositories: [
      {
        name: 'api',
        description: 'Says <b>hello</b>',
        files: { 'README.md': '# <script>\n', 'src/a b.ts': 'const a = 1;\n', ...files },
      },
      { name: 'empty' },
    ],
  });
  const of = github.model.repository('api');
  await github.model.createBranch('api', 'release/2', of.branches.get('main') ?? '');
  of.settings.protection.set('main', {
    required_pull_request_reviews: { required_approving_review_count: 2 },
    enforce_admins: true,
  });
  const app = new Hono()
    .route('/demo/github', repositoryPages(github.model))
    .route('/demo/github', github.app as Hono);
  const answer = await app.request(`http://localhost/demo/github${path}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

it('shows a repository with its files and rules, as text whatever people wrote', async () => {
  const { text, headers } = await page('/marlinpay/api');
  expect(text).toContain('Says &lt;b&gt;hello&lt;/b&gt;');
  expect(text).toContain('href="/demo/github/marlinpay/api/blob/main/src/a%20b.ts"');
  expect(text).toContain('protected, 2 approvals, also for administrators');
  expect(text).toContain('<a href="/demo/slack">The workspace</a>');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
});

it('shows a file, also of a branch with a slash and with a space in its name', async () => {
  expect((await page('/marlinpay/api/blob/main/README.md')).text).toContain('# &lt;script&gt;');
  const { text } = await page('/marlinpay/api/blob/release/2/src/a%20b.ts');
  expect(text).toContain('const a = 1;');
});

it('says what is no text, what is empty, and what is not there', async () => {
  const logo = { 'logo.png': Buffer.from([0, 1]) };
  expect((await page('/marlinpay/api/blob/main/logo.png', logo)).text).toContain('no text');
  expect((await page('/marlinpay/empty')).text).toContain('Nothing was pushed yet.');
  expect((await page('/marlinpay/api/blob/main/none')).status).toBe(404);
});

it('leads from the address to clone from, and from its workflows, to the repository', async () => {
  for (const path of ['/marlinpay/api.git', '/marlinpay/api/actions'])
    expect((await page(path)).headers.get('location')).toBe('/demo/github/marlinpay/api');
});

it('leaves the API below the same path alone', async () => {
  expect((await page('/orgs/marlinpay')).status).toBe(401);
});

it('opens repositories and files of the organisation here', async () => {
  const app = new Hono()
    .use(opensHere('acme'))
    .get('/', (c) =>
      c.html(
        ['acme/api', 'acme/api/blob/main/a.yaml', 'acme/api/issues', 'other/api']
          .map((path) => `<a href="https://github.com/${path}">x</a>`)
          .join(''),
      ),
    );
  const text = await (await app.request('http://localhost/')).text();
  expect([...text.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    '/demo/github/acme/api',
    '/demo/github/acme/api/blob/main/a.yaml',
    'https://github.com/acme/api/issues',
    'https://github.com/other/api',
  ]);
});
