import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../db/test-db.ts';
import { UserError } from '../errors.ts';
import { createLog } from '../log.ts';
import { AUDIT_DAYS, forgetAudit, readAudit } from '../operations/audit.ts';
import type { View } from '../questions/answer.ts';
import { createDeeds } from './deeds.ts';
import type { Doing, Doings, Outcome, Presser } from './doing.ts';
import { claimProposal, forgetProposals, proposalById } from './store.ts';

const DAY = 24 * 60 * 60_000;
const MINUTE = 60_000;
const NOW = new Date('2026-06-15T12:00:00Z');
const ANA: Presser = { ref: 'user:default/ana', name: 'Ana Lima', slackId: 'U01ANA' };
const BEN: Presser = { ref: 'user:default/ben', name: 'Ben Okoro', slackId: 'U01BEN' };
const CARD: Extract<View, { kind: 'confirm' }> = {
  kind: 'confirm',
  title: 'Unlock ledger?',
  details: [],
  verb: 'Unlock',
  deed: { kind: 'unlock', ref: 'component:default/ledger' },
};

let db: Db;
let now: Date;
let ids: number;
beforeEach(async () => {
  db = await openTestDb();
  now = NOW;
  ids = 0;
});
afterEach(() => db.close());

/** One process: what it does is what `outcome` says. */
function process(outcome: () => Promise<Outcome>, over: Partial<Doing<'unlock'>> = {}) {
  const unlock: Doing<'unlock'> = {
    lifeMs: DAY,
    target: ({ ref }) => ref,
    refusal: async () => null,
    carryOut: outcome,
    ...over,
  };
  const newId = () => `id-${++ids}`;
  const doings = () => ({ unlock }) as unknown as Doings;
  return createDeeds({ db, now: () => now, newId, log: createLog('silent'), doings });
}

async function proposed(deeds: ReturnType<typeof process>) {
  const where = { askedBy: BEN.ref, askedBySlack: BEN.slackId, channel: 'C1', threadTs: null };
  const proposal = await deeds.propose({ view: CARD, ...where });
  return proposal?.id ?? '';
}

const works = async (): Promise<Outcome> => ({ kind: 'done', text: 'ledger is unlocked.' });
const lines = async () =>
  (await readAudit(db, { limit: 50 })).map(({ who, outcome, detail }) => [who, outcome, detail]);

describe('a deed', () => {
  it('that was proposed before a restart is done after it', async () => {
    const id = await proposed(process(works));
    const pressed = await process(works).press(id, ANA);
    expect(pressed).toMatchObject({ kind: 'settled', isMine: true, proposal: { state: 'done' } });
    expect(await lines()).toEqual([[ANA.ref, 'done', 'ledger is unlocked.']]);
  });

  it('is done once by many presses on two replicas', async () => {
    let done = 0;
    const counts = async () => {
      done += 1;
      return works();
    };
    const [one, other] = [process(counts), process(counts)];
    const id = await proposed(one);
    await Promise.all(
      [one, other, one, other].map((deeds, at) => deeds.press(id, at % 2 ? ANA : BEN)),
    );
    expect(done).toBe(1);
    expect(await lines()).toHaveLength(1);
  });

  it.each([
    [
      'a problem that a person can mend',
      new UserError('It is stuck.', 'Kick it.'),
      /^It is stuck\. Kick it\.$/,
    ],
    [
      'anything else',
      new Error('secret detail'),
      /^Something broke on my side \(reference id-\d+\)/,
    ],
  ])('that fails with %s says so, and works when it is tried again', async (_what, error, text) => {
    let isBroken = true;
    const deeds = process(async () => {
      if (isBroken) throw error;
      return works();
    });
    const id = await proposed(deeds);
    const failed = await deeds.press(id, ANA);
    expect(failed).toMatchObject({ kind: 'settled', proposal: { state: 'failed' } });
    expect((await proposalById(db, id))?.outcome).toMatch(text);
    isBroken = false;
    now = new Date(now.getTime() + MINUTE);
    expect(await deeds.press(id, BEN)).toMatchObject({ proposal: { state: 'done' } });
    expect((await lines()).map(([who, outcome]) => [who, outcome])).toEqual([
      [BEN.ref, 'done'],
      [ANA.ref, 'failed'],
    ]);
  });

  it("that a crash cut off is nobody else's for two minutes, and can be tried again then", async () => {
    const deeds = process(works);
    const id = await proposed(deeds);
    await claimProposal(db, { id, attempts: 0 }, ANA, now);
    expect(await deeds.press(id, BEN)).toMatchObject({ kind: 'busy' });
    now = new Date(now.getTime() + 3 * MINUTE);
    expect(await deeds.press(id, BEN)).toMatchObject({ kind: 'settled', isMine: true });
  });

  it('is refused to whom it is not for, which leaves a line and does nothing', async () => {
    const deeds = process(works, {
      refusal: async (_, { ref }) => (ref === ANA.ref ? 'Not you.' : null),
    });
    const id = await proposed(deeds);
    expect(await deeds.press(id, ANA)).toEqual({ kind: 'refused', reason: 'Not you.' });
    expect(await deeds.dismiss(id, ANA)).toEqual({ kind: 'refused', reason: 'Not you.' });
    expect((await proposalById(db, id))?.state).toBe('open');
    expect(await lines()).toEqual([[ANA.ref, 'refused', 'Not you.']]);
  });

  it('that was cancelled or has run out is not done', async () => {
    const deeds = process(works);
    const [first, second] = [await proposed(deeds), await proposed(deeds)];
    await deeds.dismiss(first, BEN);
    now = new Date(now.getTime() + 2 * DAY);
    expect(await deeds.press(first, ANA)).toMatchObject({ proposal: { state: 'dismissed' } });
    expect(await deeds.press(second, ANA)).toMatchObject({ proposal: { state: 'expired' } });
    expect(await deeds.press('nothing', ANA)).toEqual({ kind: 'unknown' });
    expect(await lines()).toEqual([]);
  });
});

describe('what is over', () => {
  it('is forgotten: cards after a quarter, who did what after a year and a bit', async () => {
    const deeds = process(works);
    const id = await proposed(deeds);
    await deeds.press(id, ANA);
    const tidy = async (days: number) => {
      const later = new Date(NOW.getTime() + days * DAY);
      await forgetProposals(db, later);
      await forgetAudit(db, later);
    };
    await tidy(89);
    expect(await proposalById(db, id)).not.toBeNull();
    await tidy(91);
    expect(await proposalById(db, id)).toBeNull();
    expect(await lines()).toHaveLength(1);
    await tidy(AUDIT_DAYS + 1);
    expect(await lines()).toEqual([]);
  });
});
