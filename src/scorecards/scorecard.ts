import { createHash } from 'node:crypto';
import { z } from 'zod';
import { FACT_TYPES } from './fact.ts';
import type { Filter } from './filter.ts';
import type { Rule } from './rule.ts';

/** A scorecard that was read and can be used. */
export type Scorecard = {
  /** `production-readiness`. */
  name: string;
  title: string;
  description: string | null;
  /** Ref of who keeps it. */
  owner: string | null;
  /** Lowest first; empty where only weights count. */
  levels: readonly Level[];
  filter: Filter;
  checks: readonly Check[];
  /** All it says, so that the same reader reads the same scorecard of it again: kept, to tell later what moved a score. */
  text: string;
  /** Another text is another version: `scorecardVersion`. */
  version: string;
};

export type Level = { name: string; title: string };

export type Check = {
  /** Unique within its scorecard. */
  id: string;
  title: string;
  why: string;
  howToFix: string;
  /** Whom to ask about the check: a ref. */
  owner: string | null;
  /** The level it is needed for; null where it only adds to the score. */
  level: string | null;
  weight: number;
  rule: Rule;
  filter: Filter;
  /** The facts that both name: what its result rests on. */
  facts: readonly string[];
  /** Until then it is shown and does not count. */
  effectiveFrom: Date | null;
  fix: Fix | null;
};

export const Text = z.string().trim().min(1);

/** A pull request that would make a check pass. */
export const Fix = z.discriminatedUnion('action', [
  /** Fields of the descriptor, by path: `{spec.lifecycle: production}`. */
  z.strictObject({
    action: z.literal('edit-descriptor'),
    set: z.record(Text, z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  }),
  z.strictObject({ action: z.literal('add-file'), path: Text, content: z.string() }),
  /** A line for the owner. */
  z.strictObject({ action: z.literal('codeowners') }),
]);
export type Fix = z.infer<typeof Fix>;

export const Day = z
  .string()
  .refine(
    (text) => /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) && isDate(text),
    {
      message: 'write a day like 2026-09-01',
    },
  );

function isDate(text: string): boolean {
  const time = Date.parse(text);
  // 30 February would become a day of March.
  return (
    !Number.isNaN(time) &&
    new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(text.slice(0, 10))
  );
}

export const Name = z
  .string()
  .refine((text) => /^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/i.test(text) && text.length <= 63, {
    message: 'write a name of letters, digits and "-", like production-readiness',
  });

export const WrittenLevel = z.union([Name, z.strictObject({ name: Name, title: Text.optional() })]);
export const FilterText = z.union([
  Text,
  z.record(z.string(), z.unknown()),
  z.array(z.record(z.string(), z.unknown())),
]);

export const WrittenCheck = z.strictObject({
  id: Name,
  title: Text,
  why: Text,
  howToFix: Text,
  owner: Text.optional(),
  level: z.string().optional(),
  weight: z.number().min(0).max(1000).optional(),
  rule: Text,
  filter: FilterText.optional(),
  effectiveFrom: Day.optional(),
  fix: Fix.optional(),
});

/** A fact that other tools post, declared so that rules over it are checked like those over our own. */
export const WrittenFact = z.strictObject({
  name: z.string().refine((name) => /^[a-z][A-Za-z0-9_]{0,62}$/.test(name), {
    message: 'write a name of letters and digits, like lastRestoreTestAt',
  }),
  type: z.enum(FACT_TYPES),
  title: Text,
  source: Text.optional(),
  usableForDays: z.number().int().min(1).max(3650).optional(),
});

/** One document of a scorecard file, as people write it. */
export const WrittenScorecard = z.strictObject({
  kind: z.literal('Scorecard').optional(),
  name: Name,
  title: Text,
  description: Text.optional(),
  owner: Text.optional(),
  levels: z.array(WrittenLevel).max(20).optional(),
  filter: FilterText.optional(),
  /** For checks that say nothing else. */
  effectiveFrom: Day.optional(),
  facts: z.array(WrittenFact).max(200).optional(),
  checks: z.array(WrittenCheck).min(1).max(200),
});
export type WrittenScorecard = z.infer<typeof WrittenScorecard>;

/** A short hash of what a scorecard says. */
export function scorecardVersion(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
