import { expect, it } from 'vitest';
import { services, startGitHub } from '../test-github.ts';

type Page = {
  totalCount: number;
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    endCursor: string;
    startCursor: string;
  };
  nodes: { name: string }[];
};

function pagesOf(github: ReturnType<typeof startGitHub>, order: string) {
  return async (args: string): Promise<Page> => {
    const { data } = await github.query<{ organization: { repositories: Page } }>(
      `{ organization(login: "marlinpay") { repositories(${args}, orderBy: ${order}) {
        totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { name }
      } } }`,
    );
    return data.organization.repositories;
  };
}
const names = (page: Page) => page.nodes.map(({ name }) => name);

it('walks forward to the last page and back', async () => {
  const read = pagesOf(
    startGitHub({ repositories: services(5) }),
    '{ field: CREATED_AT, direction: ASC }',
  );
  const first = await read('first: 2');
  const second = await read(`first: 2, after: "${first.pageInfo.endCursor}"`);
  const third = await read(`first: 2, after: "${second.pageInfo.endCursor}"`);
  const back = await read(`last: 2, before: "${second.pageInfo.startCursor}"`);
  expect([first, second, third].map(names)).toEqual([
    ['service-1', 'service-2'],
    ['service-3', 'service-4'],
    ['service-5'],
  ]);
  expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([
    true,
    true,
    false,
  ]);
  expect(names(back)).toEqual(names(first));
  expect(back.totalCount).toBe(5);
});

it('goes on after a cursor whose repository was deleted in between', async () => {
  const github = startGitHub({ repositories: services(4) });
  const read = pagesOf(github, '{ field: CREATED_AT, direction: ASC }');
  const first = await read('first: 2');
  await github.model.deleteRepository('service-2');
  expect(names(await read(`first: 2, after: "${first.pageInfo.endCursor}"`))).toEqual([
    'service-3',
    'service-4',
  ]);
});

it('skips a repository that jumps over the cursor by a push, as GitHub does when it sorts by push', async () => {
  const github = startGitHub({ repositories: services(4) });
  const read = pagesOf(github, '{ field: PUSHED_AT, direction: DESC }');
  const first = await read('first: 2');
  await github.model.push('service-1', { 'README.md': '# One' });
  const second = await read(`first: 2, after: "${first.pageInfo.endCursor}"`);
  expect([first, second].map(names)).toEqual([['service-4', 'service-3'], ['service-2']]);
});

it.each([
  ['', 'MISSING_PAGINATION_BOUNDARIES'],
  ['(first: 101)', 'EXCESSIVE_PAGINATION'],
  ['(first: 0)', 'EXCESSIVE_PAGINATION'],
  ['(first: 1, last: 1)', 'ARGUMENT_CONFLICT'],
  ['(first: 1, after: "nonsense")', 'INVALID_CURSOR_ARGUMENTS'],
])('refuses repositories%s with %s', async (args, type) => {
  const { errors } = await startGitHub().query(
    `{ organization(login: "marlinpay") { repositories${args} { totalCount } } }`,
  );
  expect(errors.map((error) => error.type)).toEqual([type]);
});
