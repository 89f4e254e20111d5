import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { preferences, scoreChanges, scoreResults } from '../src/db/scorecard-tables.ts';
import type { Message } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';
import { controlsOf, press } from './slack/controls.ts';
import { askInThread, shownText, testWorld } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const LENA = 'U02LENA';
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const LEADS = '#eng-leads';

const digestsIn = (place: string) =>
  world.slack.messages(place).filter((message) => shownText(message).includes('Weekly digest'));
const buttonsOf = (message: Message | undefined) =>
  controlsOf(message?.blocks ?? []).map(({ text }) => text);

async function pressed(message: Message | undefined, text: string): Promise<Message> {
  await press(world.slack, LENA, message, text);
  await world.slack.settled();
  await world.app.slack?.settled();
  const place = message?.channel ?? '';
  return world.slack.messages(place).find(({ ts }) => ts === message?.ts) as Message;
}

/** One service that lost a quarter of its score in the week before. */
async function scored(): Promise<void> {
  const { db } = world.app.core;
  const at = new Date(world.clock.now().getTime() - DAY);
  const ref = 'component:default/ledger';
  const scorecard = 'production-readiness';
  const score = { level: null, earned: 3, possible: 4, unknown: 0 };
  await db.insert(scoreResults).values({
    ...{ ref, scorecard, owner: null, version: '1', outcomes: {}, reasons: {}, uncounted: [] },
    ...{ level: null, possibleLevel: null, earned: 3000, possible: 4000, unknown: 0 },
    ...{ since: at, evaluatedAt: at },
  });
  await db.insert(scoreChanges).values({
    ...{ ref, scorecard, at, cause: 'service', version: '1', ownerBefore: null, owner: null },
    ...{ before: { ...score, earned: 4 }, after: score, checks: [] },
  });
}

/** Time goes by, and the job has its turn, on two replicas at once. */
async function later(ms: number): Promise<void> {
  world.clock.advance(ms);
  await Promise.all([world.app.digests.run(), world.app.digests.run()]);
  await world.app.slack?.drainOutbox();
  await world.slack.settled();
}

describe('a digest', () => {
  it('is scheduled by a card, seen by whoever asked first, let go, and comes once each week', async () => {
    await scored();
    const first = await askInThread(world, LENA, 'weekly digest');
    expect(shownText(first)).toContain('100.0 % → 75.0 % (−25.0), 1 service');
    const thread = first.threadTs ?? first.ts;
    const card = await askInThread(world, LENA, 'send this to #team-risk every monday 9am', {
      thread,
    });
    expect(shownText(card)).toContain('You see a preview first');
    await pressed(card, 'Schedule');
    await later(0);
    const direct = world.slack.imOf(LENA).id;
    const [preview] = digestsIn(direct);
    expect(shownText(preview as Message)).toContain('This is a preview');
    expect(buttonsOf(preview)).toEqual(['Send it from now on', 'Change…', 'Not now']);

    // Nothing goes out before somebody let it.
    await later(7 * DAY);
    expect(digestsIn('#team-risk')).toHaveLength(0);
    expect(digestsIn(direct)).toHaveLength(1);

    const sent = await pressed(preview, 'Send it from now on');
    expect(buttonsOf(sent)).toEqual([]);
    expect(shownText(sent)).toContain('It is sent every Monday at 09:00 (Europe/Berlin)');
    await later(7 * DAY);
    expect(digestsIn('#team-risk')).toHaveLength(1);
    await later(HOUR);
    expect(digestsIn('#team-risk')).toHaveLength(1);
    await later(7 * DAY);
    expect(digestsIn('#team-risk')).toHaveLength(2);

    const stop = await askInThread(world, LENA, 'stop sending');
    expect(shownText(stop)).toContain('The digest');
    await pressed(stop, 'Stop');
    await later(14 * DAY);
    expect(digestsIn('#team-risk')).toHaveLength(2);
  });

  it('goes to the lead on a Monday by itself, as a preview that becomes the first one', async () => {
    await later(0);
    expect(digestsIn(LEADS)).toHaveLength(0);
    await later(7 * DAY);
    const [preview] = digestsIn(LEADS);
    await later(7 * DAY);
    expect(digestsIn(LEADS)).toHaveLength(1);
    const sent = await pressed(preview, 'Send it from now on');
    expect(shownText(sent)).toContain('It is sent every Monday');
    await later(7 * DAY);
    expect(digestsIn(LEADS)).toHaveLength(2);
  });

  it('goes to the channel of a team that wants its own, and to no other', async () => {
    const who = 'group:default/risk';
    const wish = {
      ...{ who, muted: [], place: null, zone: null, opensAt: null, closesAt: null, country: null },
      ...{
        away: [],
        wantsDigest: true,
        changedAt: world.clock.now(),
        changedBy: 'user:default/ana',
      },
    };
    await world.app.core.db.insert(preferences).values(wish);
    await later(0);
    await later(7 * DAY);
    expect(digestsIn('#team-risk').map(shownText)).toEqual([
      expect.stringContaining('Weekly digest of Risk'),
    ]);
    await world.app.core.db.update(preferences).set({ wantsDigest: false });
    await later(14 * DAY);
    expect(digestsIn('#team-risk')).toHaveLength(1);
  });
});
