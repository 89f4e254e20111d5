import { beforeAll, describe, expect, it } from 'vitest';
import type { OwnerDirectory } from '../../src/catalog/owner-directory.ts';
import { renderValue } from '../../src/scaffolder/expressions/render.ts';
import type { Json, JsonObject } from '../../src/scaffolder/json.ts';
import { loadScorecards } from '../../src/scorecards/library.ts';
import { createProjection } from '../../src/scorecards/project.ts';
import type { Made, ProjectedScorecard } from '../../src/scorecards/projected.ts';
import type { Scorecard } from '../../src/scorecards/scorecard.ts';
import { GOLDEN_PATHS, make, SENSIBLE, specOf } from './make.ts';

let scorecards: readonly Scorecard[];

beforeAll(async () => {
  const loaded = await loadScorecards(null);
  expect(loaded.problems).toEqual([]);
  scorecards = loaded.scorecards;
});

/** A catalog that has the owner, whose team is called on GitHub as it is here. */
const CATALOG: OwnerDirectory = {
  refOfHandle: (handle) => `group:default/${handle.split('/')[1]}`,
  isKnown: (ref) => ref === SENSIBLE['owner'],
  isWithin: (ref, group) => ref === group,
};

/** What a run of the template makes, with its steps as they would be asked. */
function madeOf(template: string, more: JsonObject = {}): Made {
  const texts = make(template, more);
  const context = { parameters: { ...SENSIBLE, ...more }, steps: { owner: { output: {} } } };
  const { steps } = specOf(template);
  return {
    files: new Map([...texts].map(([path, text]) => [path, { bytes: Buffer.from(text) }])),
    steps: steps.map(({ id, action }) => ({ id, action, state: 'done' })),
    inputs: Object.fromEntries(
      steps.map(({ id, input }) => [id, renderValue(input as Json, { context }).value ?? {}]),
    ),
  };
}

function project(made: Made, now: string): Promise<ProjectedScorecard[]> {
  const projection = createProjection({
    scorecards: async () => scorecards,
    directory: async () => CATALOG,
    now: () => new Date(now),
  });
  return projection(made);
}

/** A template that ships must not age out of its own scorecard between two releases. */
const DAYS = ['2026-06-15T12:00:00Z', '2027-01-31T12:00:00Z'];

describe.each(GOLDEN_PATHS)('a repository from %s', (template) => {
  it.each(DAYS)('reaches the top level of every shipped scorecard on %s', async (day) => {
    for (const more of [{}, { system: undefined as never, lifecycle: 'experimental' }]) {
      const projected = await project(madeOf(template, more), day);
      const missing = projected.flatMap(({ name, next }) =>
        (next?.missing ?? []).map(({ id, outcome, reason }) => ({ name, id, outcome, reason })),
      );
      expect(missing).toEqual([]);
      expect(projected.every(({ isTop, level }) => isTop && level === 'Gold')).toBe(true);
    }
  });

  it('is scored by what it is: what nobody runs has no production readiness', async () => {
    const names = (await project(madeOf(template), DAYS[0] ?? '')).map(({ name }) => name);
    const isRun = !['docs-site', 'terraform-module'].includes(template);
    expect(names).toEqual([
      'catalog-completeness',
      'docs-and-ownership',
      ...(isRun ? ['production-readiness'] : []),
      'security-baseline',
    ]);
  });
});

it('says what is missing when the steps protect nothing and a file is gone', async () => {
  const made = madeOf('node-service');
  const files = new Map(made.files);
  files.delete('SECURITY.md');
  const publish = made.inputs['publish'] as JsonObject;
  const inputs = { ...made.inputs, publish: { ...publish, protectDefaultBranch: false } };
  const projected = await project({ ...made, files, inputs }, DAYS[0] ?? '');
  const security = projected.find(({ name }) => name === 'security-baseline');
  expect(security).toMatchObject({
    level: null,
    isTop: false,
    next: { level: 'Bronze', missing: [{ id: 'protected-branch', outcome: 'fail' }] },
  });
  expect(security?.checks.find(({ id }) => id === 'security-policy')).toMatchObject({
    outcome: 'fail',
    howToFix: expect.stringContaining('SECURITY.md'),
  });
});

it('guesses nothing of a repository that a pull request only adds to', async () => {
  const made = madeOf('node-service');
  const steps = [{ id: 'publish', action: 'publish:github:pull-request', state: 'done' }];
  expect(await project({ ...made, steps }, DAYS[0] ?? '')).toEqual([]);
});
