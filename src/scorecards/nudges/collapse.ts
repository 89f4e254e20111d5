import { deliveryLineId } from './delivered.ts';
import type { LogLine } from './nudge.ts';
import type { Decided } from './plan.ts';

const HOUR_MS = 3_600_000;

export type LogPlan = {
  added: readonly LogLine[];
  /** Lines that hold on: with their last time, count and end. */
  again: readonly Pick<LogLine, 'id' | 'lastAt' | 'times' | 'until' | 'detail'>[];
};

/**
 * What the delivery log says of decisions: the same one about the same finding in a row is one line with a count. It counts hours and not
 * looks, because a look is every few minutes.
 * @param last The latest line of each finding.
 */
export function planLog(
  decided: readonly Decided[],
  { last, now, newId }: { last: ReadonlyMap<string, LogLine>; now: Date; newId: () => string },
): LogPlan {
  const added: LogLine[] = [];
  const again: Pick<LogLine, 'id' | 'lastAt' | 'times' | 'until' | 'detail'>[] = [];
  for (const { finding, recipient, said, quiet, nudge, detail } of decided) {
    const decision = quiet?.decision ?? 'planned';
    const reason = quiet?.reason ?? null;
    const until = quiet?.until ?? null;
    const line = last.get(finding.id);
    const isSame =
      line?.decision === decision &&
      line.reason === reason &&
      line.recipient === recipient &&
      line.kind === said.kind &&
      line.nudge === nudge;
    if (line && isSame) {
      const isMoved = line.until?.getTime() !== until?.getTime();
      if (isMoved || now.getTime() - line.lastAt.getTime() >= HOUR_MS)
        again.push({ id: line.id, lastAt: now, times: line.times + 1, until, detail });
      continue;
    }
    const { id, ref, scorecard, check } = finding;
    added.push({
      // Two replicas that plan the same message say so once.
      id: nudge ? deliveryLineId(nudge, id, 'planned') : newId(),
      finding: id,
      ref,
      scorecard,
      check,
      recipient,
      kind: said.kind,
      rung: said.rung,
      decision,
      reason,
      detail,
      nudge,
      firstAt: now,
      lastAt: now,
      times: 1,
      until,
    });
  }
  return { added, again };
}
