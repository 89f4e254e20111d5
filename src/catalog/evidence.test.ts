import { describe, expect, it } from 'vitest';
import { type Evidence, weigh } from './evidence.ts';
import type { OwnerDirectory } from './owner-directory.ts';

const TEAMS: Record<string, string> = { ana: 'pay', bela: 'risk', 'pay-core': 'pay' };
const directory: OwnerDirectory = {
  refOfHandle: (handle) => handle,
  isKnown: (ref) => ref !== 'gone',
  isWithin: (ref, group) => ref === group || TEAMS[ref] === group,
};
const who = (ref: string | null) => ({ handle: ref ?? 'stranger', ref });
const commits = (ref: string | null, count: number) => ({
  ...{ login: ref, name: ref ?? 'Stranger', commits: count, lastAt: '2026-06-01T00:00:00Z' },
  ref,
});
const nothing: Evidence = { owner: 'pay', codeowners: [], adminTeams: [], committers: [] };
const verdicts = (evidence: Partial<Evidence>) =>
  weigh({ ...nothing, ...evidence }, directory).map(
    ({ source, verdict }) => `${source} ${verdict}`,
  );

describe('sources beside the descriptor', () => {
  it('are told strongest first, and only those that say something', () => {
    const told = verdicts({
      committers: [commits('ana', 4)],
      adminTeams: [who('pay')],
      codeowners: [who('pay-core')],
    });
    expect(told).toEqual(['codeowners agree', 'admins agree', 'committers agree']);
    expect(verdicts({})).toEqual([]);
  });

  it.each([
    ['codeowners', [who('risk')], 'differ'],
    ['codeowners', [who('pay'), who('risk')], 'shared'],
    ['codeowners', [who(null)], 'unknown'],
    ['adminTeams', [who('pay'), who('risk')], 'agree'],
    ['adminTeams', [who('risk')], 'differ'],
    ['committers', [commits('ana', 5), commits('bela', 5)], 'agree'],
    ['committers', [commits('ana', 1), commits('bela', 9)], 'shared'],
    ['committers', [commits('bela', 3)], 'differ'],
    ['committers', [commits('bela', 2), commits(null, 9)], 'unknown'],
  ] as const)('%s %j: %s', (source, named, verdict) => {
    expect(verdicts({ [source]: named })).toEqual([
      `${source === 'adminTeams' ? 'admins' : source} ${verdict}`,
    ]);
  });

  it.each([null, 'gone'])('cannot be compared with an owner that is not there (%s)', (owner) => {
    expect(verdicts({ owner, codeowners: [who('pay')], committers: [commits('ana', 9)] })).toEqual([
      'codeowners unknown',
      'committers unknown',
    ]);
  });
});
