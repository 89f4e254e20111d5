import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  exemptions,
  findings,
  fixes,
  nudgeLog,
  nudges,
  preferences,
  snoozes,
  transfers,
} from '../src/db/scorecard-tables.ts';
import type { Message } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';
import type { NudgeLine } from '../src/scorecards/nudges/nudge.ts';
import { fixingIn, HANA, KYC, LENA, picked, textOf } from './fixing.ts';
import { controlsOf, press } from './slack/controls.ts';
import { shownText, testWorld } from './world.ts';

let world: World;
/** Of the message of the running test, and when it began: all share a world, which takes a second to make. */
let nudge = '';
let began = '';
let turn = 0;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  world.clock.advance(120_000);
  began = String(world.clock.now().getTime() / 1000);
  turn += 1;
  nudge = `nudge-${turn}`;
  const { db } = world.app.core;
  await db.delete(nudges);
  await db.delete(nudgeLog);
  for (const rows of [findings, snoozes]) await db.delete(rows);
});

const { settled, latest, pulls } = fixingIn(() => world);
const TEAM = 'group:default/onboarding-kyc';
const HOUR = 3_600_000;
const TOMASZ = 'U02TOMASZ';
const SECURITY = { scorecard: 'security-baseline', check: 'dependency-updates' };
const OTHER = { scorecard: 'production-readiness', check: 'slo' };

const refresh = async () => {
  await world.app.slack?.refreshNudges();
  await settled();
};
const told = () =>
  world.slack
    .messages('#team-kyc')
    .filter(({ user, ts }) => user === world.slack.bot.userId && ts >= began);
const buttonsOf = (message: Message | undefined) =>
  controlsOf(message?.blocks ?? []).map(({ text }) => text);

/** What the planner leaves for Slack: findings that are open, and one message about them. */
async function planned(
  checks: readonly { scorecard: string; check: string }[],
  line: Partial<NudgeLine> = {},
): Promise<void> {
  const { db } = world.app.core;
  const now = world.clock.now();
  const rows = checks.map(({ scorecard, check }, place) => ({
    id: `finding-${turn}-${place}`,
    ref: KYC,
    scorecard,
    check,
    since: now,
    causedBy: null,
    state: 'open' as const,
    settledAt: null,
    sent: 0,
    lastSentAt: null,
    rung: null,
    escalatedAt: null,
  }));
  await db.insert(findings).values(rows);
  await db.insert(nudges).values({
    id: nudge,
    recipient: TEAM,
    place: '#team-kyc',
    key: `${TEAM} ${turn}`,
    lines: rows.map(({ id }) => ({
      finding: id,
      kind: 'failing',
      rung: 'transition',
      due: null,
      ...line,
    })),
    state: 'planned',
    plannedAt: now,
    sentAt: null,
    closedAt: null,
    channel: null,
    ts: null,
    shown: null,
    problem: null,
  });
}

/** The one message, once it is sent. */
async function sent(...checks: { scorecard: string; check: string }[]): Promise<Message> {
  await planned(checks);
  await refresh();
  const [message] = told();
  if (!message) throw new Error('Nothing was sent.');
  return message;
}

async function pressed(person: string, message: Message, text: string): Promise<void> {
  await press(world.slack, person, message, text);
  await settled();
}

/** Sends the form that is open. */
async function submitted(person: string, values: object) {
  const me = world.slack.as(person);
  const view = me.views().at(-1);
  if (!view) throw new Error('No form is open.');
  const done = await me.submit(view.id, values as never);
  await settled();
  return done;
}

const newest = async () =>
  (await world.app.core.db.select().from(transfers).orderBy(desc(transfers.askedAt)))[0];
const row = async () => (await world.app.core.db.select().from(nudges))[0];
const settle = (finding: string, state: 'fixed' | 'exempt') =>
  world.app.core.db
    .update(findings)
    .set({ state, settledAt: world.clock.now() })
    .where(eq(findings.id, finding));

describe('a message about findings', () => {
  it('says by service what fails, why and what to do, and is sent once however often it is tried', async () => {
    const message = await sent(SECURITY, OTHER);
    await Promise.all([refresh(), refresh()]);
    expect(told()).toHaveLength(1);
    expect(message.text).toContain('*kyc-gateway* fails 2 checks');
    const shown = shownText(message);
    for (const words of [
      'Dependencies are kept up to date',
      'Most holes are in',
      'How to fix:',
      'For Onboarding',
    ])
      expect(shown).toContain(words);
    expect(buttonsOf(message)).toEqual([
      'Open PR',
      'Snooze…',
      'Request exemption…',
      'Not ours…',
      '',
    ]);
    expect(await row()).toMatchObject({ state: 'sent', ts: message.ts });
    const lines = await world.app.core.db.select().from(nudgeLog);
    expect(lines.map(({ decision }) => decision)).toEqual(['sent', 'sent']);
    expect(world.slack.journal().flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('is one message when the answer of Slack is lost, or the process dies before it is recorded', async () => {
    world.slack.fail({ method: 'chat.postMessage', times: 1, isLost: true });
    await planned([SECURITY]);
    await refresh();
    expect(await row()).toMatchObject({ state: 'planned', ts: null });
    world.clock.advance(61_000);
    await world.app.slack?.drainOutbox();
    await refresh();
    expect(told()).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'sent', ts: told()[0]?.ts });
    // As after a crash between sending and recording it with the nudge.
    await world.app.core.db.update(nudges).set({ state: 'planned', ts: null, channel: null });
    await refresh();
    expect(told()).toHaveLength(1);
  });

  it('that cannot be delivered says why, in the log, and is not tried for ever', async () => {
    await planned([SECURITY]);
    await world.app.core.db.update(nudges).set({ place: '#no-such-channel' });
    await refresh();
    expect(await row()).toMatchObject({ state: 'failed' });
    const [line] = await world.app.core.db.select().from(nudgeLog);
    expect(line).toMatchObject({ decision: 'failed', reason: 'undeliverable' });
    expect(line?.detail).toContain('I see no such channel');
  });

  it('that was planned before an outage waits for the morning, whether Slack had it or not, and the log says so', async () => {
    const { db } = world.app.core;
    await planned([SECURITY]);
    world.clock.advance(8 * HOUR);
    await refresh();
    expect(told()).toEqual([]);
    expect(await row()).toMatchObject({ state: 'planned', ts: null });
    const [line, ...more] = await db.select().from(nudgeLog);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ decision: 'held', reason: 'outside-working-hours' });
    expect(line?.until?.getTime()).toBeGreaterThan(world.clock.now().getTime());
    world.clock.advance((line?.until?.getTime() ?? 0) - world.clock.now().getTime());
    world.slack.fail({ method: 'chat.postMessage', error: 'fatal_error', times: 1 });
    await refresh();
    expect(told()).toEqual([]);
    world.clock.advance(12 * HOUR);
    await refresh();
    await world.app.slack?.drainOutbox();
    expect(told()).toEqual([]);
    world.clock.advance(12 * HOUR);
    await world.app.slack?.drainOutbox();
    await refresh();
    expect(told()).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'sent' });
  });

  it('strikes out what is fixed and closes when nothing is left', async () => {
    const message = await sent(SECURITY, OTHER);
    await settle(`finding-${turn}-0`, 'fixed');
    await refresh();
    expect(shownText(latest(message))).toContain('~Dependencies are kept up to date~');
    expect(latest(message).text).toContain('fails 1 check');
    await settle(`finding-${turn}-1`, 'exempt');
    await refresh();
    expect(latest(message).text).toContain('All done');
    expect(buttonsOf(latest(message))).toEqual([]);
    expect(told()).toHaveLength(1);
  });
});

describe('the buttons', () => {
  it('"Open PR" is refused to who may not, and says whom to ask', async () => {
    const message = await sent(SECURITY);
    const before = pulls('kyc-gateway').length;
    await pressed(TOMASZ, message, 'Open PR');
    expect(pulls('kyc-gateway')).toHaveLength(before);
    expect(told().at(-1)?.text).toContain('I did nothing.');
  });

  it('"Open PR" opens the pull request and shows how far it is', async () => {
    const message = await sent(SECURITY);
    const before = pulls('kyc-gateway').length;
    await pressed(HANA, message, 'Open PR');
    expect(pulls('kyc-gateway')).toHaveLength(before + 1);
    expect(shownText(latest(message))).toMatch(
      /\|Pull request #\d+>, asked for by Hana Kim, waits/,
    );
    expect(buttonsOf(latest(message))[0]).toMatch(/^Pull request #\d+$/);
    const [fix] = await world.app.core.db.select().from(fixes);
    expect(fix).toMatchObject({ state: 'opened', askedBy: 'user:default/hana-kim' });
  });

  it('"Snooze…" shows what it hides, and the message says until when', async () => {
    const message = await sent(SECURITY, OTHER);
    await pressed(HANA, message, 'Snooze…');
    const [view] = world.slack.as(HANA).views();
    expect(JSON.stringify(view)).toContain('It hides 1 finding');
    await world.slack
      .as(HANA)
      .act({ kind: 'view', viewId: view?.id ?? '' }, 'scope', 'nudge-scope', KYC);
    await settled();
    expect(JSON.stringify(world.slack.as(HANA).views())).toContain('It hides 2 findings');
    expect(await submitted(HANA, { length: { length: picked('fortnight') } })).toEqual({
      errors: {},
    });
    expect(shownText(latest(message))).toMatch(/Snoozed until .* by Hana Kim/);
  });

  it('"Request exemption…" asks who keeps the check, who approves, and all of it is told', async () => {
    const message = await sent(SECURITY);
    await pressed(HANA, message, 'Request exemption…');
    const values = {
      until: { until: { type: 'datepicker', selected_date: '2026-09-01' } },
      reason: { reason: textOf('The provider forbids bots <!channel>.') },
    };
    expect(await submitted(HANA, values)).toEqual({ errors: {} });
    const asked = await world.app.core.db
      .select()
      .from(exemptions)
      .where(eq(exemptions.askedBy, 'user:default/hana-kim'));
    expect(asked).toMatchObject([{ state: 'pending', ...SECURITY }]);
    expect(shownText(latest(message))).toContain('Hana Kim asked for an exemption until');
    const request = world.slack.lastMessage('#team-platform');
    expect(request?.text).toContain('asks to excuse *kyc-gateway*');
    expect(shownText(request as Message)).toContain('&lt;!channel&gt;');
    await pressed(LENA, request as Message, 'Approve');
    expect(shownText(latest(request as Message))).toContain('Approved by Lena Hoffmann');
    expect(buttonsOf(latest(request as Message))).toEqual([]);
    expect(world.slack.messages(world.slack.imOf(HANA).id).at(-1)?.text).toContain(
      'Approved by Lena',
    );
    await refresh();
    const requests = world.slack.messages('#team-platform');
    expect(requests.filter(({ text, ts }) => text.includes('EX-') && ts >= began)).toHaveLength(1);
  });

  it('a denial needs a reason, which is shown where it was asked for', async () => {
    const message = await sent(OTHER);
    await pressed(HANA, message, 'Request exemption…');
    await submitted(HANA, {
      until: { until: { type: 'datepicker', selected_date: '2026-09-01' } },
      reason: { reason: textOf('No time.') },
    });
    const request = world.slack.lastMessage('#team-platform') as Message;
    await pressed(LENA, request, 'Deny…');
    await submitted(LENA, { reason: { reason: textOf('Time is not a reason.') } });
    expect(shownText(latest(request))).toContain('Time is not a reason.');
    expect(shownText(latest(message))).toMatch(/was denied by Lena Hoffmann: Time is not a reason/);
  });

  it('"Not ours…" with no receiver asks the platform lead, who names one, and another when the first says no', async () => {
    const message = await sent(SECURITY);
    await pressed(HANA, message, 'Not ours…');
    await submitted(HANA, { reason: { reason: textOf('Nobody here knows it.') } });
    const search = world.slack.lastMessage('#eng-leads') as Message;
    expect(search.text).toContain('does not know whose it is');
    const assign = async (team: string) => {
      await pressed(LENA, latest(search), 'Ask a team…');
      await submitted(LENA, { receiver: { 'transfer-receiver': picked(team) } });
    };
    await assign('group:default/risk');
    expect(shownText(latest(search))).toContain('*Risk* was asked');
    const question = world.slack.lastMessage('#team-risk') as Message;
    await pressed(TOMASZ, question, 'No…');
    await submitted(TOMASZ, { reason: { reason: textOf('We only review it.') } });
    expect(shownText(latest(question))).toContain('We only review it.');
    expect(shownText(latest(message))).toContain('not taken by Tomasz');
    expect(buttonsOf(latest(question))).toEqual([]);
  });

  it('"Not ours…" asks the receiver, who accepts, and the message shows it', async () => {
    const message = await sent(SECURITY);
    await pressed(HANA, message, 'Not ours…');
    const values = {
      receiver: { 'transfer-receiver': picked('group:default/risk', 'Risk') },
      reason: { reason: textOf('Moved in May.') },
    };
    expect(await submitted(HANA, values)).toEqual({ errors: {} });
    expect(shownText(latest(message))).toContain('Risk was asked to take it');
    const question = world.slack.lastMessage('#team-risk') as Message;
    expect(question.text).toContain('says that *kyc-gateway* is not theirs');
    await pressed(HANA, question, 'Yes, it is ours');
    expect(await newest()).toMatchObject({ state: 'asked' });
    await pressed(TOMASZ, question, 'Yes, it is ours');
    expect(await newest()).toMatchObject({
      state: 'accepted',
    });
    expect(shownText(latest(question))).toContain('Taken over by Tomasz');
    expect(shownText(latest(message))).toContain('taken over by Risk');
  });

  it('the menu explains why, and leads to what is muted', async () => {
    const message = await sent(SECURITY);
    await press(world.slack, HANA, message, '', `why:${nudge}`);
    await settled();
    expect(JSON.stringify(world.slack.as(HANA).views().at(-1))).toMatch(
      /Onboarding.*is told, as the owner/,
    );
    await press(world.slack, HANA, message, '', `mute:${nudge}`);
    await settled();
    const values = {
      [`hears|${TEAM}`]: { hears: { selected_options: [picked('due').selected_option] } },
      [`opens|${TEAM}`]: { opens: picked('10') },
      [`closes|${TEAM}`]: { closes: picked('16') },
      [`zone|${TEAM}`]: { 'settings-zone': picked('Europe/Lisbon') },
      [`away-since|${TEAM}`]: { 'away-since': { selected_date: '2026-07-01' } },
      [`digest|${TEAM}`]: { digest: { selected_options: [picked('digest').selected_option] } },
    };
    expect(await submitted(HANA, values)).toEqual({ errors: {} });
    const [said] = await world.app.core.db.select().from(preferences);
    expect(said).toMatchObject({
      muted: ['failing', 'announcement', 'exemption'],
      opensAt: 10,
      closesAt: 16,
      zone: 'Europe/Lisbon',
      away: [{ since: '2026-07-01', until: '2026-07-01' }],
      wantsDigest: true,
    });
  });
});
