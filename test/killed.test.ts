import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { expect, it } from 'vitest';
import { createFakeGitHub } from '../src/demo/github/fake-github.ts';
import { readOrganisation } from '../src/demo/github/organisation.ts';
import { createFakeSlack } from '../src/demo/slack/fake-slack.ts';
import { readSeed } from '../src/demo/slack/seed.ts';
import { CALLBOARD_APP } from '../src/demo/slack-app.ts';
import { MARLIN_PAY, MARLIN_PAY_NOW } from '../src/demo/world.ts';
import { rootFolder } from '../src/root.ts';

const VALUES = {
  name: 'refund-radar',
  owner: 'group:default/payments-platform',
  topic: 'api:default/payments.captured.v1',
};

/** A GitHub and a Slack that outlive the process that calls them, and end it when they are asked to. */
async function doubles() {
  const now = () => MARLIN_PAY_NOW;
  const github = createFakeGitHub({ now, organisation: readOrganisation(MARLIN_PAY) });
  const slack = createFakeSlack({
    now,
    seed: readSeed(join(MARLIN_PAY, 'slack.yaml')),
    signingSecret: 'secret',
    deliver: async () => new Response(null),
    ...CALLBOARD_APP,
  });
  const hosts = {
    github: ['https://api.github.com', github.fetch],
    slack: ['https://slack.com', slack.fetch],
  } as const;
  const calls: string[] = [];
  let life: ChildProcess | null = null;
  const died = new Set<string>();

  /** Kills at every call that changes something, once each: every other one after it was done. */
  async function answer(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const [, name = '', ...rest] = pathname.split('/');
    const [origin, reach] = hosts[name as keyof typeof hosts];
    const body = request.body ? await request.arrayBuffer() : null;
    const { method, headers } = request;
    const pass = () => reach(`${origin}/${rest.join('/')}${search}`, { method, headers, body });
    const call = `${method} /${rest.join('/')}`.replace(/\b[0-9a-f]{40}\b/, 'sha');
    const isWriting = !/^GET|graphql$|auth\.test|users\.|conversations\.|team\./.test(call);
    if (!isWriting || died.has(call)) return pass();
    died.add(call);
    calls.push(call);
    // What Slack took and nobody noted is sent again: it has no key that would tell. So there it dies before.
    if (name === 'github' && died.size % 2 === 0) await pass();
    life?.kill('SIGKILL');
    return new Response(null, { status: 500 });
  }

  const { promise, resolve } = Promise.withResolvers<number>();
  const server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
    resolve(port),
  );
  const outside = `http://127.0.0.1:${await promise}`;
  const database = `file:${join(mkdtempSync(join(tmpdir(), 'callboard-killed-')), 'run.db')}`;
  return {
    github,
    slack,
    calls,
    /** What the process said at its end; null where it was killed. */
    async live(lives: number): Promise<string | null> {
      const at = new Date(MARLIN_PAY_NOW.getTime() + lives * 600_000).toISOString();
      const child = spawn(
        process.execPath,
        [
          join(rootFolder(), 'test/killed/process.ts'),
          'template:default/kafka-consumer',
          JSON.stringify(VALUES),
        ],
        {
          env: {
            DATABASE: database,
            OUTSIDE: outside,
            BOT: slack.bot.botToken,
            NOW: at,
            ...(lives === 0 && { IS_FIRST: 'yes' }),
          },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      life = child;
      let said = '';
      child.stdout.on('data', (chunk) => {
        said += chunk;
      });
      const [code] = await once(child, 'exit');
      return code === 0 ? said : null;
    },
    close: () => server.close(),
  };
}

it('leaves exactly one of everything, however often the process is killed', {
  timeout: 300_000,
}, async () => {
  const { github, slack, calls, live, close } = await doubles();
  let lives = 0;
  let said: string | null = null;
  while (said === null && lives < 20) said = await live(lives++);
  close();
  expect(said && JSON.parse(said)).toEqual({
    runs: 1,
    state: 'completed',
    error: null,
    text: expect.stringContaining('refund-radar is owned by Payments Platform'),
  });
  // Once at each call that changes something: in every step that acts, and between them.
  expect(lives).toBe(calls.length + 1);
  expect(calls).toEqual(
    expect.arrayContaining(['POST /orgs/marlinpay/repos', 'POST /api/chat.postMessage']),
  );
  const { model } = github;
  const made = model.repository('refund-radar');
  expect(model.history(made, made.branches.get('main'))).toHaveLength(1);
  const { workflowRuns } = model.repository('kafka-main').settings;
  expect(workflowRuns).toMatchObject([{ inputs: { consumer: 'refund-radar' } }]);
  const channel = slack.channelByName('#team-payments').id;
  const told = slack.messages(channel).filter(({ text }) => text.includes('refund-radar is yours'));
  expect(told).toHaveLength(1);
});
