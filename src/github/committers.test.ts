import { expect, it } from 'vitest';
import { committersOf } from './committers.ts';

const commit = (at: string, name: string | null, login: string | null = null) => ({
  committedDate: new Date(at),
  author: { name, user: login ? { login } : null },
});

it('counts people by account, and by name where git knows no account', () => {
  const history = [
    commit('2026-06-03T10:00:00Z', 'Ana Lima', 'ana'),
    commit('2026-06-02T10:00:00Z', 'Bela Nagy'),
    commit('2026-06-05T10:00:00Z', 'Ana', 'ana'),
    null,
    commit('2026-06-01T10:00:00Z', 'Bela Nagy'),
    commit('2026-05-01T10:00:00Z', 'Bela Nagy', 'bela'),
  ];
  expect(committersOf(history)).toEqual([
    { login: 'ana', name: 'Ana Lima', commits: 2, lastAt: '2026-06-05T10:00:00.000Z' },
    { login: null, name: 'Bela Nagy', commits: 2, lastAt: '2026-06-02T10:00:00.000Z' },
    { login: 'bela', name: 'Bela Nagy', commits: 1, lastAt: '2026-05-01T10:00:00.000Z' },
  ]);
});

it.each([
  ['dependabot[bot]', null],
  ['renovate[bot]', null],
  ['Renovate Bot', null],
  ['github-actions', null],
  ['semantic-release-bot', 'semantic-release-bot'],
  ['GitHub', 'web-flow'],
  ['Acme Deploys', 'acme-ci'],
])('leaves out %s', (name, login) => {
  expect(committersOf([commit('2026-06-03T10:00:00Z', name, login)])).toEqual([]);
});

it.each([
  ['Abbott', 'abbott'],
  ['Robot Jones', 'rjones'],
  ['Luci', 'luci'],
  ['Git Hubert', 'ghubert'],
])('does not take %s for a machine', (name, login) => {
  expect(committersOf([commit('2026-06-03T10:00:00Z', name, login)])).toHaveLength(1);
});
