import { z } from '@hono/zod-openapi';
import { OUTCOMES } from '../../scorecards/evaluate.ts';
import { DECISIONS, NUDGE_KINDS, REASONS } from '../../scorecards/nudges/nudge.ts';
import { CAUSES } from '../../scorecards/results/stored.ts';

export const Ref = z.string().min(1).max(500).openapi({ example: 'component:default/ledger' });
const Outcome = z.enum(OUTCOMES);
const Share = z.number().nullable().openapi({
  description: 'What passes of what counts, of 1; null where nothing counts.',
});

export const LevelShape = z.object({ name: z.string(), title: z.string() });

export const ScorecardShape = z
  .object({
    name: z.string().openapi({ example: 'production-readiness' }),
    title: z.string(),
    description: z.string().nullable(),
    owner: z.string().nullable(),
    levels: z.array(LevelShape).openapi({ description: 'Lowest first.' }),
    checks: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        why: z.string(),
        howToFix: z.string(),
        level: z.string().nullable(),
        weight: z.number(),
        rule: z.string(),
        effectiveFrom: z.string().nullable(),
        hasFix: z.boolean().openapi({ description: 'Whether a pull request can mend it.' }),
      }),
    ),
    entities: z.number().openapi({ description: 'How many it measures.' }),
    average: Share,
    levelCounts: z.record(z.string(), z.number()).openapi({
      description: 'How many have each level by its name; empty for those below the first.',
    }),
  })
  .openapi('Scorecard');

export const ResultShape = z
  .object({
    ref: z.string(),
    scorecard: z.string(),
    owner: z.string().nullable(),
    level: z.string().nullable(),
    possibleLevel: z.string().nullable().openapi({
      description: 'The level it may have, should all that is unknown turn out well.',
    }),
    share: Share,
    earned: z.number(),
    possible: z.number(),
    unknown: z.number(),
    outcomes: z.record(z.string(), Outcome),
    reasons: z.record(z.string(), z.string()),
    uncounted: z.array(z.string()).openapi({ description: 'Announced checks.' }),
    version: z.string(),
    since: z.string(),
    evaluatedAt: z.string(),
  })
  .openapi('ScoreResult');

const ScoreShape = z
  .object({
    level: z.string().nullable(),
    earned: z.number(),
    possible: z.number(),
    unknown: z.number(),
  })
  .nullable();

export const ChangeShape = z
  .object({
    id: z.number(),
    ref: z.string(),
    scorecard: z.string(),
    at: z.string(),
    cause: z.enum(CAUSES),
    version: z.string(),
    ownerBefore: z.string().nullable(),
    owner: z.string().nullable(),
    before: ScoreShape,
    after: ScoreShape,
    checks: z.array(
      z.object({
        check: z.string(),
        title: z.string(),
        from: Outcome.nullable(),
        to: Outcome.nullable(),
        reason: z.string().nullable(),
        evidence: z.array(
          z.object({
            fact: z.string(),
            title: z.string(),
            state: z.enum(['known', 'stale', 'unknown']),
            value: z.union([z.boolean(), z.number(), z.string(), z.array(z.string()), z.null()]),
            source: z.string(),
            url: z.string().nullable(),
            observedAt: z.string().nullable(),
            reason: z.string().nullable(),
          }),
        ),
      }),
    ),
  })
  .openapi('ScoreChange');

export const LogShape = z
  .object({
    ref: z.string(),
    scorecard: z.string(),
    check: z.string(),
    recipient: z.string().nullable(),
    kind: z.enum(NUDGE_KINDS),
    rung: z.string(),
    decision: z.enum(DECISIONS),
    reason: z.enum(REASONS).nullable(),
    detail: z.string(),
    firstAt: z.string(),
    lastAt: z.string(),
    times: z.number(),
    until: z.string().nullable().openapi({ description: 'When it is tried again.' }),
  })
  .openapi('NudgeLine');
