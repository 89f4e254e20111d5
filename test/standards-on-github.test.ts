import { expect, it } from 'vitest';
import { testWorld } from './world.ts';

const CARD = `name: readme
title: Readme
checks:
  - { id: readme, title: Has a README, why: Why., howToFix: Add one., weight: 1, rule: facts.hasReadme }
`;

it('follows scorecards in a repository, and tells the lead once of a mistake in them', async () => {
  const where = 'github:marlinpay/handbook/standards';
  await using world = await testWorld({ config: { 'scorecards.folder': where } });
  const { github, slack, app } = world;
  const { standards } = app.core;
  const push = async (text: string) => {
    await github.model.push('handbook', { 'standards/readme.yaml': text });
    await app.runJobs();
    return (await standards.scorecards()).map(({ name, checks }) => [name, checks[0]?.rule.text]);
  };
  const told = () =>
    slack
      .messages(slack.channelByName('#eng-leads').id)
      .filter(({ text }) => text?.startsWith('Scorecards:'));
  expect((await standards.loaded()).problems).toMatchObject([{ file: where }]);
  expect(await push(CARD)).toEqual([['readme', 'facts.hasReadme']]);
  expect((await standards.loaded()).problems).toEqual([]);
  expect(await push(CARD.replace('hasReadme }', 'hasDocs }'))).toEqual([
    ['readme', 'facts.hasDocs'],
  ]);
  const before = told().length;
  expect(await push(CARD.replace('hasReadme }', 'hasReedme }'))).toEqual([
    ['readme', 'facts.hasDocs'],
  ]);
  await standards.refresh();
  const { problems } = await standards.loaded();
  expect(problems).toMatchObject([
    {
      file: 'standards/readme.yaml',
      url: 'https://github.com/marlinpay/handbook/blob/main/standards/readme.yaml',
      problems: [{ line: 4, path: 'checks.0.rule' }],
    },
  ]);
  world.clock.advance(60_000);
  await app.runJobs();
  expect(told().slice(before)).toMatchObject([
    { text: expect.stringContaining('standards/readme.yaml:4:') },
  ]);
});
