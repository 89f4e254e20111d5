import { describe, expect, it } from 'vitest';
import type { Finding, LogLine } from '../nudges/nudge.ts';
import { composeDigest } from './compose.ts';
import type { DigestInputs } from './inputs.ts';

const DAY = 24 * 60 * 60_000;
const UNTIL = new Date('2026-06-15T07:00:00Z');
const ago = (days: number) => new Date(UNTIL.getTime() - days * DAY);

const NONE = { done: 0, of: 0 };
const EMPTY: DigestInputs = {
  audience: '*',
  since: ago(7),
  until: UNTIL,
  moved: [],
  findings: [],
  checkTitle: () => 'Runbook registered',
  log: [],
  nudges: [],
  unanswered: [],
  health: { completeDescriptors: NONE, fromTemplates: NONE, withDocs: NONE },
  initiatives: [],
  exemptions: [],
  transfers: [],
  gaps: [],
};

function finding(id: string, days: number, more: Partial<Finding> = {}): Finding {
  return {
    ...{ id, ref: `component:default/${id}`, scorecard: 'ready', check: 'runbook' },
    ...{ since: ago(days), causedBy: null, state: 'open', settledAt: null, sent: 0 },
    ...{ lastSentAt: null, rung: null, escalatedAt: null },
    ...more,
  };
}

function line(of: string, days: number, more: Partial<LogLine> = {}): LogLine {
  return {
    ...{ id: `${of}-${days}`, finding: of, ref: `component:default/${of}`, scorecard: 'ready' },
    ...{ check: 'runbook', recipient: 'group:default/risk', kind: 'failing', rung: 'transition' },
    ...{ decision: 'sent', reason: null, detail: '', nudge: null, times: 1, until: null },
    ...{ firstAt: ago(days), lastAt: ago(days) },
    ...more,
  };
}

describe('what stands still', () => {
  it('is told once: the week in which its last message had no effect, and never again', () => {
    const findings = [finding('billing', 60, { sent: 4, escalatedAt: ago(3) })];
    const at = (weeks: number) => {
      const until = new Date(UNTIL.getTime() + weeks * 7 * DAY);
      const since = new Date(until.getTime() - 7 * DAY);
      const { silent, stuck } = composeDigest({ ...EMPTY, findings, since, until });
      return [silent.length, stuck.length];
    };
    expect([-1, 0, 1, 2].map(at)).toEqual([
      [0, 0],
      [1, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  it('is stuck after four weeks or two messages, longest first', () => {
    const findings = [
      finding('young', 5),
      finding('told', 9, { sent: 2 }),
      finding('old', 90),
      finding('fixed', 90, { state: 'fixed', settledAt: ago(1) }),
    ];
    const { stuck } = composeDigest({ ...EMPTY, findings });
    expect(stuck.map(({ ref }) => ref)).toEqual([
      'component:default/old',
      'component:default/told',
    ]);
  });
});

it('judges messages that had 14 days to work, and no others', () => {
  const settled = (days: number, state: Finding['state'] = 'fixed') => ({
    state,
    settledAt: ago(days),
  });
  const findings = [
    finding('soon', 30, settled(14)),
    finding('late', 40, settled(16)),
    finding('never', 30),
    finding('excused', 30, settled(20, 'exempt')),
    finding('fresh', 10, settled(1)),
    finding('ancient', 100, settled(95)),
  ];
  const log = [
    ...[line('soon', 20), line('soon', 14), line('late', 35), line('never', 20)],
    ...[line('excused', 25), line('fresh', 10), line('fresh', 2), line('ancient', 99)],
    line('never', 2, {
      decision: 'held',
      reason: 'freeze',
      detail: 'Nothing is told in a freeze.',
    }),
    line('never', 1, { decision: 'failed', reason: 'undeliverable', detail: '#risk is archived.' }),
  ];
  const nudges = [1, 2, 9].map((days) => ({
    ...{ recipient: 'group:default/risk', state: 'sent' as const, problem: null },
    ...{ plannedAt: ago(days), sentAt: ago(days) },
  }));
  expect(composeDigest({ ...EMPTY, findings, log, nudges }).nudges).toEqual({
    sent: 2,
    findings: 1,
    fixedWithin14Days: 1 / 3,
    held: 1,
    failed: [{ recipient: 'group:default/risk', reason: '#risk is archived.' }],
  });
});

it('tells of exemptions that wait, end soon or have ended', () => {
  const exemption = (
    id: string,
    state: 'pending' | 'approved' | 'ended' | 'denied',
    days: number,
  ) => ({
    ...{ id, ref: 'component:default/ledger', scorecard: 'ready', check: 'slo', reason: 'Later' },
    ...{ askedBy: 'user:default/ana', askedAt: ago(30), approvers: [], state, until: ago(days) },
    ...{ decidedBy: null, decidedAt: null, decision: null, remindedAt: null },
  });
  const exemptions = [
    ...[exemption('EX-1', 'pending', -100), exemption('EX-2', 'approved', -10)],
    ...[exemption('EX-3', 'approved', -20), exemption('EX-4', 'ended', 2)],
    ...[exemption('EX-5', 'ended', 9), exemption('EX-6', 'denied', -3)],
  ];
  const { exemptions: told } = composeDigest({ ...EMPTY, exemptions });
  expect(told.map(({ id }) => id)).toEqual(['EX-4', 'EX-2', 'EX-1']);
});
