import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type App, createApp, type Outside } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import { createLog, type Log } from '../log.ts';
import { rootFolder } from '../root.ts';
import { type Clock, stillClock } from './clock.ts';
import { createFakeGitHub, type FakeGitHub } from './github/fake-github.ts';
import { type Organisation, readOrganisation } from './github/organisation.ts';
import { readLocks, seedLocks } from './locks.ts';
import { readAccount } from './pagerduty/account.ts';
import {
  createFakePagerDuty,
  type FakePagerDuty,
  PAGERDUTY_TOKEN,
} from './pagerduty/fake-pagerduty.ts';
import { readRuns, type SeededRun, seedRuns } from './runs.ts';
import { createFakeSlack, type FakeSlack } from './slack/fake-slack.ts';
import type { Seed } from './slack/model.ts';
import { readSeed } from './slack/seed.ts';
import { CALLBOARD_APP, READING_APP } from './slack-app.ts';
import { readStandards, type SeededStandards, seedStandards } from './standards-seed.ts';
import { createTimeTravel, type TimeTravel } from './time-travel.ts';

/** The demo organisation, and the afternoon at which its fixtures stand still. */
export const MARLIN_PAY = join(rootFolder(), 'fixtures', 'marlin-pay');
export const MARLIN_PAY_NOW = new Date('2026-06-15T14:30:00+02:00');
const GITHUB_TOKEN = 'ghp_demo';
const LEAD_CHANNEL = 'eng-leads';
const WEBHOOKS = 'http://localhost/github/webhooks';

export type World = AsyncDisposable & {
  app: App;
  slack: FakeSlack;
  github: FakeGitHub;
  /** Null where the organisation has no account. */
  pagerduty: FakePagerDuty | null;
  clock: Clock;
  /** Moves the clock, and lets the jobs do what they would have done. */
  travel: TimeTravel;
  /** What was made from templates before. */
  runs: readonly SeededRun[];
  /** What was posted and decided about standards before, and how they were. */
  decided: SeededStandards;
  /** A request to the app, as from this machine. */
  request: (path: string, init?: RequestInit) => Promise<Response>;
};

export type WorldOptions = {
  /** Folder of an organisation in the form of `fixtures/marlin-pay`. */
  organisation?: string;
  clock?: Clock;
  config?: Partial<Config>;
  log?: Log;
  /** Whether the operator let the app read along in the channels it is in. */
  readsAlong?: boolean;
  /** Where the ids of Slack begin, for a database that is kept. */
  firstSerial?: number;
  /** The people and channels, where they are not those of the organisation. */
  seed?: Seed;
  /** Called when all was read and nothing is scored yet. */
  beforeScores?: (core: App['core'], decided: SeededStandards) => Promise<void>;
  /** False where a test needs no docs. */
  docs?: boolean;
  pages?: (slack: FakeSlack, github: FakeGitHub, travel: TimeTravel) => Outside['localPages'];
};

const organisations = new Map<string, Organisation>();

/** Read once a process: nothing changes it, and reading it is a fifth of making a world. */
function organisationIn(folder: string): Organisation {
  const organisation = organisations.get(folder) ?? readOrganisation(folder);
  organisations.set(folder, organisation);
  return organisation;
}

/**
 * The whole product between a GitHub and a Slack of this process, before anything was synced, said or listened to.
 * Both deliver over HTTP to the app's port once it has one, and straight into the app before, signed either way.
 */
export async function buildWorld(options: WorldOptions = {}): Promise<World> {
  const folder = options.organisation ?? MARLIN_PAY;
  const clock = options.clock ?? stillClock(MARLIN_PAY_NOW);
  const signingSecret = randomBytes(16).toString('hex');
  const webhookSecret = randomBytes(16).toString('hex');
  const deliver = (request: Request) => app.receive(request);

  const organisation = organisationIn(folder);
  const github = createFakeGitHub({ now: clock.now, organisation });
  github.webhooks.subscribe({ secret: webhookSecret, url: WEBHOOKS, deliver });
  const slack = createFakeSlack({
    now: clock.now,
    seed: options.seed ?? readSeed(join(folder, 'slack.yaml')),
    signingSecret,
    deliver,
    firstSerial: options.firstSerial ?? 0,
    ...(options.readsAlong ? READING_APP : CALLBOARD_APP),
  });
  const account = readAccount(join(folder, 'on-call.yaml'));
  const pagerduty = account && createFakePagerDuty({ account, now: clock.now });
  const leadChannel = slack.channels().find(({ name }) => name === LEAD_CHANNEL);
  // A folder of descriptors has its own organisation, which has locked nothing yet.
  const standards = join(folder, 'scorecards');
  const locked = readLocks(join(folder, 'locks.yaml'));
  const config: Config = {
    ...readConfig({}),
    database: ':memory:',
    'slack.botToken': slack.bot.botToken,
    'slack.signingSecret': signingSecret,
    'slack.leadChannel': leadChannel?.id,
    'github.organization': organisation.login,
    'github.token': GITHUB_TOKEN,
    'github.webhookSecret': webhookSecret,
    'onCall.pagerDutyToken': pagerduty ? PAGERDUTY_TOKEN : undefined,
    admins: locked.admins,
    ...(existsSync(standards) && {
      'scorecards.folder': standards,
      'scorecards.shipped': false,
    }),
    ...options.config,
  };
  const travel = createTimeTravel(clock, async () => {
    await app.runJobs();
    // What Slack says now is signed for now: a delivery that arrives hours later would be refused.
    await slack.settled();
  });
  const app: App = await createApp(config, {
    now: clock.now,
    log: options.log ?? createLog('silent'),
    slackFetch: slack.fetch,
    githubFetch: github.fetch,
    ...(pagerduty && { onCallFetch: pagerduty.fetch }),
    localPages: options.pages?.(slack, github, travel) ?? [],
    home: '/demo/slack',
    areWritesOpen: true,
    linksHere: true,
    beforeScores: () => options.beforeScores?.(app.core, decided) ?? Promise.resolve(),
  });
  const decided = readStandards(join(folder, 'standards.yaml'));
  const runs = readRuns(folder);
  if (config['github.organization']) {
    await seedLocks(app.core, locked);
    await seedStandards(app.core, decided, clock.now());
    await seedRuns(app.core, runs, { folder, login: organisation.login });
  }
  return {
    app,
    slack,
    github,
    pagerduty,
    clock,
    travel,
    runs,
    decided,
    request: async (path, init) => app.fetch(new Request(`http://localhost${path}`, init)),
    async [Symbol.asyncDispose]() {
      slack.stop();
      await app[Symbol.asyncDispose]();
    },
  };
}

/** A world in which the organisation was read and the bot has come to Slack. Tests say `await using world = await createWorld()`. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const world = await buildWorld(options);
  await world.app.slack?.start();
  await world.app.github?.sync();
  if (options.docs ?? true) {
    await world.app.github?.docs();
    await world.app.github?.docAges();
  }
  await world.app.onCall.refresh();
  await world.app.github?.changes();
  return world;
}
