import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { costOf } from './cost.ts';
import { githubSchema } from './schema.ts';

const ids = (count: number) => ({ ids: Array.from({ length: count }, (_, index) => `R_${index}`) });

it.each([
  {
    name: 'a plain listing',
    query: '{ organization(login: "o") { repositories(first: 100) { nodes { id } } } }',
    cost: { points: 1, nodes: 100 },
  },
  {
    name: 'a listing with topics',
    query:
      '{ organization(login: "o") { repositories(first: 100) { nodes { repositoryTopics(first: 20) { nodes { id } } } } } }',
    cost: { points: 1, nodes: 2100 },
  },
  {
    name: 'trees by id, which are no connections',
    query:
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Repository { object(expression: "HEAD:") { oid } } } }',
    variables: ids(50),
    cost: { points: 1, nodes: 0 },
  },
  {
    name: 'four connections on each of 100 repositories, through a fragment',
    query: `query ($ids: [ID!]!, $n: Int!) { nodes(ids: $ids) { ...Facts } }
      fragment Facts on Repository {
        repositoryTopics(first: $n) { nodes { id } } languages(first: $n) { nodes { id } }
        pullRequests(first: $n) { nodes { id } } deployments(last: $n) { nodes { id } }
      }`,
    variables: { ...ids(100), n: 5 },
    cost: { points: 4, nodes: 2000 },
  },
  {
    name: 'teams with members',
    query:
      '{ organization(login: "o") { teams(first: 50) { nodes { members(first: 100) { nodes { id } } } } } }',
    cost: { points: 1, nodes: 5050 },
  },
])('counts $name as GitHub does', ({ query, variables = {}, cost }) => {
  const document = parse(query);
  const operation = document.definitions.find((one) => one.kind === 'OperationDefinition');
  if (!operation) throw new Error('The test has no operation');
  const { points, nodes } = costOf(githubSchema(), { document, operation }, variables);
  expect({ points, nodes }).toEqual(cost);
});
