import { describe, expect, it } from 'vitest';
import { type Deployment, lastGood, runningIn, versionOf } from './deployments.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 5, 15, hour));
let count = 0;
const deployed = (given: Partial<Deployment>): Deployment => ({
  id: String(++count),
  repository: 'R1',
  ref: null,
  environment: 'prod',
  state: 'active',
  oid: null,
  gitRef: null,
  version: null,
  by: null,
  url: null,
  source: 'GitHub',
  createdAt: at(8),
  changedAt: at(8),
  readAt: at(8),
  ...given,
});
const tag = (name: string, oid: string, repository = 'R1') => ({
  repository,
  name,
  oid,
  releasedAt: null,
  releasedBy: null,
  url: null,
});

describe('what people call a deployed state', () => {
  const tags = [
    tag('latest', 'a1'),
    tag('v1.2.0', 'a1'),
    tag('stable', 'b2'),
    tag('v9.9.9', 'c3', 'R2'),
  ];
  it.each([
    ['the version that was reported', { version: '7.1', oid: 'a1' }, '7.1'],
    ['the tag of its commit that is a version', { oid: 'a1' }, 'v1.2.0'],
    ['the tag that was asked for', { oid: 'a1', gitRef: 'latest' }, 'latest'],
    ['a tag that is no version, where there is no other', { oid: 'b2' }, 'stable'],
    ['its commit, in short, and no tag of another repository', { oid: 'c3aaaaaaaaa' }, 'c3aaaaa'],
    ['the tag it was made from', { oid: 'd4', gitRef: 'v2.0.0' }, 'v2.0.0'],
    ['its commit rather than a branch', { oid: 'e5eeeeeeeee', gitRef: 'main' }, 'e5eeeee'],
    ['nothing, where nothing is known', {}, 'an unknown version'],
  ])('is %s', (_, given, expected) => {
    expect(versionOf(deployed(given), tags)).toBe(expected);
  });
});

describe('what runs in an environment', () => {
  const shown = (all: readonly Deployment[]) =>
    runningIn(all).map(({ environment, running, newer, before }) => ({
      environment,
      running: running?.version ?? null,
      newer: newer?.version ?? null,
      before: before.map(({ version }) => version),
    }));

  it.each([
    [
      'a newer failure does not hide it',
      [
        { version: '1', createdAt: at(1), state: 'replaced' },
        { version: '2', createdAt: at(2) },
        { version: '3', createdAt: at(3), state: 'failed' },
      ],
      { running: '2', newer: '3', before: ['1'] },
    ],
    [
      'one under way does not hide it',
      [
        { version: '2', createdAt: at(2) },
        { version: '3', createdAt: at(3), state: 'pending' },
      ],
      { running: '2', newer: '3', before: [] },
    ],
    [
      'an older failure is no news',
      [
        { version: '1', createdAt: at(1), state: 'failed' },
        { version: '2', createdAt: at(2) },
      ],
      { running: '2', newer: null, before: [] },
    ],
    [
      'of two that say they run, the newer does',
      [
        { version: '1', createdAt: at(1) },
        { version: '2', createdAt: at(2) },
      ],
      { running: '2', newer: null, before: ['1'] },
    ],
    [
      'a first try that failed runs nowhere',
      [{ version: '1', createdAt: at(1), state: 'failed' }],
      { running: null, newer: '1', before: [] },
    ],
    [
      'what was removed does not run, and is no try',
      [
        { version: '1', createdAt: at(1), state: 'replaced' },
        { version: '2', createdAt: at(2), state: 'removed' },
      ],
      { running: null, newer: null, before: ['1'] },
    ],
  ] as const)('%s', (_, given, expected) => {
    const all = given.map((one) => deployed(one));
    expect(shown(all)).toEqual([{ environment: 'prod', ...expected }]);
  });

  it('is told for each environment, and for none that comes and goes with a branch', () => {
    const all = ['prod-eu', 'prod-us', 'pr-12'].map((environment) => deployed({ environment }));
    expect(runningIn(all).map(({ environment }) => environment)).toEqual(['prod-eu', 'prod-us']);
  });
});

describe('what one would go back to', () => {
  const history = (versions: readonly string[]) => {
    const all = versions.map((version, hour) =>
      deployed({
        version,
        createdAt: at(hour),
        state: hour === versions.length - 1 ? 'active' : 'replaced',
      }),
    );
    const [prod] = runningIn(all);
    return prod ? (lastGood(prod, [])?.version ?? null) : null;
  };
  it.each([
    ['the version before', ['1', '2', '3'], '2'],
    ['the last other one, where the same was deployed again', ['1', '2', '3', '3'], '2'],
    ['nothing, where nothing else ever ran', ['3', '3'], null],
  ])('is %s', (_, versions, expected) => {
    expect(history(versions)).toBe(expected);
  });
});
