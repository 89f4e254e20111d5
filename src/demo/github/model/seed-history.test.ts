import { expect, it } from 'vitest';
import { startGitHub } from '../test-github.ts';

const QUERY = `query Past($path: String!, $until: GitTimestamp) {
  repository(owner: "marlinpay", name: "svc") {
    object(expression: "main") { ... on Commit {
      history(path: $path, until: $until, first: 10) {
        nodes { committedDate file(path: $path) { object { ... on Blob { text } } } }
      }
    } }
  }
}`;
const commit = (at: string, paths: string[] = [], before = {}) => ({
  at,
  author: 'ana',
  message: at,
  paths,
  before,
});

async function past(path: string, until?: string) {
  const { query } = startGitHub({
    repositories: [
      {
        name: 'svc',
        commits: [
          commit('2026-03-01T00:00:00Z', ['owner.txt'], { 'owner.txt': { money: 'risk' } }),
          commit('2025-03-01T00:00:00Z', ['new.txt'], { 'new.txt': null }),
          commit('2024-03-01T00:00:00Z', ['main.go']),
        ],
        files: { 'owner.txt': 'of money', 'new.txt': 'new', 'main.go': 'package main' },
      },
    ],
  });
  type File = { object: { text: string } } | null;
  const { data } = await query<{
    repository: { object: { history: { nodes: { committedDate: string; file: File }[] } } };
  }>(QUERY, { path, until });
  return data.repository.object.history.nodes.map(
    ({ committedDate, file }) => `${committedDate.slice(0, 4)} ${file?.object.text}`,
  );
}

it('tells each text that a file had, and since which commit', async () => {
  expect(await past('owner.txt')).toEqual(['2026 of money', '2024 of risk']);
  expect(await past('owner.txt', '2025-12-31T00:00:00Z')).toEqual(['2024 of risk']);
  expect(await past('new.txt')).toEqual(['2025 new']);
  expect(await past('new.txt', '2025-02-01T00:00:00Z')).toEqual([]);
  expect(await past('main.go')).toEqual(['2024 package main']);
});

it('refuses a seed that changes what a file does not hold', () => {
  const files = { 'owner.txt': 'of money' };
  const commits = [commit('2026-03-01T00:00:00Z', [], { 'owner.txt': { sales: 'risk' } })];
  expect(() => startGitHub({ repositories: [{ name: 'svc', commits, files }] })).toThrow(
    'owner.txt does not hold "sales"',
  );
});
