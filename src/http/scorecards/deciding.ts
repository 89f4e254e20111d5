import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { CatalogIndex } from '../../catalog/search.ts';
import type { By, DeskOutcome } from '../../scorecards/desk/desk.ts';
import { refuse } from '../errors.ts';
import { refOf } from '../operations.ts';

// What the routes share on which people and programs decide about findings.

const text = (length: number) => z.string().trim().min(1).max(length);

export const Ref = text(300).openapi({ example: 'component:default/ledger' });
export const Name = text(100);
export const Words = z.string().trim().max(1000);

export const CheckShape = z.object({
  ref: Ref,
  scorecard: Name.openapi({ example: 'production-readiness' }),
  check: Name.openapi({ example: 'runbook' }),
});

export const OnBehalf = z.object({
  by: text(300).optional().openapi({
    description:
      'Ref of the person who decides: their rights count then. Without it, the token itself does, and may.',
    example: 'user:default/ana',
  }),
});

/** A day is meant to its end. */
export const Until = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .openapi({ description: 'A moment, or a day (to its end, UTC).', example: '2026-09-30' });

export function endOf(until: string): Date {
  return new Date(until.length === 10 ? `${until}T23:59:59.999Z` : until);
}

export const Done = z
  .object({ id: z.string(), message: z.string().openapi({ description: 'For people.' }) })
  .openapi('Decided');

export const done = {
  description: 'What came of it',
  content: { 'application/json': { schema: Done } },
};

/** Who acts: the person that is named, with their rights, else the program that holds the token. */
export async function actorOf(
  c: Context,
  index: CatalogIndex,
  named: string | undefined,
): Promise<By> {
  const caller = c.var.caller ?? 'a caller of this machine';
  if (named === undefined) return { ref: caller, name: caller, isTrusted: true };
  const ref = refOf(named);
  const entry = (await index.current()).get(ref);
  if (entry?.kind !== 'user') refuse(400, `The catalog has no person ${ref}.`);
  return { ref: entry.ref, name: entry.title ?? entry.name };
}

/** The outcome for a program, or its refusal. */
export function decided(outcome: DeskOutcome): z.infer<typeof Done> {
  if (outcome.kind === 'done') return { id: outcome.id, message: outcome.text };
  const { reason, nextStep, isForbidden } = outcome;
  return refuse(isForbidden ? 403 : 409, `${reason} ${nextStep}`.trim());
}

/** An entity as it is stored. */
export const entityRef = refOf;

/** Moments as ISO 8601, everything else as it is. */
export function plain<Row extends object>(row: Row): Plain<Row> {
  const entries = Object.entries(row).map(([key, value]) => [
    key,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return Object.fromEntries(entries) as Plain<Row>;
}

type Plain<Row> = {
  [Key in keyof Row]: Row[Key] extends Date
    ? string
    : Row[Key] extends Date | null
      ? string | null
      : Row[Key] extends readonly (infer Item)[]
        ? Item[]
        : Row[Key];
};
