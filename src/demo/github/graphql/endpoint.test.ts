import { expect, it } from 'vitest';
import { services, startGitHub } from '../test-github.ts';

it('refuses a field that the schema does not have, and runs nothing', async () => {
  const { data, errors } = await startGitHub().query('{ viewer { shoeSize } }');
  expect(data).toBeUndefined();
  expect(errors).toEqual([
    {
      path: ['query', 'shoeSize'],
      extensions: { code: 'undefinedField', typeName: 'User', fieldName: 'shoeSize' },
      locations: [{ line: 1, column: 12 }],
      message: "Field 'shoeSize' doesn't exist on type 'User'",
    },
  ]);
});

it('gives null and NOT_FOUND for an id that is gone, beside those that are there', async () => {
  const github = startGitHub({ repositories: services(2) });
  const [one, two] = github.model.visible();
  await github.model.deleteRepository('service-2');
  const { data, errors } = await github.query(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Repository { name } } }',
    { ids: [one?.id, two?.id] },
  );
  expect(data).toEqual({ nodes: [{ name: 'service-1' }, null] });
  expect(errors).toMatchObject([{ type: 'NOT_FOUND', path: ['nodes', 1] }]);
});

it('cuts a text at 512,000 bytes and says so', async () => {
  const github = startGitHub({
    repositories: [{ name: 'big', files: { 'big.txt': 'x'.repeat(600_000) } }],
  });
  const { data } = await github.query<{ repository: { object: { text: string } } }>(
    '{ repository(owner: "marlinpay", name: "big") { object(expression: "HEAD:big.txt") { ... on Blob { text byteSize isTruncated } } } }',
  );
  const { object } = data.repository;
  expect(object).toMatchObject({ byteSize: 600_000, isTruncated: true });
  expect(object.text).toHaveLength(512_000);
});

it('gives no git object of another repository', async () => {
  const github = startGitHub({
    repositories: [
      { name: 'one', files: { a: 'only in one' } },
      { name: 'two', files: { a: 'only in two' } },
    ],
  });
  const { data } = await github.query(
    'query ($oid: GitObjectID!) { repository(owner: "marlinpay", name: "two") { object(oid: $oid) { oid } } }',
    { oid: github.model.git.blob('only in one') },
  );
  expect(data).toEqual({ repository: { object: null } });
});

it('follows a rename unless asked not to', async () => {
  const github = startGitHub({ repositories: services(1) });
  await github.model.rename('service-1', 'billing');
  const read = (args: string) =>
    github.query(`{ repository(owner: "marlinpay", name: "service-1"${args}) { name } }`);
  expect((await read('')).data).toEqual({ repository: { name: 'billing' } });
  expect(await read(', followRenames: false')).toMatchObject({
    data: { repository: null },
    errors: [{ type: 'NOT_FOUND' }],
  });
});

it('refuses what could bring more than 500,000 nodes', async () => {
  const { data, errors } = await startGitHub().query(
    '{ organization(login: "marlinpay") { repositories(first: 100) { nodes { issues(first: 100) { nodes { comments(first: 100) { totalCount } } } } } } }',
  );
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([{ type: 'MAX_NODE_LIMIT_EXCEEDED' }]);
});

it('takes points from an allowance that comes back after an hour', async () => {
  const github = startGitHub();
  // One request for repositories, 100 for their issues, 10,000 for the comments of those: 101 points.
  const costly = `{ rateLimit { cost remaining } organization(login: "marlinpay") {
    repositories(first: 100) { nodes { issues(first: 100) { nodes { comments(first: 1) { totalCount } } } } }
  } }`;
  const first = await github.query(costly);
  for (let call = 1; call < 49; call++) await github.query(costly);
  const refused = await github.query(costly);
  github.clock.now = new Date('2026-06-15T13:30:01Z');
  const later = await github.query(costly);
  expect(first.data).toMatchObject({ rateLimit: { cost: 101, remaining: 4899 } });
  expect(refused).toMatchObject({ errors: [{ type: 'RATE_LIMITED' }] });
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('51');
  expect(later.data).toMatchObject({ rateLimit: { remaining: 4899 } });
});

it('reads people, teams and what teams may do', async () => {
  const github = startGitHub({
    members: [
      { login: 'ana', name: 'Ana Duarte', email: 'ana@marlinpay.example', role: 'ADMIN' },
      { login: 'ravi', name: 'Ravi Menon' },
    ],
    teams: [
      { slug: 'payments', name: 'Payments', members: [{ login: 'ana', role: 'MAINTAINER' }] },
      {
        slug: 'capture',
        name: 'Capture',
        parent: 'payments',
        members: [{ login: 'ravi' }],
        repositories: { 'service-1': 'MAINTAIN' },
      },
    ],
    repositories: services(1),
  });
  const { data, errors } = await github.query(`{ organization(login: "marlinpay") {
    membersWithRole(first: 10) { edges { role node { login organizationVerifiedDomainEmails(login: "marlinpay") } } }
    teams(first: 10, orderBy: { field: NAME, direction: ASC }) { nodes {
      slug parentTeam { slug }
      own: members(first: 10, membership: IMMEDIATE) { nodes { login } }
      all: members(first: 10) { edges { role node { login } } }
      repositories(first: 10) { edges { permission node { name } } }
    } }
  } }`);
  expect(errors).toEqual([]);
  expect(data).toEqual({
    organization: {
      membersWithRole: {
        edges: [
          {
            role: 'ADMIN',
            node: { login: 'ana', organizationVerifiedDomainEmails: ['ana@marlinpay.example'] },
          },
          { role: 'MEMBER', node: { login: 'ravi', organizationVerifiedDomainEmails: [] } },
        ],
      },
      teams: {
        nodes: [
          {
            slug: 'capture',
            parentTeam: { slug: 'payments' },
            own: { nodes: [{ login: 'ravi' }] },
            all: { edges: [{ role: 'MEMBER', node: { login: 'ravi' } }] },
            repositories: { edges: [{ permission: 'MAINTAIN', node: { name: 'service-1' } }] },
          },
          {
            slug: 'payments',
            parentTeam: null,
            own: { nodes: [{ login: 'ana' }] },
            all: {
              edges: [
                { role: 'MAINTAINER', node: { login: 'ana' } },
                { role: 'MEMBER', node: { login: 'ravi' } },
              ],
            },
            repositories: { edges: [] },
          },
        ],
      },
    },
  });
});

it('tells what happened to a repository: commits, releases, deployments, pull requests, owners that do not exist', async () => {
  const github = startGitHub({
    members: [{ login: 'ana', name: 'Ana Duarte' }],
    repositories: services(1),
  });
  const { model } = github;
  await model.push(
    'service-1',
    { '.github/CODEOWNERS': '* @marlinpay/ghosts\n' },
    { author: 'ana', message: 'Name the owners' },
  );
  await model.release('service-1', { tagName: 'v1.0.0', author: 'ana' });
  await model.deploy('service-1', { environment: 'prod', creator: 'ana' });
  await model.openPullRequest('service-1', { title: 'Fix', author: 'ana', headRefName: 'fix' });
  const { data, errors } = await github.query<{
    repository: unknown;
  }>(`{ repository(owner: "marlinpay", name: "service-1") {
    codeowners { errors { kind line column } }
    latestRelease { tagName tagCommit { oid } }
    deployments(last: 1) { nodes { environment state commitOid latestStatus { state } } }
    environments(first: 5) { nodes { name } }
    pullRequests(first: 1, states: OPEN) { totalCount nodes { number author { login } } }
    issues(first: 1) { totalCount }
    defaultBranchRef { name target { oid ... on Commit { history(first: 5, path: ".github") { nodes {
      messageHeadline author { name user { login } }
    } } } } }
  } }`);
  const oid = model.head(model.repository('service-1'))?.oid;
  expect(errors).toEqual([]);
  expect(data.repository).toEqual({
    codeowners: { errors: [{ kind: 'Unknown owner', line: 1, column: 3 }] },
    latestRelease: { tagName: 'v1.0.0', tagCommit: { oid } },
    deployments: {
      nodes: [
        {
          environment: 'prod',
          state: 'ACTIVE',
          commitOid: oid,
          latestStatus: { state: 'SUCCESS' },
        },
      ],
    },
    environments: { nodes: [{ name: 'prod' }] },
    pullRequests: { totalCount: 1, nodes: [{ number: 1, author: { login: 'ana' } }] },
    issues: { totalCount: 0 },
    defaultBranchRef: {
      name: 'main',
      target: {
        oid,
        history: {
          nodes: [
            {
              messageHeadline: 'Name the owners',
              author: { name: 'Ana Duarte', user: { login: 'ana' } },
            },
          ],
        },
      },
    },
  });
});
