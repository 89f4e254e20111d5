import { daysBetween } from './day.ts';
import type { NudgeKind, NudgeLine } from './nudge.ts';
import type { Quiet, Target } from './world.ts';

/** What there is to say of a finding, before anybody asks whether this is the hour for it. */
export type Said = { kind: NudgeKind; rung: string; due: string | null };

/** Days before a due day on which one is reminded; after it, weekly. */
const RUNGS = [30, 14, 7, 1, 0] as const;
const WEEK = 7;
/** A rule is announced, and the end of an exemption told of, so many days before. */
const ANNOUNCED_DAYS = 30;
const REMINDED_DAYS = 7;
const DAY_MS = 24 * 3_600_000;

/**
 * What there is to say, most telling first: a rung of the nearest due day, a transition, an announcement, the end of an exemption. Each once.
 * @param today As the recipient's calendar shows it.
 * @param ahead Days after today that count as today, because nobody works then or nothing more is sent in them.
 * @param told What earlier messages said of this finding.
 */
export function owedFor(
  target: Target,
  { today, ahead, told }: { today: string; ahead: number; told: readonly NudgeLine[] },
): readonly Said[] {
  const { finding, outcome, countsFrom, due, exemption } = target;
  if (outcome === 'exempt') return exemption ? endingOf(exemption, { today, ahead, told }) : [];
  if (countsFrom !== null) return announcementOf(countsFrom, { today, ahead, told });
  const said: Said[] = [];
  if (due) {
    const rung = rungAt(daysBetween(today, due.day), ahead);
    const before = told.filter((line) => line.kind === 'due' && line.due === due.day);
    if (rung !== null && before.every((line) => order(line.rung) < order(rung)))
      said.push({ kind: 'due', rung, due: due.day });
  }
  const isUntold = finding.rung === null || finding.rung === 'announced';
  if (isUntold && told.every(({ kind }) => kind === 'announcement'))
    said.push({ kind: 'failing', rung: 'transition', due: due?.day ?? null });
  return said;
}

type Telling = { today: string; ahead: number; told: readonly NudgeLine[] };

function announcementOf(countsFrom: string, { today, ahead, told }: Telling): Said[] {
  const isTold = told.some(({ kind, due }) => kind === 'announcement' && due === countsFrom);
  if (isTold || daysBetween(today, countsFrom) - ahead > ANNOUNCED_DAYS) return [];
  return [{ kind: 'announcement', rung: 'announced', due: countsFrom }];
}

function endingOf(
  { until, decidedAt, remindedAt }: NonNullable<Target['exemption']>,
  { today, ahead, told }: Telling,
): Said[] {
  const due = until.toISOString().slice(0, 10);
  const isTold =
    remindedAt !== null || told.some((line) => line.kind === 'exemption' && line.due === due);
  // Who was granted a few days knows when they end.
  const isShort =
    decidedAt !== null && until.getTime() - decidedAt.getTime() <= REMINDED_DAYS * DAY_MS;
  if (isTold || isShort || daysBetween(today, due) - ahead > REMINDED_DAYS) return [];
  return [{ kind: 'exemption', rung: String(REMINDED_DAYS), due }];
}

/** The rung that is reached so many days before a due day; null while it is further away than the first. */
export function rungAt(daysLeft: number, ahead: number): string | null {
  if (daysLeft < 0) {
    const weeks = Math.floor(-daysLeft / WEEK);
    return weeks === 0 ? '0' : `late:${weeks}`;
  }
  // Never late before the day is over.
  const left = Math.max(0, daysLeft - ahead);
  const rung = RUNGS.findLast((days) => left <= days);
  return rung === undefined ? null : String(rung);
}

/** Rungs in the order in which they come. */
function order(rung: string): number {
  const late = /^late:(\d+)$/.exec(rung)?.[1];
  return late === undefined ? -Number(rung) : Number(late);
}

/** Why nothing is said of a check that fails and does not count yet. */
export function notEffective({ countsFrom, outcome }: Target): Quiet | null {
  if (countsFrom === null || outcome !== 'fail') return null;
  const until = new Date(`${countsFrom}T00:00:00Z`);
  return {
    decision: 'held',
    reason: 'not-effective',
    detail: `The rule counts from ${countsFrom} on; it is announced ${ANNOUNCED_DAYS} days before.`,
    until,
  };
}
