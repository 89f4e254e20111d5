import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';
import { fixingIn, KYC, LENA, picked, textOf } from './fixing.ts';
import { controlsOf, press } from './slack/controls.ts';
import { askInThread, shownText, testWorld } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const { settled, latest, rows, pulls, fileOf, openForm, submit } = fixingIn(() => world);

const FORMS: [field: string, values: object, path: string[], ends: string][] = [
  [
    'owner',
    { 'value-owner': { 'fix-owner': picked('group:default/risk', 'Risk') } },
    ['-  owner: group:default/onboarding-kyc', '+  owner: group:default/risk'],
    'Owned by Risk',
  ],
  [
    'lifecycle',
    { 'value-lifecycle': { 'fix-word': picked('deprecated') } },
    ['-  lifecycle: production', '+  lifecycle: deprecated'],
    'deprecated',
  ],
  [
    'on-call',
    { 'value-on-call': { value: textOf('PKYC99') } },
    ['-    pagerduty.com/service-id: PKYC01', '+    pagerduty.com/service-id: PKYC99'],
    '',
  ],
  [
    'link',
    {
      'which-link': { 'fix-which': picked('0') },
      'value-link': { value: textOf('https://wiki.marlinpay.example/kyc') },
      'title-link': { title: textOf('') },
    },
    [
      '-    - url: https://runbooks.marlinpay.example/kyc-gateway',
      '+    - url: https://wiki.marlinpay.example/kyc',
    ],
    'https://wiki.marlinpay.example/kyc',
  ],
  [
    'dependency',
    {
      'which-dependency': { 'fix-which': picked('new') },
      'value-dependency': { 'fix-dependency': picked('component:default/ledger') },
    },
    ['+    - component:ledger'],
    '',
  ],
  [
    'alias',
    { 'value-alias': { value: textOf('the know-your-customer thing') } },
    ['+    marlinpay.com/aliases: the know-your-customer thing'],
    '',
  ],
];

describe('"Wrong? Fix it"', () => {
  it.each(FORMS)(
    '%s: from the answer to a merged pull request and the new answer',
    async (field, values, diff, ends) => {
      const answer = await askInThread(world, LENA, 'what is kyc-gateway');
      const before = await fileOf('kyc-gateway');
      const view = await openForm(answer, field);
      expect(
        await submit(view, { ...values, reason: { reason: textOf('Told in the all-hands') } }),
      ).toEqual({ errors: {} });
      const [pull] = pulls('kyc-gateway');
      expect(pull).toMatchObject({
        state: 'OPEN',
        number: expect.any(Number),
        reviewers: ['marlinpay/kyc'],
      });
      expect(pull?.body).toContain('Told in the all-hands');
      expect(pull?.body).toContain('Lena Hoffmann');
      expect(
        diffOf(before, await fileOf('kyc-gateway', 'catalog-info.yaml', pull?.headRefName)),
      ).toEqual(diff);
      const [commit] = world.github.model.history(
        world.github.model.repository('kyc-gateway'),
        world.github.model.repository('kyc-gateway').branches.get(pull?.headRefName ?? ''),
      );
      expect(commit?.author).toBe('lena-hoffmann');

      // Everybody concerned hears of it once, and the answer that was wrong is marked.
      expect(shownText(latest(answer))).toContain('Correction pending');
      const team = world.slack.messages('#team-kyc').at(-1);
      expect(team?.text).toContain(`/pull/${pull?.number}|PR #${pull?.number}>`);
      const again = await askInThread(world, LENA, 'who owns kyc-gateway', {
        channel: '#ask-payments',
      });
      expect(shownText(again)).toContain('Correction pending');

      await world.github.model.mergePullRequest('kyc-gateway', pull?.number ?? 0, 'hana-kim');
      await world.app.github?.drainInbox();
      await world.app.corrections.work();
      await settled();
      const [row] = await rows();
      expect(row).toMatchObject({ state: 'merged', settledBy: 'hana-kim', told: 'merged' });
      expect(shownText(latest(answer))).toContain('Corrected since');
      expect(shownText(latest(answer))).not.toContain('Correction pending');
      expect(latest(team as Message).text).toContain('was merged by hana-kim');
      const thread = world.slack
        .thread(answer.channel, answer.threadTs ?? answer.ts)
        .map(({ text }) => text);
      expect(thread.filter((text) => text.includes('Corrected'))).toHaveLength(1);
      const now = await world.app.core.ask({
        text: field === 'link' ? 'runbook of kyc-gateway' : 'what is kyc-gateway',
        asker: null,
        thread: null,
      });
      expect(now.text).toContain(ends);
      expect(now.text).not.toContain('Correction pending');
    },
  );

  it('asks anew for what a form may not say, and writes nothing', async () => {
    const answer = await askInThread(world, LENA, 'what is kyc-gateway');
    const link = await openForm(answer, 'link');
    const values = (url: string) => ({
      'which-link': { 'fix-which': picked('new') },
      'value-link': { value: textOf(url) },
    });
    expect(await submit(link, values('http://plain.example/'))).toEqual({
      errors: { 'value-link': 'That is no https:// address.' },
    });
    expect(await submit(link, values('javascript:alert(1)'))).toMatchObject({
      errors: { 'value-link': expect.any(String) },
    });
    const alias = await openForm(answer, 'alias');
    expect(await submit(alias, { 'value-alias': { value: textOf('ledger') } })).toMatchObject({
      errors: { 'value-alias': expect.stringContaining('That is the name of') },
    });
    const dependency = await openForm(answer, 'dependency');
    const itself = {
      'which-dependency': { 'fix-which': picked('new') },
      'value-dependency': { 'fix-dependency': picked(KYC) },
    };
    expect(await submit(dependency, itself)).toEqual({
      errors: { 'value-dependency': 'Nothing depends on itself.' },
    });
    expect(await rows()).toEqual([]);
  });

  it('suggests teams and people for an owner, from memory', async () => {
    const answer = await askInThread(world, LENA, 'what is kyc-gateway');
    const view = await openForm(answer, 'owner');
    const found = await world.slack
      .as(LENA)
      .suggest({ kind: 'view', viewId: view.id }, 'value-owner', 'fix-owner', 'risk');
    expect(JSON.stringify(found)).toContain('group:default/risk');
    expect(JSON.stringify(found)).not.toContain('component:');
  });

  it('makes one pull request of a correction that two people ask for, and tells both', async () => {
    const values = { 'value-owner': { 'fix-owner': picked('group:default/risk', 'Risk') } };
    const first = await askInThread(world, LENA, 'who owns kyc-gateway');
    const second = await askInThread(world, 'U02ANA', 'who owns kyc-gateway', {
      channel: '#ask-payments',
    });
    const forms = [
      await openForm(first, 'owner'),
      await openForm(second, 'owner', 'U02ANA'),
    ] as const;
    await Promise.all([submit(forms[0], values), submit(forms[1], values, 'U02ANA')]);
    expect(pulls('kyc-gateway')).toHaveLength(1);
    expect(shownText(latest(first))).toContain('Correction pending');
    expect(shownText(latest(second))).toContain('Correction pending');
  });

  it('tells what became of one that was closed, and proposes it anew when somebody asks again', async () => {
    const values = { 'value-owner': { 'fix-owner': picked('group:default/risk', 'Risk') } };
    const answer = await askInThread(world, LENA, 'who owns kyc-gateway');
    await submit(await openForm(answer, 'owner'), values);
    await world.github.model.closePullRequest(
      'kyc-gateway',
      pulls('kyc-gateway')[0]?.number ?? 0,
      'hana-kim',
    );
    await world.app.corrections.work();
    expect(shownText(latest(answer))).toContain('A correction was not taken');
    await submit(await openForm(answer, 'owner'), values);
    expect(pulls('kyc-gateway').map(({ state }) => state)).toEqual(['CLOSED', 'OPEN']);
  });

  it.each([
    'POST /repos/marlinpay/kyc-gateway/git/refs',
    'PUT /repos/marlinpay/kyc-gateway/contents/catalog-info.yaml',
    'POST /repos/marlinpay/kyc-gateway/pulls',
  ])('is finished by the job after a crash at %s', async (call) => {
    world.github.fail({ kind: 'broken-connection', match: call, times: 1 });
    const answer = await askInThread(world, LENA, 'who owns kyc-gateway');
    await submit(await openForm(answer, 'owner'), {
      'value-owner': { 'fix-owner': picked('group:default/risk') },
    });
    expect(pulls('kyc-gateway')).toHaveLength(0);
    expect(world.slack.thread(answer.channel, answer.threadTs ?? '').at(-1)?.text).toContain(
      'I keep trying',
    );
    world.clock.advance(3 * 60_000);
    await world.app.corrections.work();
    expect(pulls('kyc-gateway')).toHaveLength(1);
    expect(world.slack.thread(answer.channel, answer.threadTs ?? '').at(-1)?.text).toContain(
      'Correction pending',
    );
  });

  it('says what cannot be corrected by a pull request, and where it can be', async () => {
    const values = { 'value-owner': { 'fix-owner': picked('group:default/risk') } };
    const answer = await askInThread(world, LENA, 'who owns kyc-gateway');
    world.github.fail({
      kind: 'refused',
      status: 403,
      message: 'Resource not accessible by integration',
      needs: 'contents=write',
      match: /git\/refs/,
    });
    await submit(await openForm(answer, 'owner'), values);
    const said = world.slack.thread(answer.channel, answer.threadTs ?? '').at(-1)?.text;
    expect(said).toContain('the permission contents: write is missing');
    expect(said).toContain('GITHUB_WRITE_TOKEN');
    expect((await rows())[0]).toMatchObject({ state: 'failed' });
    expect(
      (await world.app.core.ask({ text: 'who owns kyc-gateway', asker: null, thread: null })).text,
    ).not.toContain('pending');
  });

  it('turns words into a card whose button opens it, in the name of who presses', async () => {
    const card = await askInThread(world, LENA, 'wrong, kyc-gateway moved to risk last week');
    expect(pulls('kyc-gateway')).toHaveLength(0);
    await press(world.slack, 'U02ANA', card, 'Open a pull request');
    await settled();
    const [pull] = pulls('kyc-gateway');
    expect(pull?.body).toContain('Ana Duarte');
    expect(shownText(latest(card))).toContain(`Pull request #${pull?.number}`);
    expect(controlsOf(latest(card).blocks)).toEqual([]);
  });
});

const HOSTILE = [
  '<!channel> <@U02ANA>',
  'a: b',
  '*anchor',
  '&x !!js/function',
  '# @marlinpay/kyc fixes #1',
  '- [x](https://evil.example)',
  '`code` "quoted\' {{ x }}',
  '```\n@hana-kim\n```',
];

it.each(HOSTILE)('writes a name like %j as that name everywhere', async (said) => {
  const answer = await askInThread(world, LENA, 'what is kyc-gateway');
  const view = await openForm(answer, 'alias');
  const values = {
    'value-alias': { value: textOf(said) },
    reason: { reason: textOf(`${said}\n${said}`) },
  };
  const { errors } = await submit(view, values);
  const [pull] = pulls('kyc-gateway');
  if (!pull) {
    expect(Object.keys(errors)).toEqual(['value-alias']);
    return;
  }
  const name = said.trim();
  const text = await fileOf('kyc-gateway', 'catalog-info.yaml', pull.headRefName);
  expect(diffOf(await fileOf('kyc-gateway'), text)).toHaveLength(1);
  expect(pull.title).not.toMatch(/@\w|#\d/);
  // Outside of code nothing of it is left that GitHub would read.
  const prose = pull.body
    .replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, '')
    .replace(/(`+) ?[^\n]*? ?\1(?!`)/g, '');
  expect(prose).not.toMatch(/@\w|#\d|evil|<!|x\]\(/);
  const messages = [
    ...world.slack.thread(answer.channel, answer.threadTs ?? ''),
    ...world.slack.messages('#team-kyc'),
  ];
  for (const message of messages.filter(({ user }) => user === world.slack.bot.userId)) {
    expect(JSON.stringify([message.text, message.blocks])).not.toMatch(/<!channel>|<@U02ANA>|\|x>/);
  }
  await world.github.model.mergePullRequest('kyc-gateway', pull.number);
  await world.app.github?.drainInbox();
  const now = await world.app.core.ask({ text: 'who owns kyc-gateway', asker: null, thread: null });
  expect(now.text).toContain('Onboarding & KYC');
  const entity = (await world.app.core.index.current()).get(KYC);
  expect(entity?.aliases).toContain(name);
});

/** Lines that went and lines that came, between what is the same at either end. */
function diffOf(before: string, after: string): string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  while (a.length > 0 && b.length > 0 && a[0] === b[0]) {
    a.shift();
    b.shift();
  }
  while (a.length > 0 && b.length > 0 && a.at(-1) === b.at(-1)) {
    a.pop();
    b.pop();
  }
  return [...a.map((line) => `-${line}`), ...b.map((line) => `+${line}`)];
}
