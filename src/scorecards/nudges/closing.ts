import type { Finding, Nudge, NudgeLine } from './nudge.ts';

/** Whether a line of a message has nothing open any more: it is fixed, excused or gone; of an exemption, its end is over or it is renewed. */
export function isLineDone(
  { kind, due }: NudgeLine,
  finding: Finding | undefined,
  now: Date,
): boolean {
  if (!finding) return true;
  if (kind !== 'exemption') return finding.state !== 'open';
  return finding.state !== 'exempt' || (due !== null && due < now.toISOString().slice(0, 10));
}

/** Messages of which every line is done. */
export function doneNudges(
  nudges: readonly Nudge[],
  findings: ReadonlyMap<string, Finding>,
  now: Date,
): Nudge[] {
  return nudges.filter(
    ({ state, lines }) =>
      (state === 'planned' || state === 'sent') &&
      lines.every((line) => isLineDone(line, findings.get(line.finding), now)),
  );
}
