import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Hono } from 'hono';
import { createAnalyse } from './catalog/analysis.ts';
import type { Corrections } from './catalog/corrections/corrections.ts';
import { createPreview } from './catalog/preview.ts';
import { createRegistry } from './catalog/registry.ts';
import type { Config } from './config.ts';
import { type Core, createCore } from './core.ts';
import { composeCorrections } from './corrections.ts';
import { readAuth } from './credentials.ts';
import type { Deeds } from './deeds/deeds.ts';
import { composeDeeds } from './deeds.ts';
import { composeDigests, type Digests } from './digests.ts';
import { readDefinitions } from './docs/definitions/read.ts';
import { blocksOf } from './drawing.ts';
import { describeError } from './errors.ts';
import { followFolder } from './follow.ts';
import { webHostOf } from './github/address.ts';
import type { RunReport } from './github/report.ts';
import { createGitHubSync, type GitHubSync } from './github/sync.ts';
import { connectWriter } from './github-writer.ts';
import { parseApiToken } from './http/access.ts';
import { createHttpApp } from './http/app.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import { digestPath, pathOf, refOfPage, UNKNOWN } from './http/pages/paths.ts';
import { createFormLinks } from './http/pages/templates/form-links.ts';
import { listen } from './http/server.ts';
import { jobsOf } from './job-table.ts';
import { jobStates } from './jobs/runs.ts';
import { runInTurn, type Schedule, startSchedule } from './jobs/schedule.ts';
import type { Log } from './log.ts';
import { composeNames } from './names.ts';
import { notConnected } from './not-connected.ts';
import { composeNudging } from './nudges.ts';
import { connectOnCall, type OnCall } from './on-call.ts';
import { createPlatform } from './platform.ts';
import type { Ask } from './questions/answer.ts';
import { createHomeOf } from './questions/home/gather.ts';
import { createLinkedTo, type LinkedTo } from './questions/linked.ts';
import { createPeople } from './questions/people.ts';
import { createSearchThings } from './questions/search-things.ts';
import { createWhose, type Whose } from './questions/whose.ts';
import { readiness } from './readiness.ts';
import { composeRooms } from './rooms.ts';
import type { RunningScaffolder } from './scaffolder/create.ts';
import { composeScaffolder, placesOf, scaffoldingFor, slackScaffold } from './scaffolder.ts';
import type { Nudging } from './scorecards/nudges/run.ts';
import { composeScorecards, scorecardsOfRuns } from './scorecards.ts';
import { signInOf } from './sign-in.ts';
import type { DigestParts } from './slack/digest/digests.ts';
import type { ScaffoldParts } from './slack/scaffold/parts.ts';
import { createSlack, type Slack } from './slack/slack.ts';
import type { UnknownParts } from './slack/unknown/unknown.ts';
import { composeDecisions, type Decisions } from './standards-desk.ts';
import { standardsOnGitHub } from './standards-on-github.ts';

/** What the app is given of the world outside. The tests and the demo hand over their own. */
export type Outside = {
  log: Log;
  now?: () => Date;
  slackFetch?: typeof fetch;
  githubFetch?: typeof fetch;
  onCallFetch?: typeof fetch;
  /** Without a public address, cards link to the one the app listens on: for the demo, whose people are on this machine. */
  linksHere?: boolean;
  /** Awaited before anything is scored for the first time. */
  beforeScores?: () => Promise<void>;
  /** Pages for this machine only, by path. */
  localPages?: readonly { path: string; app: Hono }[];
  /** Where somebody is sent who opens the address alone. */
  home?: string;
  /** Whether this machine may change the catalog without a token. */
  areWritesOpen?: boolean;
};

/** What a read of GitHub found, changed and could not do. */
export type SyncReport = RunReport;

export type App = AsyncDisposable & {
  core: Core;
  github: GitHubSync | null;
  slack: Slack | null;
  corrections: Corrections;
  decisions: Decisions;
  nudging: Nudging;
  digests: Digests;
  scaffolder: RunningScaffolder;
  onCall: OnCall;
  /** The HTTP surface, for callers in this process. */
  fetch: (request: Request) => Response | Promise<Response>;
  /** The same over the wire once the app listens: for deliveries of the demo, which take the path of production. */
  receive: (request: Request) => Promise<Response>;
  /** Listens, connects Slack and starts the jobs; the first sync goes on behind it. */
  start: () => Promise<{ url: string }>;
  /** Resolves when the first sync since `start` has ended, well or not. */
  firstSync: () => Promise<void>;
  /** Resolves when the first read of docs since `start` has ended, well or not. */
  firstDocs: () => Promise<void>;
  /** Does now what the jobs would have done by now, one after the other: for a clock that was moved. */
  runJobs: () => Promise<void>;
  /** What is not connected and how to connect it, a sentence each. */
  notConnected: () => string[];
};

/** Puts the whole product together. Nothing is sent or listened to before `start`. */
export async function createApp(config: Config, outside: Outside): Promise<App> {
  const { log, now = () => new Date() } = outside;
  const closing = new AsyncDisposableStack();
  const organization = config['github.organization']?.toLowerCase();
  const core = await createCore(config.database, now, {
    kinds: new Set(config['catalog.kinds']),
    scorecards: config['scorecards.folder'] ?? null,
    library: {
      shipped: config['scorecards.shipped'],
      readAddress: (where) =>
        standardsOnGitHub(platform, where, webHostOf(config['github.apiUrl'])),
      tellLead: async (text) => slack?.tellLead(text),
    },
    admins: config.admins,
    timezone: config.timezone,
    isReadElsewhere: (url) => url.split('/')[3]?.toLowerCase() === organization,
    readPast: (location, until) => platform.readPast(location, until),
    readDocsFile: async (wanted) => (await github?.readDocsFile(wanted)) ?? null,
    scaffolding: scaffoldingFor(() => scaffolder),
  });
  closing.defer(() => core.db.close());
  const metrics = createMetrics();
  const ask = counted(core.ask, metrics);
  const people = createPeople(core);
  const whose = createWhose({ ...core, now });
  let url: string | null = null;
  let schedule: Schedule | null = null;
  const base = () => config.url ?? (outside.linksHere ? url : null);
  const hereOf = (path: string) => {
    const here = base();
    return here && new URL(path, here).href;
  };
  const pageOf = (ref: string) => hereOf(pathOf(ref));
  const linkedTo = createLinkedTo({ ...core, now, refOf: (page) => refOfPage(page, base()) });
  const scaffolder = composeScaffolder({
    config,
    outside,
    core,
    now,
    registry: () => registry,
    platform: () => platform,
    github: () => github,
    slack: () => slack,
  });
  const endRuns = () => scaffolder.close();
  const formLinks = createFormLinks({ db: core.db, now, hereOf });
  const places = placesOf(config);
  const writer = connectWriter(config, outside, now);
  const corrections = composeCorrections({
    config,
    writer,
    core,
    now,
    // Without Slack nobody waits to be told.
    tell: async (row) => slack?.tellCorrection(row),
  });
  const nudging = composeNudging({ config, core, now, log });
  const decisions = composeDecisions({
    config,
    core,
    corrections,
    writer,
    now,
    readAgain: async () => github?.delta(),
  });
  const digests = composeDigests({
    config,
    core,
    now,
    log,
    send: () => slack?.sendDigest ?? null,
  });
  const deeds = composeDeeds({
    core,
    digests,
    corrections,
    decisions,
    now,
    log,
    reach: () => slack?.reach ?? null,
    admins: config.admins,
    raiseIncident: (alarm) => onCall.raise(alarm),
    onCallNow: (ref) => onCall.now(ref),
    onNamed: async () => slack?.refreshUnknown(),
  });
  const unknown = composeNames({
    core,
    config,
    now,
    desk: () => desk,
    refOfSlack: (slackId) => slack?.refOf(slackId) ?? people.userBySlackId(slackId),
  });
  const slack = connectSlack(config, outside, {
    unknown: { ...unknown, pageUrl: () => hereOf(UNKNOWN) },
    core,
    ask,
    deeds,
    people,
    whose,
    linkedTo,
    now,
    pageOf,
    corrections,
    decisions,
    nudging,
    digests: {
      desk: digests.desk,
      index: core.index,
      pageUrl: (audience) => hereOf(digestPath(audience)),
    },
    scaffold: slackScaffold({
      core,
      scaffolder,
      places,
      formLink: formLinks.make,
      scorecards: scorecardsOfRuns(composeScorecards({ core, now }), scaffolder),
    }),
  });
  const onCall = connectOnCall(config, {
    core,
    log,
    now,
    fetch: outside.onCallFetch ?? fetch,
    tellLead: async (text) => slack?.tellLead(text),
  });
  const github = connectGitHub(config, outside, {
    core,
    slack,
    now,
    async onPullRequest(id) {
      await corrections.hint(id);
      await decisions.fixes.hint(id);
    },
  });
  if (github) closing.defer(() => github.close());
  closing.defer(endRuns);
  const platform = createPlatform({
    core,
    folder: config['catalog.folder'],
    github: github?.platform ?? null,
    now,
  });
  const registry = createRegistry({ db: core.db, now, platform });
  const desk = {
    registry,
    preview: createPreview({ ...core, platform }),
    analyse: createAnalyse({ ...core, platform }),
    kinds: core.kinds,
  };
  const ready = readiness({ core, github, slack, onCall, metrics, now });

  const http = createHttpApp({
    log,
    metrics,
    tokens: config['api.tokens'].map(parseApiToken),
    areWritesOpen: outside.areWritesOpen ?? false,
    checks: ready.checks,
    measure: ready.measure,
    ask: {
      ask,
      render: (answer, pictureAt) => blocksOf(answer, { now: now(), pageOf, pictureAt }),
      userOf: people.userOf,
    },
    db: core.db,
    index: core.index,
    queries: core.queries,
    desk,
    now,
    slackEvents: slack && config['slack.signingSecret'] ? slack.handle : null,
    githubWebhooks: github && config['github.webhookSecret'] ? github.receiveWebhook : null,
    signIn: signInOf(config, outside, now),
    unknown: { ...unknown, onSettled: async () => slack?.refreshUnknown() },
    decisions,
    docs: core.docs,
    scaffolding: { scaffolder, links: formLinks, places },
    standards: core.standards,
    jobs: async () => jobStates(core.db, schedule?.turns() ?? []),
    localPages: outside.localPages ?? [],
    home: outside.home ?? '/catalog',
  });

  const jobs = () =>
    jobsOf({
      config,
      core,
      ask,
      registry,
      github,
      slack,
      onCall,
      corrections,
      decisions,
      nudging,
      digests,
      scaffolder,
      now,
      log,
    });

  async function firstScores(): Promise<void> {
    await outside.beforeScores?.();
    await core.standards.run();
  }

  let firstSync = Promise.resolve();
  let firstDocs = Promise.resolve();
  return {
    core,
    github,
    slack,
    corrections,
    decisions,
    nudging,
    digests,
    scaffolder,
    onCall,
    fetch: http.fetch,
    async receive(request) {
      if (!url) return http.fetch(request);
      const { pathname, search } = new URL(request.url);
      return fetch(new Request(new URL(pathname + search, url), request));
    },
    firstSync: () => firstSync,
    firstDocs: () => firstDocs,
    runJobs: () => runInTurn(jobs(), { db: core.db, log, now }),
    notConnected: () => notConnected(config),
    async start() {
      const server = await listen(http, { port: config.port, host: config.host });
      closing.use(server);
      url = server.url;
      if (config['catalog.folder']) {
        closing.defer(await followFolder(core, resolve(config['catalog.folder']), log));
      }
      // Before what its jobs work with: that ends first, and so a job that waits for it ends too.
      schedule = closing.use(startSchedule(jobs(), { db: core.db, log, now }));
      if (github) closing.defer(() => github.close());
      closing.defer(endRuns);
      // The first answers need a catalog; requests are taken meanwhile, and /readyz says how far it is.
      firstSync = Promise.all([syncOnce(github, log), onCall.refresh()]).then(() => {});
      // Docs and changes come after the catalog, and nothing waits for them.
      firstDocs = firstSync
        .then(() => readBeside(() => github?.docs(), 'docs', log))
        .then(() => readBeside(() => readDefinitions({ db: core.db, now }), 'definitions', log));
      void firstDocs
        .then(() => readBeside(() => github?.docAges(), 'ages of docs', log))
        .then(() => readBeside(() => github?.changes(), 'changes', log))
        .then(() => readBeside(() => github?.health(), 'settings of repositories', log))
        .then(() => readBeside(() => firstScores(), 'scores', log));
      // Each template is checked once: not while somebody waits for the list of them.
      void firstSync.then(() => scaffolder.templates()).catch(() => {});
      if (slack) {
        closing.defer(() => slack.stop());
        await slack.start();
      }
      return { url };
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

type Parts = { core: Core; now: () => Date };

function connectSlack(
  config: Config,
  outside: Outside,
  parts: Parts & {
    ask: Ask;
    deeds: Deeds;
    corrections: Corrections;
    decisions: Decisions;
    nudging: Nudging;
    people: ReturnType<typeof createPeople>;
    whose: Whose;
    linkedTo: LinkedTo;
    pageOf: (ref: string) => string | null;
    unknown: UnknownParts;
    digests: DigestParts;
    scaffold: ScaffoldParts;
  },
): Slack | null {
  const botToken = config['slack.botToken'];
  if (!botToken) return null;
  return createSlack({
    botToken,
    signingSecret: config['slack.signingSecret'] ?? null,
    appToken: config['slack.appToken'] ?? null,
    apiUrl: config['slack.apiUrl'],
    leadChannel: config['slack.leadChannel'] ?? null,
    allowSharedChannels: config['slack.allowSharedChannels'],
    fetch: outside.slackFetch ?? fetch,
    log: outside.log,
    newId: randomUUID,
    db: parts.core.db,
    now: parts.now,
    ask: parts.ask,
    deeds: parts.deeds,
    people: parts.people,
    homeOf: createHomeOf({ ...parts.core, now: parts.now }),
    whose: parts.whose,
    linkedTo: parts.linkedTo,
    searchThings: createSearchThings(parts.core.index),
    pageOf: parts.pageOf,
    digests: parts.digests,
    corrections: { desk: parts.corrections, index: parts.core.index },
    nudges: {
      ...parts.decisions,
      openingFor: parts.nudging.openingFor,
      standards: parts.core.standards,
      index: parts.core.index,
    },
    rooms: composeRooms({ core: parts.core, config, now: parts.now }),
    unknown: parts.unknown,
    scaffold: parts.scaffold,
  });
}

function connectGitHub(
  config: Config,
  outside: Outside,
  {
    core,
    slack,
    now,
    onPullRequest,
  }: Parts & { slack: Slack | null; onPullRequest: (repositoryId: string) => Promise<void> },
): GitHubSync | null {
  const organization = config['github.organization'];
  const auth = readAuth(config);
  if (!organization || !auth) return null;
  return createGitHubSync({
    organization,
    auth,
    apiUrl: config['github.apiUrl'],
    webhookSecret: config['github.webhookSecret'],
    kinds: core.kinds,
    deltaMinutes: config['github.deltaMinutes'],
    privateDocsTo: config['docs.privateTo'],
    fetch: outside.githubFetch ?? fetch,
    log: outside.log,
    db: core.db,
    now,
    tellLead: async (text) => slack?.tellLead(text),
    onPullRequest,
  });
}

/** Counts answers and their time, whoever asks. */
function counted(ask: Ask, metrics: Metrics): Ask {
  return async (question) => {
    const stop = metrics.answerSeconds.startTimer();
    const answer = await ask(question);
    stop();
    metrics.answers.inc({ kind: answer.kind, intent: answer.intent });
    return answer;
  };
}

async function syncOnce(github: GitHubSync | null, log: Log): Promise<void> {
  try {
    await github?.sync();
  } catch (error) {
    log.error({ reason: describeError(error) }, 'first sync failed');
  }
}

/** A first read of what is beside the catalog. */
async function readBeside(read: () => Promise<unknown> | undefined, what: string, log: Log) {
  try {
    await read();
  } catch (error) {
    log.error({ reason: describeError(error) }, `first read of ${what} failed`);
  }
}
