import type { Db } from '#dialect';
import { entitiesByRefs } from '../../catalog/store.ts';
import { scoreChanges, scoreResults } from '../../db/scorecard-tables.ts';
import { evaluate, type Result } from '../../scorecards/evaluate.ts';
import { type FactValue, known } from '../../scorecards/fact.ts';
import { FACTS } from '../../scorecards/facts/table.ts';
import { EVERYTHING } from '../../scorecards/filter.ts';
import type { Initiative } from '../../scorecards/initiatives/initiative.ts';
import { scorecardReader } from '../../scorecards/read-scorecard.ts';
import { THOUSAND } from '../../scorecards/results/read.ts';
import type { Score } from '../../scorecards/results/stored.ts';
import type { Scorecard } from '../../scorecards/scorecard.ts';
import { createTrial } from '../../scorecards/simulate/simulate.ts';
import { NO_STANDARDS, type Standards } from '../../scorecards/standards.ts';

const WHY = 'why: It matters.\n    howToFix: Write docs/runbook.md.';
const YAML = `
name: production-readiness
title: Production Readiness
levels: [bronze, silver, gold]
checks:
  - id: readme
    title: Has a README
    ${WHY}
    level: bronze
    rule: facts.hasReadme
  - id: runbook
    title: Runbook registered
    ${WHY}
    level: silver
    rule: facts.hasRunbook
    fix: { action: add-file, path: docs/runbook.md, content: '# Runbook' }
  - id: codeowners
    title: CODEOWNERS present
    ${WHY}
    level: gold
    rule: facts.hasCodeowners
`;

const SEEN = {
  source: 'docs/runbook.md',
  url: 'https://github.com/acme/ledger/tree/main/docs',
  observedAt: new Date('2026-06-15T06:00:00Z'),
};

function scorecard(yaml: string): Scorecard {
  const [read] = scorecardReader()(yaml);
  if (!read?.scorecard) throw new Error(`The test's scorecard is wrong: ${JSON.stringify(read)}`);
  return read.scorecard;
}

const NODE_22: Initiative = {
  name: 'node-22',
  title: 'Node 22 migration',
  why: null,
  owner: null,
  checks: [{ scorecard: 'production-readiness', check: 'codeowners' }],
  filter: EVERYTHING,
  since: null,
  due: new Date('2026-06-30T22:00:00Z'),
  after: 'keep',
};
const RUNBOOKS: Initiative = {
  ...NODE_22,
  name: 'runbooks',
  title: 'Runbooks for tier 1',
  checks: [{ scorecard: 'production-readiness', check: 'runbook' }],
};

/** One scorecard over a catalog of the test: what each entity has is said here, the rest is judged by the real rules. */
export function testStandards(
  db: Db,
  {
    facts,
    now,
    yaml = YAML,
  }: { facts: Readonly<Record<string, Record<string, FactValue>>>; now: Date; yaml?: string },
): Standards {
  const card = scorecard(yaml);
  return {
    ...NO_STANDARDS,
    scorecards: async () => [card],
    initiatives: async () => [NODE_22, RUNBOOKS],
    async simulate(proposed) {
      const trial = createTrial({ proposed, current: card, now, table: FACTS });
      const stored = await entitiesByRefs(db, Object.keys(facts));
      for (const [ref, entity] of stored) {
        const own = Object.entries(facts[ref] ?? {});
        const seen = Object.fromEntries(own.map(([name, value]) => [name, known(value, SEEN)]));
        const subject = { ...entity, facts: seen };
        trial.try({ ref, owner: 'group:default/tide', subject, exemptions: new Map() });
      }
      return trial.end();
    },
    async judge(ref): Promise<Result[]> {
      const own = facts[ref];
      const stored = (await entitiesByRefs(db, [ref])).get(ref);
      if (!own || !stored) return [];
      const known_ = Object.fromEntries(
        Object.entries(own).map(([name, value]) => [name, known(value, SEEN)]),
      );
      const result = evaluate(card, { ...stored, facts: known_ }, { now });
      return result ? [result] : [];
    },
  };
}

/** Stores what `standards` say of entities, as a run would have, and a fall of the first of them. */
export async function seedResults(
  db: Db,
  standards: Standards,
  { refs, owner, now }: { refs: readonly string[]; owner: string; now: Date },
): Promise<void> {
  for (const ref of refs)
    for (const result of await standards.judge(ref)) {
      const { scorecard: card, checks, level, possibleLevel, score } = result;
      await db.insert(scoreResults).values({
        ref,
        scorecard: card.name,
        owner,
        version: 'test',
        outcomes: Object.fromEntries(checks.map(({ check, outcome }) => [check.id, outcome])),
        reasons: {},
        uncounted: [],
        level: level?.name ?? null,
        possibleLevel: possibleLevel?.name ?? null,
        earned: score.earned * THOUSAND,
        possible: score.possible * THOUSAND,
        unknown: score.unknown * THOUSAND,
        since: now,
        evaluatedAt: now,
      });
    }
  const [ref] = refs;
  if (ref === undefined) return;
  const score = (name: string, earned: number): Score => ({
    level: name,
    earned,
    possible: 3,
    unknown: 0,
  });
  await db.insert(scoreChanges).values({
    ref,
    scorecard: 'production-readiness',
    at: new Date('2026-06-11T06:00:00Z'),
    cause: 'service',
    version: 'test',
    ownerBefore: owner,
    owner,
    before: score('silver', 2),
    after: score('bronze', 1),
    checks: [
      {
        check: 'runbook',
        title: 'Runbook registered',
        from: 'pass',
        to: 'fail',
        reason: null,
        evidence: [
          {
            fact: 'hasRunbook',
            title: 'Has a runbook',
            state: 'known',
            value: false,
            source: 'docs/runbook.md',
            url: null,
            observedAt: '2026-06-11T06:00:00Z',
            reason: null,
          },
        ],
      },
    ],
  });
}
