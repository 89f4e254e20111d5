import { describe, expect, it } from 'vitest';
import type { Preferences } from '../../scorecards/nudges/nudge.ts';
import type { ShownLine, ShownNudge } from '../../scorecards/nudges/shown.ts';
import { checkMessage, checkView } from '../checker.ts';
import { drawNudge } from './draw.ts';
import { exemptView } from './exempt-modal.ts';
import { drawExemption } from './exemption-draw.ts';
import { fixView } from './fix-modal.ts';
import { settingsView } from './settings-modal.ts';
import { scopeChoices, snoozeView } from './snooze-modal.ts';
import { transferView } from './transfer-modal.ts';
import { drawTransfer } from './transfers.ts';
import { whyView } from './why.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const LATER = new Date('2026-07-01T12:00:00Z');
const HOSTILE = '<!channel> <@U02ANA> *bold* ~struck~ ```code``` <https://evil.example|bank>';

function line(over: Partial<ShownLine> = {}): ShownLine {
  return {
    finding: 'f1',
    ref: 'component:default/ledger',
    scorecard: 'docs',
    check: 'runbook',
    title: 'Has a runbook',
    scorecardTitle: 'Docs',
    why: 'Whoever is woken needs it.',
    howToFix: 'Write docs/runbook.md.',
    kind: 'failing',
    due: null,
    since: NOW,
    state: 'open',
    isFixable: true,
    fix: null,
    exemption: null,
    snooze: null,
    ...over,
  };
}

function nudgeOf(lines: readonly ShownLine[]): ShownNudge {
  const services = [...Map.groupBy(lines, ({ ref }) => ref)].map(([ref, those]) => ({
    ref,
    transfer: null,
    lines: those,
  }));
  return { id: 'n1', recipient: 'group:default/ledger-core', services };
}

const long = (text: string, times: number) => Array.from({ length: times }, () => text).join(' ');
const exemption = {
  id: 'EX-31',
  ref: 'component:default/ledger',
  scorecard: 'docs',
  check: 'runbook',
  reason: long(HOSTILE, 30),
  askedBy: 'user:default/ana',
  askedAt: NOW,
  until: LATER,
  approvers: ['group:default/platform'],
  state: 'pending' as const,
  decidedBy: null,
  decidedAt: null,
  decision: null,
  remindedAt: null,
};
const fix = {
  id: 'x',
  ref: 'component:default/ledger',
  scorecard: 'docs',
  check: 'runbook',
  state: 'failed' as const,
  repository: 'acme/ledger',
  path: 'docs/runbook.md',
  branch: 'callboard/fix-x',
  number: 12,
  url: 'https://github.com/acme/ledger/pull/12',
  askedBy: 'user:default/ana',
  askedAt: NOW,
  openedAt: NOW,
  settledAt: null,
  settledBy: null,
  problem: long(HOSTILE, 30),
  nextStep: long(HOSTILE, 30),
  attempts: 1,
  dueAt: NOW,
};
const WORST = nudgeOf(
  Array.from({ length: 60 }, (_, place) =>
    line({
      finding: `f${place}`,
      ref: `component:default/${'s'.repeat(55)}-${place % 20}`,
      title: long(HOSTILE, 10),
      scorecardTitle: HOSTILE,
      why: long(HOSTILE, 20),
      howToFix: long(HOSTILE, 20),
      state: place % 5 === 4 ? 'fixed' : 'open',
      due: LATER,
      fix: place % 2 ? fix : null,
      exemption,
    }),
  ),
);
const drawing = {
  labelOf: (ref: string) => (ref.startsWith('group:') ? HOSTILE : ref),
  pageOf: (ref: string) => `https://callboard.example.com/catalog/${ref}`,
};
const { labelOf } = drawing;

describe('a message about findings', () => {
  it.each([
    [
      [line({ kind: 'failing' })],
      ':small_orange_diamond: *component:default/ledger* fails 1 check',
    ],
    [[line(), line({ finding: 'f2', kind: 'due' })], '*component:default/ledger* fails 2 checks'],
    [
      [line(), line({ finding: 'f2', ref: 'component:default/fx' })],
      '*component:default/ledger* and *component:default/fx* fail 2 checks',
    ],
    [[line({ kind: 'announcement' })], 'would fail 1 check that will count soon'],
    [[line({ kind: 'exemption' })], '1 exemption of *component:default/ledger* ends soon'],
    [[line({ state: 'fixed' })], ':white_check_mark: *All done* for *component:default/ledger*'],
  ])('says in its first line what it is about', (lines, head) => {
    expect(drawNudge(nudgeOf(lines), drawing).text).toContain(head);
  });

  it('has four buttons at most, and offers what can be done about what is left', () => {
    const buttons = (lines: readonly ShownLine[]) =>
      JSON.stringify(drawNudge(nudgeOf(lines), drawing).blocks).match(/"type":"button"/g)?.length ??
      0;
    const opened = { ...fix, state: 'opened' as const };
    expect(buttons([line()])).toBe(4);
    expect(buttons([line({ fix: opened }), line({ finding: 'f2' })])).toBe(4);
    expect(buttons([line({ isFixable: false })])).toBe(3);
    expect(buttons([line({ state: 'fixed' })])).toBe(0);
  });

  it('is taken by Slack at its worst, and nothing in it pings or links', () => {
    const content = drawNudge(WORST, drawing);
    expect(checkMessage(content)).toEqual([]);
    expect(JSON.stringify(content)).not.toMatch(/<!channel>|<@U02ANA>|<https:\/\/evil/);
  });

  it('shows the same for the same, so that it is edited only where something changed', () => {
    expect(drawNudge(WORST, drawing)).toEqual(drawNudge(structuredClone(WORST), drawing));
  });
});

describe('what is asked and answered', () => {
  const transfer = {
    id: 't1',
    ref: 'component:default/ledger',
    from: 'group:default/a',
    to: 'group:default/b',
    reason: long(HOSTILE, 30),
    askedBy: 'user:default/ana',
    askedAt: NOW,
    decidedBy: 'user:default/lena',
    decidedAt: NOW,
    decision: long(HOSTILE, 30),
    correction: null,
  };
  const titles = { labelOf, title: HOSTILE, scorecardTitle: HOSTILE };

  it.each(['pending', 'approved', 'denied', 'withdrawn', 'revoked', 'ended'] as const)(
    'an exemption that is %s',
    (state) => {
      const content = drawExemption({ ...exemption, state, decision: HOSTILE }, titles, 'check');
      expect(checkMessage(content)).toEqual([]);
      expect(JSON.stringify(content).includes('Approve')).toBe(
        state === 'pending' || state === 'approved',
      );
      expect(JSON.stringify(content)).not.toMatch(/<!channel>|<@U02ANA>/);
    },
  );

  it.each(['asked', 'accepted', 'declined', 'withdrawn'] as const)(
    'a transfer that is %s',
    (state) => {
      const content = drawTransfer({ ...transfer, state }, labelOf);
      expect(checkMessage(content)).toEqual([]);
      expect(JSON.stringify(content)).not.toMatch(/<!channel>|<@U02ANA>/);
    },
  );
});

describe('the forms', () => {
  const hidden = WORST.services.flatMap(({ lines }) =>
    lines.map(({ finding, ref, scorecard, check, title, since }) => ({
      finding,
      ref,
      scorecard,
      check,
      title,
      since,
    })),
  );
  const preferences: Preferences = {
    who: 'group:default/ledger-core',
    muted: ['due'],
    place: 'C0123456789',
    zone: 'Europe/Berlin',
    opensAt: 9,
    closesAt: 17,
    country: 'DE',
    away: Array.from({ length: 40 }, (_, day) => ({
      since: `2026-07-${day}`,
      until: `2026-07-${day}`,
    })),
    wantsDigest: true,
    changedAt: NOW,
    changedBy: 'user:default/ana',
  };
  const snooze = {
    id: 's1',
    recipient: preferences.who,
    ref: null,
    scorecard: null,
    check: null,
    by: 'user:default/ana',
    reason: long(HOSTILE, 30),
    since: NOW,
    until: LATER,
    endedAt: null,
    endedBy: null,
  };
  const approvers = {
    refs: Array.from({ length: 30 }, () => 'group:default/a'),
    because: 'admins' as const,
  };
  const state = { nudge: 'n1', id: 's1', scope: 'all' };
  const open = WORST.services.flatMap(({ lines }) => lines);
  const log = {
    id: 'l',
    finding: 'f1',
    ref: '',
    scorecard: '',
    check: '',
    recipient: null,
    kind: 'failing' as const,
    rung: 'transition',
    decision: 'held' as const,
    reason: 'holiday' as const,
    detail: long(HOSTILE, 30),
    nudge: null,
    firstAt: NOW,
    lastAt: NOW,
    times: 3,
    until: null,
  };

  it.each([
    [
      'snooze',
      snoozeView({
        state,
        choices: scopeChoices(WORST, labelOf),
        hidden,
        labelOf,
        until: '2026-07-01',
      }),
    ],
    [
      'exemption',
      exemptView({ nudge: WORST, approvers: [approvers], labelOf, until: '2026-07-01' }),
    ],
    ['transfer', transferView(WORST, labelOf)],
    [
      'pull request',
      fixView({
        state: { nudge: 'n1', finding: 'f0' },
        lines: open,
        labelOf,
        preview: {
          kind: 'planned',
          title: long(HOSTILE, 20),
          repository: 'acme/ledger',
          path: 'a',
          change: {
            kind: 'diff',
            lines: Array.from({ length: 200 }, () => ({ sign: '+' as const, text: HOSTILE })),
          },
        },
      }),
    ],
    [
      'why',
      whyView({
        nudge: WORST,
        results: new Map(),
        log: new Map(open.map(({ finding }) => [finding, [log, log, log, log, log, log]])),
        labelOf,
        now: NOW,
      }),
    ],
    [
      'settings',
      settingsView({
        whos: Array.from({ length: 150 }, (_, n) => ({
          label: HOSTILE,
          value: n ? `group:default/g${n}` : preferences.who,
        })),
        preferences,
        snoozes: Array.from({ length: 30 }, () => ({ snooze, about: long(HOSTILE, 30) })),
        isTeam: true,
      }),
    ],
  ])('of %s is taken by Slack at its worst', (_name, view) => {
    expect(checkView(view)).toEqual([]);
    expect(JSON.stringify(view)).not.toMatch(/"text":"[^"]*<!channel>[^"]*","verbatim"/);
  });
});
