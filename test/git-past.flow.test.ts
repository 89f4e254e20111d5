import { afterAll, beforeAll, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { askInThread, shownText, testWorld } from './world.ts';

const LENA = 'U02LENA';

let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const ask = (text: string) => world.app.core.ask({ text, asker: null, thread: null });
const historyCalls = () =>
  world.github.calls.list().filter(({ name }) => name === 'FileHistory').length;

it.each([
  [
    'who owned settlement-batch in October 2024',
    ['payments-platform'],
    /^In October 2024 settlement-batch was owned by Payments Platform\. So says the git history of catalog-info\.yaml \(commit \w{7}\)\.$/,
  ],
  [
    'who owned audit-log in february',
    ['identity'],
    /^In February 2026 audit-log was owned by Identity\. /,
  ],
  [
    'who owned audit-log in march',
    ['identity', 'platform-engineering'],
    /by Identity until 3 March 2026, and by Platform Engineering from 3 March 2026\. So says the git history of catalog-info\.yaml \(commits \w{7}, \w{7}\)\.$/,
  ],
  [
    'when did audit-log change owner',
    ['identity', 'platform-engineering'],
    /^audit-log changed owner once: on 3 March 2026 from Identity to Platform Engineering\. .* catalog-info\.yaml defines it since 29 June 2020\.$/,
  ],
  [
    'who owned ledger in March',
    ['ledger-settlement'],
    /was owned by Ledger & Settlement\. So says/,
  ],
])('answers "%s" from git, where the catalog began later', async (text, teams, said) => {
  const answer = await ask(text);
  expect(answer).toMatchObject({ kind: 'answer', text: expect.stringMatching(said) });
  expect(answer.refs).toEqual(teams.map((team) => `group:default/${team}`));
});

it('shows the commit and its age in Slack', async () => {
  const answer = await askInThread(world, LENA, 'who owned audit-log in february');
  expect(shownText(answer)).toMatch(
    /<https:\/\/github\.com\/marlinpay\/audit-log\/commit\/\w{40}\|git history of catalog-info\.yaml at \w{7}>/,
  );
});

it('does not know what was before the file', async () => {
  const answer = await ask('who owned ledger in 2018');
  expect(answer).toMatchObject({ kind: 'unknown', refs: [] });
  expect(answer.text).toContain('I cannot say who owned ledger in 2018.');
  expect(answer.text).toContain('The git history of catalog-info.yaml begins later.');
  expect((await ask('who owned ledger in 2019')).text).toContain(
    'from 18 February 2019. So says the git history',
  );
});

it('says what it knows, and why no more, when GitHub fails', async () => {
  const heal = world.github.fail({ kind: 'bad-gateway', match: 'FileHistory' });
  const answer = await ask('who owned audit-log in february');
  const changed = await ask('when did audit-log change owner');
  heal();
  const why = 'GitHub could not be asked for the git history of its file: GitHub answered 502.';
  expect(answer).toMatchObject({
    kind: 'unknown',
    facts: [],
    text: `I know the catalog since 15 June 2026, so I cannot say who owned audit-log in February 2026. On that day it was owned by Platform Engineering. ${why}`,
  });
  expect(changed.text).toContain('has not changed owner as far as I know');
  expect(changed.text).toContain(why);
});

it('asks GitHub once for a question, and not at all for what the catalog knows', async () => {
  const before = historyCalls();
  await ask('who owned audit-log in february');
  expect(historyCalls()).toBe(before + 1);
  world.clock.advance(2 * 24 * 3_600_000);
  expect((await ask('who owned audit-log yesterday')).refs).toHaveLength(1);
  await ask('who owns audit-log');
  expect(historyCalls()).toBe(before + 1);
});
