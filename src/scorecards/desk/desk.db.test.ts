import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { audit, corrections } from '../../db/schema.ts';
import { exemptions, findings, transfers } from '../../db/scorecard-tables.ts';
import { openTestDb } from '../../db/test-db.ts';
import { lifeOf, mortal } from '../../db/test-mortal.ts';
import { readAudit } from '../../operations/audit.ts';
import { createStandardsDesk } from './create.ts';
import type { StandardsDesk } from './desk.ts';
import { activeExemptions, exemptionById, exemptionsWhere } from './exemption-store.ts';
import type { DeskParts, OwnerProposed } from './parts.ts';
import {
  ANA,
  BEN,
  BOOKS,
  clockAt,
  DAY_MS,
  LEDGER,
  openCompany,
  PIA,
  PLATFORM,
  RISK,
  ROB,
  SOL,
  START,
} from './test-company.ts';
import { pendingTransfers, transferById, transfersWhere } from './transfer-store.ts';

let db: Db;
let clock: { now: Date };
let desk: StandardsDesk;
let parts: DeskParts;
let proposed: OwnerProposed;
beforeEach(async () => {
  db = await openTestDb();
  const { clock: own, now } = clockAt(START);
  clock = own;
  proposed = { kind: 'proposed', correction: 'c1' };
  let ids = 0;
  parts = {
    db,
    ...(await openCompany(db)),
    now,
    newId: () => `id-${++ids}`,
    admins: [PLATFORM],
    proposeOwner: async () => proposed,
  };
  desk = createStandardsDesk(parts);
});
afterEach(() => db.close());

const later = (days: number) => new Date(clock.now.getTime() + days * DAY_MS);
const audited = async () =>
  (await readAudit(db, { limit: 50 }))
    .toReversed()
    .map(({ who, what, outcome }) => `${who.replace('user:default/', '')} ${what} ${outcome}`);
const refused = (reason: string) => ({
  kind: 'refused',
  reason: expect.stringContaining(reason),
  nextStep: expect.stringMatching(/^(?:\w.*)?$/),
});

describe('an exemption', () => {
  const asked = (check = 'runbook', days = 30) => ({
    ref: LEDGER,
    scorecard: 'ready',
    check,
    reason: 'It is switched off in August',
    until: later(days),
  });

  it('is excused from its approval to its last day, and shown with its reason', async () => {
    expect(await desk.requestExemption(asked(), ANA)).toMatchObject({
      kind: 'done',
      id: 'EX-1',
      text: expect.stringContaining('It waits for sol'),
    });
    const active = async () => [...(await activeExemptions(db, clock.now)).of(LEDGER, 'ready')];
    expect(await active()).toEqual([]);
    const yes = { id: 'EX-1', isApproved: true, reason: 'Fair' };
    expect(await desk.decideExemption(yes, SOL)).toMatchObject({ kind: 'done' });
    expect(await active()).toEqual([
      ['runbook', 'It is switched off in August (EX-1, until 2026-07-15)'],
    ]);
    clock.now = later(30);
    expect(await active()).toEqual([]);
    await desk.settle();
    await desk.settle();
    expect(await exemptionById(db, 'EX-1')).toMatchObject({ state: 'ended', decidedBy: SOL.ref });
    expect(await audited()).toEqual([
      'ana exempt done',
      'sol exemption approved done',
      'callboard exemption ended done',
    ]);
  });

  it('is decided by whoever keeps the check, else the scorecard, else the platform, never by who asked', async () => {
    expect(await desk.approversOf({ scorecard: 'ready', check: 'runbook' })).toEqual({
      refs: [SOL.ref],
      because: 'check',
    });
    expect(await desk.approversOf({ scorecard: 'ready', check: 'slo' })).toEqual({
      refs: [RISK],
      because: 'scorecard',
    });
    expect(await desk.approversOf({ scorecard: 'gone', check: 'slo' })).toEqual({
      refs: [PLATFORM],
      because: 'admins',
    });
    await desk.requestExemption(asked('slo'), ANA);
    const yes = { id: 'EX-1', isApproved: true, reason: null };
    expect(await desk.decideExemption(yes, BEN)).toMatchObject(refused('That is for members of'));
    await desk.requestExemption(asked('runbook'), PIA);
    const own = { ...yes, id: 'EX-2' };
    expect(await desk.decideExemption(own, PIA)).toMatchObject(refused('yourself'));
    expect(await desk.decideExemption(yes, ROB)).toMatchObject({ kind: 'done' });
    expect(await audited()).toContain('ben exemption approved refused');
  });

  it('is asked by its owners alone, with a reason and a day ahead', async () => {
    const request = asked();
    const wrong = (change: object) => desk.requestExemption({ ...request, ...change }, ANA);
    expect(await desk.requestExemption(request, ROB)).toMatchObject(refused('members of books'));
    expect(await wrong({ reason: ' ' })).toMatchObject(refused('reason'));
    expect(await wrong({ until: START })).toMatchObject(refused('passed'));
    expect(await wrong({ until: later(400) })).toMatchObject(refused('a year'));
    expect(await wrong({ check: 'constructor' })).toMatchObject(refused('no such check'));
    expect(await exemptionsWhere(db)).toEqual([]);
  });

  it('is one request however often and by how many it is asked at once', async () => {
    const both = await Promise.all([
      desk.requestExemption(asked(), ANA),
      createStandardsDesk(parts).requestExemption(asked(), ANA),
      desk.requestExemption(asked(), BEN),
      desk.requestExemption(asked('slo'), BEN),
    ]);
    expect(both.filter(({ kind }) => kind === 'done')).not.toHaveLength(0);
    const rows = await exemptionsWhere(db);
    expect(rows.map(({ check }) => check).toSorted()).toEqual(['runbook', 'slo']);
    expect(rows.map(({ id }) => id).toSorted()).toEqual(['EX-1', 'EX-2']);
    // The next number follows the highest one, not the word that sorts last.
    await db.insert(exemptions).values({ ...rows[0], id: 'EX-31', state: 'denied' } as never);
    clock.now = later(1);
    await desk.revokeExemption({ id: 'EX-1', reason: null }, ANA);
    expect(
      await desk.requestExemption(asked(rows.find((one) => one.id === 'EX-1')?.check), ANA),
    ).toMatchObject({ id: 'EX-32' });
  });

  it('is decided once, a denial with a reason, and can be ended or extended', async () => {
    await desk.requestExemption(asked(), ANA);
    const no = { id: 'EX-1', isApproved: false, reason: null };
    expect(await desk.decideExemption(no, SOL)).toMatchObject(refused('needs a reason'));
    const [first, second] = await Promise.all([
      desk.decideExemption({ ...no, isApproved: true }, SOL),
      desk.decideExemption({ ...no, reason: 'Write it' }, PIA),
    ]);
    expect([first, second].map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused']);
    const { state } = (await exemptionById(db, 'EX-1')) ?? {};
    expect((await audited()).filter((line) => /approved|denied/.test(line))).toHaveLength(1);
    expect(state).toBe(first.kind === 'done' ? 'approved' : 'denied');
    // The same press again says the same; another one says what stands.
    if (first.kind === 'done') {
      expect(await desk.decideExemption({ ...no, isApproved: true }, SOL)).toMatchObject(first);
      expect(await desk.requestExemption(asked('runbook', 10), BEN)).toMatchObject(
        refused('exempt already'),
      );
      expect(await desk.requestExemption(asked('runbook', 60), BEN)).toMatchObject({ id: 'EX-2' });
      await desk.revokeExemption({ id: 'EX-1', reason: 'Not needed' }, BEN);
      expect(await exemptionById(db, 'EX-1')).toMatchObject({ state: 'revoked' });
    }
  });
});

describe('a snooze', () => {
  const scope = { recipient: BOOKS, ref: LEDGER, scorecard: null, check: null };
  beforeEach(async () => {
    const open = { since: START, state: 'open' as const, sent: 0 };
    await db.insert(findings).values([
      { id: 'f1', ref: LEDGER, scorecard: 'ready', check: 'runbook', ...open },
      { id: 'f2', ref: LEDGER, scorecard: 'ready', check: 'slo', ...open },
      { id: 'f3', ref: LEDGER, scorecard: 'ready', check: 'stage', ...open, state: 'fixed' },
      { id: 'f4', ref: 'component:default/other', scorecard: 'ready', check: 'slo', ...open },
    ]);
  });

  it('says what it hides before, and holds until its day or until it is ended', async () => {
    const hidden = await desk.hiddenBy(scope);
    expect(hidden.map(({ finding, title }) => [finding, title])).toEqual([
      ['f1', 'Has a runbook'],
      ['f2', 'Has an SLO'],
    ]);
    expect(await desk.hiddenBy({ ...scope, recipient: RISK })).toEqual([]);
    const asked = { ...scope, id: 'press-1', until: later(7), reason: null };
    const done = await desk.snooze(asked, ANA);
    expect(done).toMatchObject({ kind: 'done', text: expect.stringContaining('2 findings') });
    expect(await desk.snooze(asked, ANA)).toEqual(done);
    expect((await desk.snoozesOf(BOOKS)).map(({ id }) => id)).toEqual(['press-1']);
    expect(await desk.endSnooze('press-1', ROB)).toMatchObject(refused('members of books'));
    await desk.endSnooze('press-1', BEN);
    expect(await desk.snoozesOf(BOOKS)).toEqual([]);
    expect(await audited()).toEqual([
      'ana snooze done',
      'rob snooze ended refused',
      'ben snooze ended done',
    ]);
    await desk.snooze({ ...asked, id: 'press-2' }, ANA);
    clock.now = later(7);
    expect(await desk.snoozesOf(BOOKS)).toEqual([]);
  });

  it('is for the recipient to ask, and for a quarter at most', async () => {
    const until = later(7);
    expect(await desk.snooze({ ...scope, until, reason: null }, ROB)).toMatchObject(
      refused('members of books'),
    );
    expect(await desk.snooze({ ...scope, until: later(93), reason: null }, ANA)).toMatchObject(
      refused('three months'),
    );
    expect(await desk.snooze({ ...scope, until: START, reason: null }, ANA)).toMatchObject(
      refused('passed'),
    );
    expect(await desk.snoozesOf(BOOKS)).toEqual([]);
  });
});

describe('a transfer', () => {
  const asked = { ref: LEDGER, to: RISK, reason: 'We gave it away in May' };
  const start = async () => {
    const done = await desk.startTransfer(asked, ANA);
    return done.kind === 'done' ? done.id : '';
  };

  it('makes an orphan until the receiver accepts, and then proposes the new owner', async () => {
    const id = await start();
    expect([...(await pendingTransfers(db)).keys()]).toEqual([LEDGER]);
    expect(await start()).toBe(id);
    const yes = { id, isAccepted: true, reason: null };
    expect(await desk.decideTransfer(yes, BEN)).toMatchObject(refused('members of risk'));
    expect(await desk.decideTransfer(yes, ROB)).toMatchObject({
      kind: 'done',
      text: expect.stringContaining('pull request'),
    });
    expect(await transferById(db, id)).toMatchObject({ state: 'accepted', correction: 'c1' });
    // Nobody's until the pull request is merged.
    await db.insert(corrections).values(correction('opened'));
    expect([...(await pendingTransfers(db)).keys()]).toEqual([LEDGER]);
    await db.update(corrections).set({ state: 'merged' });
    expect([...(await pendingTransfers(db)).keys()]).toEqual([]);
    expect(await audited()).toEqual([
      'ana transfer asked done',
      'ben transfer accepted refused',
      'rob transfer accepted done',
    ]);
  });

  it('proposes later what could not be proposed at once', async () => {
    proposed = { kind: 'stuck', reason: 'It is read from a folder.', nextStep: 'Change it there.' };
    const id = await start();
    const yes = { id, isAccepted: true, reason: null };
    expect(await desk.decideTransfer(yes, ROB)).toMatchObject({
      text: expect.stringContaining('It is read from a folder. Change it there.'),
    });
    proposed = { kind: 'proposed', correction: 'c2' };
    await desk.settle();
    expect(await transferById(db, id)).toMatchObject({ correction: 'c2' });
  });

  it('is accepted once and proposed, wherever the process is killed', async () => {
    for (let moment = 0; moment < 20; moment += 1) {
      await db.delete(transfers);
      await db.delete(audit);
      const life = lifeOf(moment);
      const press = async (at: StandardsDesk) => {
        await at.startTransfer(asked, ANA);
        const [row] = await transfersWhere(db, { ref: LEDGER });
        if (row) await at.decideTransfer({ id: row.id, isAccepted: true, reason: null }, ROB);
      };
      const doomed = createStandardsDesk({ ...parts, db: mortal(db, life) });
      await press(doomed).catch(() => {});
      const wasKilled = life.isOver();
      const [left] = await transfersWhere(db, { ref: LEDGER });
      // Whoever saw nothing come of it presses once more; what was accepted needs nobody.
      if (left?.state !== 'accepted') await press(desk);
      await desk.settle();
      const rows = await transfersWhere(db, { ref: LEDGER });
      expect({ moment, rows }).toMatchObject({
        moment,
        rows: [{ state: 'accepted', decidedBy: ROB.ref, correction: 'c1' }],
      });
      expect(await audited()).toEqual(['ana transfer asked done', 'rob transfer accepted done']);
      if (!wasKilled) return expect(moment).toBeGreaterThan(4);
    }
    throw new Error('It never lived to its end.');
  });

  it('goes back when it is declined, and can be asked of somebody else then', async () => {
    const id = await start();
    await desk.decideTransfer({ id, isAccepted: false, reason: 'Not ours either' }, ROB);
    expect(await desk.decideTransfer({ id, isAccepted: true, reason: null }, SOL)).toMatchObject(
      refused('was declined by rob'),
    );
    expect([...(await pendingTransfers(db)).keys()]).toEqual([]);
    const next = await desk.startTransfer({ ...asked, to: null }, BEN);
    expect(next).toMatchObject({ text: expect.stringContaining('the platform admins') });
    const second = next.kind === 'done' ? next.id : '';
    const yes = { id: second, isAccepted: true, reason: null };
    expect(await desk.decideTransfer(yes, PIA)).toMatchObject(refused('Nobody is named'));
    await desk.assignTransfer({ id: second, to: PLATFORM }, PIA);
    expect(await desk.decideTransfer(yes, PIA)).toMatchObject({ kind: 'done' });
  });

  it('is one at a time for an entity, and of something that is one’s own', async () => {
    await start();
    expect(await desk.startTransfer({ ...asked, to: PLATFORM }, BEN)).toMatchObject(
      refused('ana asked risk'),
    );
    expect(await desk.startTransfer(asked, ROB)).toMatchObject(refused('members of books'));
    expect(await desk.startTransfer({ ...asked, to: BOOKS }, ANA)).toMatchObject(
      refused('owns it already'),
    );
    expect(await desk.startTransfer({ ...asked, to: LEDGER }, ANA)).toMatchObject(
      refused('no team or person'),
    );
  });
});

function correction(state: 'opened') {
  return {
    id: 'c1',
    proposal: 'c1',
    ref: LEDGER,
    field: 'owner' as const,
    value: RISK,
    was: BOOKS,
    reason: '',
    asker: { ref: ROB.ref, name: 'rob', login: null },
    owner: BOOKS,
    state,
    repository: 'acme/books',
    path: 'catalog-info.yaml',
    branch: 'b',
    askedAt: START,
    dueAt: START,
    attempts: 0,
  };
}

describe('settings', () => {
  it('keep what is left out, for oneself and one’s team', async () => {
    await desk.setPreferences({ who: BOOKS, zone: 'Europe/Oslo', muted: ['due'] }, ANA);
    await desk.setPreferences({ who: BOOKS, opensAt: 8, closesAt: 16 }, BEN);
    expect(await desk.preferencesOf(BOOKS)).toMatchObject({
      zone: 'Europe/Oslo',
      muted: ['due'],
      opensAt: 8,
      closesAt: 16,
      changedBy: BEN.ref,
    });
    expect(await desk.setPreferences({ who: ANA.ref, muted: [] }, BEN)).toMatchObject(
      refused('That is for ana'),
    );
    expect(await desk.preferencesOf(RISK)).toMatchObject({ muted: [], wantsDigest: false });
  });

  it.each<[object, string]>([
    [{ zone: 'Mars/Base' }, 'no time zone'],
    [{ opensAt: 9 }, 'a beginning and an end'],
    [{ opensAt: 18, closesAt: 9 }, 'begin before they end'],
    [{ country: 'Germany' }, 'two letters'],
    [{ place: '<!channel>' }, 'no channel'],
    [{ away: [{ since: '2026-02-30', until: '2026-03-02' }] }, 'absence'],
    [{ muted: ['everything'] }, 'no such kind'],
  ])('refuse %j with a sentence', async (change, reason) => {
    expect(await desk.setPreferences({ who: BOOKS, ...change }, ANA)).toMatchObject(
      refused(reason),
    );
    expect(await desk.preferencesOf(BOOKS)).toMatchObject({ changedBy: '' });
  });
});
