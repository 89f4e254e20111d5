import { describe, expect, it } from 'vitest';
import { planNudges } from './plan.ts';
import {
  daysFrom,
  finding,
  line,
  NOW,
  nudge,
  RISK,
  recipient,
  target,
  world,
} from './test-world.ts';
import { checkKey, type NudgeWorld, type Target } from './world.ts';

/** What was said of the one finding: the rung it was told on, or why it was not. */
function verdict(one: NudgeWorld): string | null {
  const { nudges, decided } = planNudges(one);
  const [rung] = nudges.flatMap(({ lines }) => lines.map((each) => each.rung));
  const quiet = decided.find((each) => each.quiet)?.quiet;
  return rung ?? (quiet ? `${quiet.decision}: ${quiet.reason}` : null);
}

const dueIn = (days: number): Target['due'] => ({
  day: daysFrom(days).toISOString().slice(0, 10),
  title: 'Node 22',
});

describe('when', () => {
  it('tells the team in its channel that a check fails which passed', () => {
    expect(planNudges(world()).nudges).toMatchObject([
      {
        recipient: RISK,
        place: '#team-risk',
        key: `${RISK} 2026-W24`,
        state: 'planned',
        lines: [{ finding: 'f1', kind: 'failing', rung: 'transition' }],
      },
    ]);
  });

  it('tells of a transition once, however often it looks', () => {
    const before = [nudge({ lines: [line()] })];
    const told = finding({ sent: 1, lastSentAt: daysFrom(-10), rung: 'transition' });
    expect(verdict(world({ nudges: before, targets: [target({ finding: told })] }))).toBeNull();
  });

  it('remembers what it told of when the messages are not there any more', () => {
    const told = finding({ sent: 1, lastSentAt: daysFrom(-10), rung: '30' });
    const targets = [target({ finding: told, due: dueIn(20) })];
    expect(verdict(world({ targets }))).toBeNull();
  });

  it('leaves alone what failed from the first look on, until an initiative asks for it', () => {
    const first = finding({ rung: 'first' });
    expect(verdict(world({ targets: [target({ finding: first })] }))).toBeNull();
    expect(verdict(world({ targets: [target({ finding: first, due: dueIn(25) })] }))).toBe('30');
  });

  it.each([
    [40, null],
    [30, '30'],
    [20, '30'],
    [14, '14'],
    [7, '7'],
    [2, '7'],
    [1, '1'],
    [0, '0'],
    [-3, '0'],
    [-7, 'late:1'],
    [-15, 'late:2'],
  ])('with %i days left is on the rung %s', (days, rung) => {
    const monday = { today: '2026-06-10', week: '2026-W24', idle: 0, left: 0, nextWeek: null };
    const targets = [target({ finding: finding({ rung: 'first' }), due: dueIn(days) })];
    expect(verdict(world({ targets, to: { days: monday } }))).toBe(rung);
  });

  it('tells of each rung once and of the next one later', () => {
    const told = finding({ sent: 1, lastSentAt: daysFrom(-10), rung: '30' });
    const at = (days: number) => {
      const due = dueIn(days);
      const nudges = [nudge({ lines: [line({ kind: 'due', rung: '30', due: due?.day ?? null })] })];
      return verdict(world({ nudges, targets: [target({ finding: told, due })] }));
    };
    expect(at(20)).toBeNull();
    expect(at(14)).toBe('14');
  });

  it('tells on Friday what would be due on the weekend', () => {
    const days = { today: '2026-06-12', week: '2026-W24', idle: 2, left: 2, nextWeek: null };
    const due = { day: '2026-06-14', title: 'Node 22' };
    const targets = [target({ finding: finding({ rung: 'first' }), due })];
    expect(verdict(world({ targets, to: { days } }))).toBe('0');
  });

  it('brings along what is due later this week, and does not write for it alone', () => {
    const later = target({
      finding: finding({ id: 'f2', check: 'node', rung: 'first' }),
      due: dueIn(32),
    });
    expect(planNudges(world({ targets: [later] }))).toMatchObject({ nudges: [], decided: [] });
    const [message] = planNudges(world({ targets: [target(), later] })).nudges;
    expect(message?.lines.map(({ finding: id, rung }) => [id, rung])).toEqual([
      ['f2', '30'],
      ['f1', 'transition'],
    ]);
  });

  it('announces a rule before it counts, once, and tells again when it does', () => {
    const countsFrom = '2026-06-30';
    expect(verdict(world({ targets: [target({ countsFrom })] }))).toBe('announced');
    expect(verdict(world({ targets: [target({ countsFrom: '2026-12-01' })] }))).toBe(
      'held: not-effective',
    );
    const told = finding({ sent: 1, lastSentAt: daysFrom(-20), rung: 'announced' });
    const announced = line({ kind: 'announcement', rung: 'announced', due: countsFrom });
    const nudges = [nudge({ lines: [announced] })];
    const waits = [target({ finding: told, countsFrom })];
    expect(verdict(world({ nudges, targets: waits }))).toBe('held: not-effective');
    expect(verdict(world({ nudges, targets: [target({ finding: told })] }))).toBe('transition');
  });

  it('reminds of the end of an exemption once, a week before', () => {
    const excused = finding({ state: 'exempt', settledAt: daysFrom(-60) });
    const until = (days: number) => ({
      id: 'EX-1',
      until: daysFrom(days),
      decidedAt: daysFrom(-60),
      remindedAt: null,
    });
    const ending = (days: number) =>
      target({ finding: excused, outcome: 'exempt', exemption: until(days) });
    expect(verdict(world({ targets: [ending(20)] }))).toBeNull();
    expect(planNudges(world({ targets: [ending(5)] })).nudges[0]?.lines).toMatchObject([
      { kind: 'exemption', due: '2026-06-15' },
    ]);
    const nudges = [nudge({ lines: [line({ kind: 'exemption', rung: '7', due: '2026-06-15' })] })];
    expect(verdict(world({ nudges, targets: [ending(5)] }))).toBeNull();
  });
});

describe('how often', () => {
  it('sends one message a week with everything of a team, service by service', () => {
    const targets = [
      target({ finding: finding({ id: 'b', ref: 'component:default/rules-ui' }) }),
      target({ finding: finding({ id: 'a', check: 'slo' }) }),
      target({ finding: finding({ id: 'c', ref: 'component:default/rules-ui', check: 'slo' }) }),
    ];
    const { nudges } = planNudges(world({ targets }));
    expect(nudges.map(({ lines }) => lines.map((one) => one.finding))).toEqual([['a', 'b', 'c']]);
  });

  it('keeps what breaks later in the week for the next', () => {
    const sent = nudge({
      key: `${RISK} 2026-W24`,
      plannedAt: daysFrom(-1),
      lines: [line({ finding: 'x' })],
    });
    expect(planNudges(world({ nudges: [sent] })).decided[0]?.quiet).toMatchObject({
      reason: 'period-used',
      until: new Date('2026-06-15T07:00:00Z'),
    });
  });

  it('does not plan again what Slack has not taken yet', () => {
    const waiting = nudge({ state: 'planned', sentAt: null, ts: null, lines: [line()] });
    const due = dueIn(7);
    expect(verdict(world({ nudges: [waiting], targets: [target({ due })] }))).toBeNull();
  });

  it('leaves six days between two messages about one finding', () => {
    const at = (days: number) => {
      const told = finding({ sent: 1, lastSentAt: daysFrom(-days), rung: '14' });
      return verdict(world({ targets: [target({ finding: told, due: dueIn(7) })] }));
    };
    expect(at(5)).toBe('held: gap');
    expect(at(6)).toBe('7');
  });

  it('writes four times at most, then names it in the digest of the lead, then is silent', () => {
    const told = finding({ sent: 4, lastSentAt: daysFrom(-7), rung: 'late:2' });
    const targets = [target({ finding: told, due: dueIn(-21) })];
    expect(verdict(world({ targets }))).toBe('suppressed: cap-reached');
    expect(planNudges(world({ targets })).forLead).toEqual(['f1']);
    const again = [target({ finding: { ...told, escalatedAt: daysFrom(-1) }, due: dueIn(-21) })];
    expect(planNudges(world({ targets: again })).forLead).toEqual([]);
  });

  it('tries an address that failed again the next week, and gives up after four', () => {
    const failed = (times: number) =>
      Array.from({ length: times }, (_, n) =>
        nudge({ id: `n${n}`, key: `${RISK} ${n}`, state: 'failed', lines: [line()] }),
      );
    expect(verdict(world({ nudges: failed(3) }))).toBe('transition');
    expect(verdict(world({ nudges: failed(4) }))).toBe('suppressed: undeliverable');
    expect(planNudges(world({ nudges: failed(4) })).forLead).toEqual(['f1']);
  });
});

describe('whom', () => {
  const key = checkKey(finding());
  const { ref } = finding();
  const hold = { detail: 'So it is.', until: daysFrom(1) };
  const snooze = {
    ...{ id: 's', recipient: RISK, by: 'user:default/nina', reason: null },
    ...{ since: daysFrom(-1), until: daysFrom(6), endedAt: null, endedBy: null },
  };
  const anybody = { ref: null, scorecard: null, check: null };
  const closed = (reason: 'outside-working-hours' | 'holiday' | 'away') =>
    ({ kind: 'closed', reason, detail: 'Not now.', opensAt: daysFrom(1) }) as const;

  it.each<[string, NudgeWorld]>([
    ['held: open-incident', world({ incidents: new Map([[ref, hold]]) })],
    ['held: freeze', world({ locks: new Map([[ref, hold]]) })],
    ['held: collector-unhealthy', world({ unhealthy: new Map([[ref, hold]]) })],
    ['held: collector-unhealthy', world({ targets: [target({ outcome: 'unknown' })] })],
    ['held: exemption-pending', world({ requests: new Map([[key, hold]]) })],
    ['held: transfer-pending', world({ transfers: new Map([[ref, hold]]) })],
    ['held: on-call', world({ to: { onCall: { until: daysFrom(1) } } })],
    ['held: snoozed', world({ snoozes: [{ ...snooze, ...anybody }] })],
    ['held: snoozed', world({ snoozes: [{ ...snooze, ...anybody, ref }] })],
    ['held: outside-working-hours', world({ to: { opening: closed('outside-working-hours') } })],
    ['held: holiday', world({ to: { opening: closed('holiday') } })],
    ['held: away', world({ to: { opening: closed('away') } })],
    ['suppressed: muted', world({ to: { muted: ['failing'] } })],
    ['suppressed: no-place', world({ to: { place: null } })],
    ['suppressed: no-owner', world({ targets: [target({ recipient: null })] })],
  ])('%s', (expected, one) => {
    const { nudges, decided } = planNudges(one);
    expect(nudges).toEqual([]);
    expect(verdict(one)).toBe(expected);
    expect(decided[0]?.detail).toMatch(/\.$/);
  });

  it('keeps nothing else quiet with a snooze', () => {
    const others = [
      { ...snooze, ...anybody, ref: 'component:default/rules-ui' },
      { ...snooze, ...anybody, check: 'slo' },
      { ...snooze, ...anybody, recipient: 'group:default/ledger' },
    ];
    expect(verdict(world({ snoozes: others }))).toBe('transition');
  });

  it('sends what is not muted of what there is to say', () => {
    const one = world({ targets: [target({ due: dueIn(7) })], to: { muted: ['due'] } });
    expect(verdict(one)).toBe('transition');
  });

  it('tells nobody of what they did themselves, and a team of what one of it did', () => {
    const mine = [target({ finding: finding({ causedBy: 'user:default/nina' }) })];
    expect(verdict(world({ targets: mine }))).toBe('transition');
    const alone = { people: ['user:default/nina'] };
    expect(verdict(world({ targets: mine, to: alone }))).toBe('suppressed: own-action');
    const due = [target({ finding: finding({ causedBy: 'user:default/nina' }), due: dueIn(7) })];
    expect(verdict(world({ targets: due, to: alone }))).toBe('7');
  });

  it('does not count a message that was kept back', () => {
    const told = finding({ sent: 3, lastSentAt: daysFrom(-30), rung: '7' });
    const targets = [target({ finding: told, due: dueIn(1) })];
    for (let look = 0; look < 20; look++)
      expect(verdict(world({ targets, locks: new Map([[ref, hold]]) }))).toBe('held: freeze');
    expect(verdict(world({ targets }))).toBe('1');
  });
});

describe('what is for the lead', () => {
  const forLead = (one: Partial<Target>, over: Partial<NudgeWorld> = {}) =>
    planNudges(world({ targets: [target(one)], ...over })).forLead;
  const since = daysFrom(-14);
  const told = finding({ since, sent: 1, lastSentAt: since, rung: 'transition' });

  it('is what two weeks and a message did not change', () => {
    expect(forLead({ finding: told })).toEqual(['f1']);
    expect(forLead({ finding: { ...told, lastSentAt: daysFrom(-13) } })).toEqual([]);
  });

  it('is what nobody can be told of, at once', () => {
    expect(forLead({ recipient: null })).toEqual(['f1']);
  });

  it('is what was held for two weeks', () => {
    const old = finding({ since: daysFrom(-15) });
    const locks = new Map([[old.ref, { detail: 'Locked.', until: null }]]);
    expect(forLead({ finding: old }, { locks })).toEqual(['f1']);
  });

  it('is not what waits for the next rung, for its hour, or for a rule to count', () => {
    expect(forLead({ finding: told, due: dueIn(10) })).toEqual([]);
    expect(forLead({ finding: told, countsFrom: '2026-08-01' })).toEqual([]);
    expect(forLead({ finding: finding({ since: daysFrom(-100), rung: 'first' }) })).toEqual([]);
    const asleep = recipient({
      opening: { kind: 'closed', reason: 'holiday', detail: 'Closed.', opensAt: NOW },
    });
    const recipients = new Map([[RISK, asleep]]);
    expect(forLead({ finding: finding({ since: daysFrom(-15) }) }, { recipients })).toEqual([]);
  });
});
