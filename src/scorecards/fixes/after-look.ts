import { LOOK_AGAIN_MS, later } from '../../catalog/corrections/corrections.ts';
import type { Proposed } from '../../catalog/corrections/pull-request.ts';
import type { FixRow } from './fix-row.ts';

/** What a fix becomes by what GitHub said. Pure. */
export function afterLook(row: FixRow, found: Proposed, now: Date): Partial<FixRow> {
  const clear = { problem: null, nextStep: null };
  switch (found.kind) {
    case 'opened': {
      const { number, url } = found;
      const openedAt = row.openedAt ?? now;
      const dueAt = new Date(now.getTime() + LOOK_AGAIN_MS);
      return { ...clear, state: 'opened', number, url, openedAt, dueAt };
    }
    case 'merged':
    case 'closed': {
      const { kind: state, number, url, by } = found;
      return { ...clear, state, number, url, settledBy: by, settledAt: now };
    }
    case 'same':
      return { ...clear, state: 'unneeded', settledAt: now };
    case 'stuck': {
      const { reason: problem, nextStep } = found;
      // A pull request that cannot be looked at any more is open as far as anybody knows.
      if (row.state === 'opened') return { problem, nextStep, dueAt: later(row, now) };
      return { state: 'failed', problem, nextStep, settledAt: now };
    }
    case 'later':
      return { problem: found.reason, nextStep: null, dueAt: later(row, now) };
  }
}
