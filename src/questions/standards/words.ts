import { dayAt } from '../../calendar.ts';
import { dayName } from '../../day-words.ts';
import type { CheckResult, EvidenceItem, Result } from '../../scorecards/evaluate.ts';
import type { FactValue } from '../../scorecards/fact.ts';
import { shareOf } from '../../scorecards/results/read.ts';
import type { Score, StoredEvidence } from '../../scorecards/results/stored.ts';
import type { Scorecard } from '../../scorecards/scorecard.ts';
import type { Fact } from '../answer.ts';
import { levelTitle } from './rulebook.ts';

/** `86 %`; empty where nothing counts. */
export function percent(share: number | null): string {
  return share === null ? '' : `${Math.round(share * 100)} %`;
}

/** `Silver, 86 %`, `below Bronze, 38 %`, `86 %` without levels. */
export function standing(
  scorecard: Scorecard | null,
  score: Pick<Score, 'level' | 'earned' | 'possible'>,
): string {
  const first = scorecard?.levels[0]?.title;
  const level = levelTitle(scorecard, score.level) ?? (first ? `below ${first}` : null);
  return (
    [level, percent(shareOf(score))].filter(Boolean).join(', ') ||
    'not known: nothing that counts could be read'
  );
}

export function dayOf(at: Date, zone: string): string {
  return dayName(dayAt(at, zone));
}

const HALF_A_DAY = 12 * 3_600_000;

/** The day at whose end something ends. Ends are midnights of the organisation: half a day before it is that day for nearly everybody. */
export function lastDayOf(end: Date, zone: string): string {
  return dayOf(new Date(end.getTime() - HALF_A_DAY), zone);
}

const SIGNS = {
  pass: 'passes',
  fail: 'fails',
  unknown: 'is not known',
  exempt: 'is exempt',
  'not-applicable': 'does not apply',
} as const;

/** `fails`, `is not known: GitHub refuses it`, `is exempt: … (EX-31, until …)`. */
export function outcomeWords({ outcome, reason }: Pick<CheckResult, 'outcome' | 'reason'>): string {
  if (!reason || outcome === 'pass' || outcome === 'fail') return SIGNS[outcome];
  // The reason names the fact and says the same of it.
  return `${SIGNS[outcome]}: ${reason.replace(/^"([^"]+)" is not known: /, '$1: ')}`;
}

/** What a result rests on, in words: `Last edit of the runbook: 12 December 2025, in docs/runbook.md`. */
export function evidenceWords(
  items: readonly (EvidenceItem | StoredEvidence)[],
  zone: string,
): string {
  return items
    .map(({ title, state, value, source, reason }) => {
      if (state === 'unknown' || value === null) return `${title}: not known, ${reason ?? source}`;
      const age = state === 'stale' && reason ? `, not read again: ${reason}` : '';
      return `${title}: ${valueWords(value, zone)} (${source}${age})`;
    })
    .join('; ');
}

function valueWords(value: FactValue | NonNullable<StoredEvidence['value']>, zone: string): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value instanceof Date) return dayOf(value, zone);
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'none';
  const text = String(value);
  return /^\d{4}-\d\d-\d\dT/.test(text) ? dayOf(new Date(text), zone) : text;
}

/** Evidence as facts of an answer, with where it was seen and when. */
export function factsOfEvidence(items: readonly (EvidenceItem | StoredEvidence)[]): Fact[] {
  return items.flatMap(({ fact, state, value, source, url, observedAt }) =>
    state === 'unknown' || value === null
      ? []
      : [
          {
            name: fact,
            value: value instanceof Date ? value.toISOString() : String(value),
            source,
            ...(url && { url }),
            ...(observedAt && {
              observedAt: observedAt instanceof Date ? observedAt.toISOString() : observedAt,
            }),
          },
        ],
  );
}

/** Where something stands on a scorecard, as it was judged now. */
export function scoreFact({ scorecard, level, score }: Result, now: Date): Fact {
  return {
    name: `score on ${scorecard.name}`,
    value: standing(scorecard, { level: level?.name ?? null, ...score }),
    source: 'scorecards',
    observedAt: now.toISOString(),
  };
}
