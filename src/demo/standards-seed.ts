import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { App } from '../app.ts';
import { splitTurn } from '../questions/repeats/turn.ts';
import type { ExemptionState } from '../scorecards/desk/exemption.ts';
import { addSchedule } from '../scorecards/digest/schedule/store.ts';
import { importDecisions } from '../scorecards/import.ts';
import { cronOf, nextTurn, type Turn } from '../turn.ts';

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
/** The last moment of a day, as a form would have kept it. */
const lastMoment = z.iso.date().transform((day) => new Date(`${day}T21:59:59.999Z`));

const PostedFacts = z.object({
  name: z.string(),
  source: z.string(),
  values: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])),
});
const Exemption = z.object({
  id: z.string(),
  ref: z.string(),
  scorecard: z.string(),
  check: z.string(),
  reason: z.string(),
  by: z.string(),
  at: moment,
  until: lastMoment,
  approvers: z.array(z.string()),
  decidedBy: z.string().nullable().default(null),
  decidedAt: moment.nullable().default(null),
  decision: z.string().nullable().default(null),
});
const Announced = z.object({
  at: moment,
  initiatives: z.array(z.string()),
  teams: z.array(
    z.object({ ref: z.string(), place: z.string(), problem: z.string().nullable().default(null) }),
  ),
});
const Past = z.object({
  since: moment,
  facts: z
    .array(
      z.object({
        ref: z.string(),
        fact: z.string(),
        value: z.union([z.boolean(), z.number(), z.string()]),
        until: moment,
      }),
    )
    .default([]),
  added: z.array(z.object({ ref: z.string(), at: moment })).default([]),
  rules: z
    .array(
      z.object({
        scorecard: z.string(),
        until: moment,
        without: z.array(z.string()).default([]),
        weights: z.record(z.string(), z.number()).default({}),
      }),
    )
    .default([]),
  announced: Announced.optional(),
});
/** A digest that somebody had scheduled and let go. */
const Scheduled = z.object({
  id: z.string(),
  audience: z.string(),
  channel: z.string(),
  every: z.string().transform((said, context): Turn => {
    const read = splitTurn(said);
    if (read) return read.turn;
    context.addIssue({ code: 'custom', message: 'is not a time like "every monday at 9:00"' });
    return z.NEVER;
  }),
  zone: z.string(),
  by: z.string(),
  at: moment,
});
const Standards = z.object({
  past: Past.optional(),
  digests: z.array(Scheduled).default([]),
  facts: z.array(PostedFacts).default([]),
  exemptions: z.array(Exemption).default([]),
});
export type SeededStandards = z.infer<typeof Standards>;

/** What an organisation posted and decided about its standards before the demo begins; nothing where it says nothing. */
export function readStandards(file: string): SeededStandards {
  return Standards.parse(existsSync(file) ? parse(readFileSync(file, 'utf8')) : {});
}

/** The rows that tools and people would have left, once, however often a kept database is opened. */
export async function seedStandards(
  { db }: App['core'],
  { facts, exemptions: granted }: SeededStandards,
  now: Date,
): Promise<void> {
  const posted = facts.flatMap(({ name, source, values }) =>
    Object.entries(values).map(([ref, value]) => ({
      ...{ ref, name, value, source, url: null, postedBy: source },
      ...{ observedAt: now, postedAt: now, expiresAt: null },
    })),
  );
  const rows = granted.map(({ by, at, ...row }) => ({
    ...row,
    askedBy: by,
    askedAt: at,
    state: (row.decidedAt ? 'approved' : 'pending') satisfies ExemptionState as ExemptionState,
    remindedAt: null,
  }));
  await importDecisions(db, { facts: posted, granted: rows });
}

/** The digests that go out from now on without anybody having to let them go. @param idOf the id of a channel by its name. */
export async function seedDigests(
  { db }: App['core'],
  { digests }: SeededStandards,
  { now, idOf }: { now: Date; idOf: (channel: string) => string },
): Promise<void> {
  for (const { id, audience, channel, every, zone, by, at } of digests)
    await addSchedule(db, {
      ...{ id, audience, place: idOf(channel), cron: cronOf(every), zone },
      ...{ by, createdAt: at, approvedAt: at, approvedBy: by },
      nextAt: nextTurn(every, zone, now),
      ...{ lastAt: null, lastError: null, endedAt: null, endedBy: null },
    });
}
