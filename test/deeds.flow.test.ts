import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit, proposals } from '../src/db/schema.ts';
import type { Message } from '../src/demo/slack/model.ts';
import { readSeed } from '../src/demo/slack/seed.ts';
import { MARLIN_PAY, type World } from '../src/demo/world.ts';
import { controlsOf, press } from './slack/controls.ts';
import { askInThread, shownText, testWorld } from './world.ts';

let world: World;
beforeEach(async () => {
  const seed = readSeed(join(MARLIN_PAY, 'slack.yaml'));
  // Nobody's rota is connected, so that people are written to.
  world = await testWorld({
    seed: { ...seed, people: [...seed.people, NEW] },
    config: { 'onCall.pagerDutyToken': undefined },
  });
});
afterEach(() => world[Symbol.asyncDispose]());

/** Somebody who is in no descriptor and no team. */
const NEW = {
  id: 'U02NEW',
  name: 'new.hire',
  realName: 'New Hire',
  email: 'new.hire@marlinpay.example',
  tz: 'Europe/Berlin',
  title: '',
};
const LENA = 'U02LENA';
const ANA = 'U02ANA';

const buttonsOf = (message: Message | undefined) =>
  controlsOf(message?.blocks ?? []).map(({ text }) => text);
const latest = (message: Message) =>
  world.slack.messages(message.channel).find(({ ts }) => ts === message.ts) ?? message;
const toldTo = (place: string) => world.slack.messages(place).map(({ text }) => text);

async function pressed(person: string, message: Message, text: string): Promise<void> {
  await press(world.slack, person, message, text);
  await settled();
}

const pagesInAudit = async () =>
  (await world.app.core.db.select().from(audit)).filter(({ what }) => what === 'page');

async function settled(): Promise<void> {
  await world.slack.settled();
  await world.app.slack?.settled();
}

describe('asking to page somebody', () => {
  it('does nothing but show a card with the verb, and what it would do', async () => {
    const card = await askInThread(world, LENA, 'page risk because scoring is slow');
    expect(shownText(card)).toContain('Page Risk?');
    expect(shownText(card)).toContain('scoring is slow');
    expect(buttonsOf(card)).toEqual(['Page', 'Change the text…', 'Cancel']);
    expect(toldTo('#team-risk').join()).not.toContain('scoring is slow');
    const [row] = await world.app.core.db.select().from(proposals);
    expect(row).toMatchObject({ state: 'open', askedBy: 'user:default/lena-hoffmann' });
    // The button carries the row and nothing else.
    const button = JSON.stringify(card.blocks).match(/"value":"(.*?)"[,}]/)?.[1];
    expect(button).toContain(row?.id);
    expect(button).not.toContain('scoring');
  });

  it('acts once when it is pressed, in the name of who pressed, and leaves a line', async () => {
    const card = await askInThread(world, LENA, 'page risk because scoring is slow');
    const before = structuredClone(card.blocks);
    await pressed(ANA, card, 'Page');
    // Somebody's window had not been drawn anew yet.
    Object.assign(latest(card), { blocks: before });
    await pressed(LENA, card, 'Page');
    const [second] = world.slack.messages(card.channel).filter(({ onlyFor }) => onlyFor === LENA);
    expect(second?.text).toContain('<@U02ANA>');
    const told = toldTo('#team-risk').filter((text) => text.includes('scoring is slow'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('Ana Duarte asks for help with Risk');
    const shown = shownText(latest(card));
    expect(shown).toContain('Told Tomasz Wójcik');
    expect(shown).toContain('<@U02ANA>');
    expect(buttonsOf(latest(card))).toEqual([]);
    const lines = await pagesInAudit();
    expect(lines).toMatchObject([
      {
        who: 'user:default/ana-duarte',
        what: 'page',
        target: 'group:default/risk',
        outcome: 'done',
      },
    ]);
  });

  it('is done once when two press at the same moment', async () => {
    const card = await askInThread(world, LENA, 'page risk because scoring is slow');
    await Promise.all([
      press(world.slack, ANA, card, 'Page'),
      press(world.slack, LENA, card, 'Page'),
    ]);
    await settled();
    expect(toldTo('#team-risk').filter((text) => text.includes('scoring is slow'))).toHaveLength(1);
    expect(await pagesInAudit()).toHaveLength(1);
  });

  it('is over after half an hour, and says so when it is pressed', async () => {
    const card = await askInThread(world, LENA, 'page risk because scoring is slow');
    world.clock.advance(31 * 60_000);
    await pressed(ANA, card, 'Page');
    expect(shownText(latest(card))).toContain('too long ago');
    expect(buttonsOf(latest(card))).toEqual([]);
    expect(toldTo('#team-risk').join()).not.toContain('scoring is slow');
  });

  it('can be cancelled', async () => {
    const card = await askInThread(world, LENA, 'page risk');
    await pressed(LENA, card, 'Cancel');
    expect(shownText(latest(card))).toContain('Cancelled by <@U02LENA>');
    expect(buttonsOf(latest(card))).toEqual([]);
  });

  it('works by command, where only the asker sees the card', async () => {
    await world.slack.as(LENA).command('#engineering', '/callboard', 'page risk: scoring is slow');
    await settled();
    const card = world.slack.lastMessage('#engineering') as Message;
    expect(card.onlyFor).toBe(LENA);
    await pressed(LENA, card, 'Page');
    expect(shownText(latest(card))).toContain('Told Tomasz Wójcik');
    expect(latest(card).onlyFor).toBe(LENA);
  });

  it('works in direct messages', async () => {
    const { id } = world.slack.imOf(LENA);
    await world.slack.as(LENA).say(id, 'page risk: scoring is slow');
    await settled();
    const card = world.slack.lastMessage(id) as Message;
    await pressed(LENA, card, 'Page');
    expect(shownText(latest(card))).toContain('Told Tomasz Wójcik');
  });

  it('follows from what a thread is about', async () => {
    const first = await askInThread(world, LENA, "who's on call for payments");
    const thread = first.threadTs ?? first.ts;
    const card = await askInThread(world, LENA, 'ok ping them', { thread });
    expect(shownText(card)).toContain('Page Payments Platform?');
  });

  it('lets the asker change the reason before anybody presses, and nobody else', async () => {
    const card = await askInThread(world, LENA, 'page risk');
    await pressed(ANA, card, 'Change the text…');
    expect(world.slack.lastMessage(card.channel)?.text).toContain('Only who asked');
    await press(world.slack, LENA, card, 'Change the text…');
    await settled();
    const [view] = world.slack.as(LENA).views();
    await world.slack.as(LENA).submit(view?.id ?? '', {
      words: { words: { type: 'plain_text_input', value: 'cards are declined' } },
    });
    await settled();
    expect(shownText(latest(card))).toContain('cards are declined');
    await pressed(ANA, latest(card), 'Page');
    expect(toldTo('#team-risk').join()).toContain('cards are declined');
  });

  it('sends hostile words as words', async () => {
    const text = 'page risk because <!channel> *x* <https://evil.example|bank> <@U02ANA> ```';
    const card = await askInThread(world, LENA, text);
    await pressed(LENA, card, 'Page');
    const told = toldTo('#team-risk').at(-1) ?? '';
    expect(told).not.toMatch(/<!channel>|<https:\/\/evil/);
    expect(told).toContain('&lt;!channel&gt;');
  });
});

describe('paging where PagerDuty holds the rotas', () => {
  it('raises one incident in the name of who pressed, and writes to nobody', async () => {
    await using connected = await testWorld();
    const card = await askInThread(connected, LENA, 'page fraud-scorer because scoring is slow');
    expect(shownText(card)).toContain('Magda Kowalska');
    expect(shownText(card)).toContain('a PagerDuty incident for fraud-scorer');
    const known = connected.pagerduty?.account.incidents.length ?? 0;
    await press(connected.slack, ANA, card, 'Page');
    await connected.app.slack?.settled();
    const raised = connected.pagerduty?.account.incidents.slice(known) ?? [];
    expect(raised).toHaveLength(1);
    expect(
      connected.slack
        .messages('#team-risk')
        .map(({ text }) => text)
        .join(),
    ).not.toContain('scoring is slow');
  });
});

describe('somebody the catalog does not know', () => {
  it('is told how to say who they are, and nothing happens', async () => {
    const card = await askInThread(world, LENA, 'page risk: scoring is slow');
    await pressed('U02NEW', card, 'Page');
    const [told] = world.slack.messages(card.channel).filter(({ onlyFor }) => onlyFor === 'U02NEW');
    expect(told?.text).toContain("I don't know who you are");
    expect(buttonsOf(told)).toEqual(['This is me…']);
    expect(buttonsOf(latest(card))).toContain('Page');
    expect(toldTo('#team-risk').join()).not.toContain('scoring is slow');
  });
});

type Told = {
  kind: string;
  text: string;
  blocks: object[];
  isLocked: boolean;
  items: { outcome: string }[];
};

describe('locking deployments', () => {
  const MEI = 'U02MEI';
  const json = async (path: string, init?: RequestInit) =>
    (await (await world.request(path, init)).json()) as Told;
  const ask = (text: string) =>
    json('/api/ask', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, user: 'user:default/lena-hoffmann' }),
    });
  const isLocked = async (ref: string) => (await json(`/api/locks?ref=${ref}`)).isLocked;

  it('needs a press by a member of the owning team, and ends by itself', async () => {
    const card = await askInThread(world, LENA, 'lock ledger deploys until monday, month end');
    expect(shownText(card)).toContain('Monday, 22 June 2026, 00:00 (Europe/Berlin)');
    expect(shownText(card)).toContain('month end');
    expect(await isLocked('component:default/ledger')).toBe(false);
    await pressed(ANA, card, 'Lock');
    expect(world.slack.lastMessage(card.channel)?.text).toContain('That is for members of');
    expect(await isLocked('component:default/ledger')).toBe(false);
    await pressed(MEI, latest(card), 'Lock');
    expect(await isLocked('component:default/ledger')).toBe(true);
    const told = await ask('who locked ledger');
    expect(told).toMatchObject({ kind: 'answer', intent: 'freeze' });
    expect(told.text).toContain('Mei Tanaka');
    const { items } = await json('/api/audit?target=component:default/ledger');
    expect(items.map(({ outcome }) => outcome).sort()).toEqual(['done', 'refused']);
    world.clock.advance(7 * 24 * 60 * 60_000);
    expect(await isLocked('component:default/ledger')).toBe(false);
  });

  it('does not take the place of another lock, and can be tried again when that is gone', async () => {
    const [first, second] = [
      await askInThread(world, LENA, 'lock ledger until monday'),
      await askInThread(world, LENA, 'lock ledger until friday, audit'),
    ];
    await pressed(MEI, first, 'Lock');
    await pressed(MEI, second, 'Lock');
    expect(shownText(latest(second))).toContain('ledger is locked already, by Mei Tanaka.');
    const unlock = await askInThread(world, LENA, 'unlock ledger');
    await pressed(MEI, unlock, 'Unlock');
    await pressed(MEI, latest(second), 'Try again');
    expect((await ask('is ledger locked')).text).toContain('because: audit');
    const { items } = await json('/api/audit?target=component:default/ledger');
    expect(items.map(({ outcome }) => outcome).sort()).toEqual(['done', 'done', 'done', 'failed']);
  });

  it('and unlocking wait a day for a press, and no stranger may', async () => {
    const lock = await askInThread(world, LENA, 'lock ledger');
    const unlock = await askInThread(world, LENA, 'unlock payments-worker');
    await pressed('U02NEW', lock, 'Lock');
    expect(world.slack.lastMessage(lock.channel)?.text).toContain("I don't know who you are");
    world.clock.advance(25 * 60 * 60_000);
    for (const [card, verb] of [
      [lock, 'Lock'],
      [unlock, 'Unlock'],
    ] as const) {
      await pressed(MEI, latest(card), verb);
      expect(shownText(latest(card))).toContain('too long ago');
    }
    expect(await isLocked('component:default/ledger')).toBe(false);
    expect(await isLocked('component:default/payments-worker')).toBe(true);
  });

  it('of everything is for platform admins, and stops every service', async () => {
    const card = await askInThread(world, LENA, 'lock everything for 2 hours');
    await pressed(MEI, card, 'Lock');
    expect(await isLocked('component:default/fx-rates')).toBe(false);
    await pressed(LENA, latest(card), 'Lock');
    expect(await isLocked('component:default/fx-rates')).toBe(true);
  });

  it('is told of what was locked before, and ended by its team', async () => {
    const told = await ask('who locked payments-worker');
    expect(told.text).toContain('Ravi Menon');
    expect(told.text).toContain('PSP migration');
    expect((await ask('are we in a code freeze')).text).toContain('No organisation-wide freeze');
    const card = await askInThread(world, LENA, 'unlock payments-worker');
    await pressed(ANA, card, 'Unlock');
    expect(await isLocked('component:default/payments-worker')).toBe(false);
  });

  it('does nothing by being asked over HTTP, where the card has no button', async () => {
    const answer = await ask('lock ledger');
    expect(answer.kind).toBe('confirm');
    expect(controlsOf(answer.blocks)).toEqual([]);
    expect(await world.app.core.db.select().from(proposals)).toEqual([]);
    expect(await isLocked('component:default/ledger')).toBe(false);
  });
});
