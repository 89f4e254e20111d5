import { setTimeout as sleep } from 'node:timers/promises';
import type { KnownBlock } from '@slack/types';
import type { Db } from '#dialect';
import type { Corrections } from '../catalog/corrections/corrections.ts';
import type { CorrectionRow } from '../catalog/corrections/store.ts';
import type { CatalogIndex } from '../catalog/search.ts';
import type { Deeds } from '../deeds/deeds.ts';
import type { Reach } from '../deeds/reach.ts';
import type { PostAnswer } from '../deeds/repeat-turns.ts';
import type { Log } from '../log.ts';
import type { Answer, Ask } from '../questions/answer.ts';
import type { HomeOf } from '../questions/home/gather.ts';
import type { Keeper } from '../questions/rooms/keeper.ts';
import type { SendDigest } from '../scorecards/digest/schedule/turns.ts';
import { createAgent } from './agent.ts';
import { contentOf, drawAnswer } from './answer.ts';
import { apologise } from './apology.ts';
import { createBoltApp } from './app.ts';
import { createAskModal, type SearchThings } from './ask-modal.ts';
import { context, escaped, section } from './blocks.ts';
import { createChannels } from './channels.ts';
import { checkMessage, checkView } from './checker.ts';
import { createClients, endingWith, slackFetch } from './clients.ts';
import { createConnection } from './connection.ts';
import { createDesk } from './desk.ts';
import { createSlackDigests, type DigestParts } from './digest/digests.ts';
import { createDirectory, type People } from './directory.ts';
import { createFixes } from './fix/fixes.ts';
import { createGate } from './gate.ts';
import { createHome } from './home/home.ts';
import { createLead } from './lead.ts';
import { libraryLog } from './library-log.ts';
import { createLinkMe } from './link-me.ts';
import { listen } from './listeners.ts';
import { createModals } from './modals.ts';
import { createNudgeMessages } from './nudges/nudges.ts';
import type { NudgeParts } from './nudges/parts.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { outboxCounts, tidyOutbox } from './outbox-store.ts';
import { drawPng } from './picture.ts';
import { createPictureSender, type DrawPicture } from './picture-sender.ts';
import { createFindPosted } from './posted.ts';
import { createReach } from './reach.ts';
import { createWebReceiver } from './receiver.ts';
import { createRooms } from './rooms/rooms.ts';
import type { ScaffoldParts } from './scaffold/parts.ts';
import { createScaffold } from './scaffold/scaffold.ts';
import { createSender } from './sender.ts';
import { createSocket } from './socket.ts';
import { tidyUnfurls } from './unfurl-store.ts';
import type { UnfurlOptions } from './unfurls.ts';
import { createUnknown, type UnknownParts } from './unknown/unknown.ts';
import type { WhoseOptions } from './whose.ts';

export type SlackOptions = {
  botToken: string;
  /** For deliveries over HTTP; two, with a comma between, while the secret is being replaced. */
  signingSecret: string | null;
  /** For Socket Mode. */
  appToken: string | null;
  apiUrl: string;
  fetch: typeof globalThis.fetch;
  db: Db;
  now: () => Date;
  newId: () => string;
  log: Log;
  ask: Ask;
  /** What confirm cards do when they are pressed; without it they have no buttons. */
  deeds?: Deeds;
  people: People;
  /** What a person's Home shows. */
  homeOf: HomeOf;
  /** Whose the things are that a message points to. */
  whose: WhoseOptions['whose'];
  searchThings: SearchThings;
  /** What a link points to. */
  linkedTo: UnfurlOptions['linkedTo'];
  /** Answer in channels shared with other companies. */
  allowSharedChannels: boolean;
  /** Channel of the platform lead. */
  leadChannel: string | null;
  /** The page about an entity; null where there is none. */
  pageOf?: (ref: string) => string | null;
  /** Makes the pictures of answers. */
  draw?: DrawPicture;
  sleep?: (ms: number) => Promise<unknown>;
  /** How long an answer may take before something is said about it. */
  patience?: (ms: number) => Promise<unknown>;
  /** How long `stop` waits for what is under way. */
  drainMs?: number;
  /** What incident channels are about; without it they are channels like others. */
  rooms?: Keeper | null;
  /** What becomes of "Wrong? Fix it"; without it answers have no such button. */
  corrections?: { desk: Corrections; index: CatalogIndex };
  /** Names nobody knew; without it the platform lead is told nothing of them. */
  unknown?: UnknownParts;
  /** What may be decided about findings; without it nobody is reminded of any. */
  nudges?: NudgeParts;
  /** Digests that are sent again and again; without it they are only asked for. */
  digests?: DigestParts;
  /** Templates and their runs; without it nothing can be made from Slack. */
  scaffold?: ScaffoldParts;
};

export type Slack = {
  /** Takes what Slack POSTs to /slack/events. */
  handle: (request: Request) => Promise<Response>;
  /** Asks Slack who we are and opens the socket. Never throws: `status` says what is wrong. */
  start: () => Promise<void>;
  /** Takes nothing more, finishes what is under way (six seconds at most) and closes. What hangs is cut; its message stays a row. */
  stop: () => Promise<void>;
  /** Resolves when everything delivered so far is answered. */
  settled: () => Promise<void>;
  /** Tells the platform lead something that needs a person, the same sentence at most once a day. */
  tellLead: (text: string) => Promise<void>;
  /** Says something in a channel or to a person, once for its key; why it may not, or null. */
  notify: (place: string, text: string, key: string) => Promise<string | null>;
  /** The ways to people, for what somebody had sent by pressing a button. */
  reach: Reach;
  /** Posts an answer that nobody waits for. */
  post: PostAnswer;
  /** Sends a digest, once for its id; null where none are sent. */
  sendDigest: SendDigest | null;
  /** An answer as Slack shows it. */
  render: (answer: Answer) => KnownBlock[];
  /** A job, once a minute: sends what is due, finds out whether Slack is back, forgets what is old. */
  drainOutbox: () => Promise<void>;
  /** A job: brings the cards of incident channels up to date. */
  refreshRooms: () => Promise<void>;
  /** A job: brings the messages of runs up to date, also after a restart. */
  tellRuns: () => Promise<void>;
  /** Tells what became of a correction; the same news again changes nothing. */
  tellCorrection: (row: CorrectionRow) => Promise<void>;
  /** A job: tells the platform lead once a week what people asked for and nobody knew. */
  reportUnknown: () => Promise<void>;
  /** Brings that message up to date. */
  refreshUnknown: () => Promise<void>;
  /** A job: sends nudges and brings every message about findings up to date. */
  refreshNudges: () => Promise<void>;
  /** Which User entity a person of Slack is. */
  refOf: (slackId: string) => Promise<string | null>;
  status: () => Promise<SlackStatus>;
};

export type SlackStatus = {
  isConnected: boolean;
  /** A sentence for the operator. */
  detail: string;
  outbox: { waiting: number; failed: number };
};

/** The process has ten; the rest is for the other parts. */
const DRAIN_MS = 6_000;
const NOTICE_LENGTH = 2_500;

/** The Slack edge: everything Slack says to us and we say to Slack. */
export function createSlack(options: SlackOptions): Slack {
  const { botToken, signingSecret, appToken, apiUrl, db, now, newId, log, people } = options;
  const { drainMs = DRAIN_MS } = options;
  const end = new AbortController();
  const fetch = endingWith(end.signal, options.fetch);
  const { web, post } = createClients({ botToken, apiUrl, fetch, log });
  const connection = createConnection({ web, log });
  const send = createPictureSender({
    web,
    fetch,
    draw: options.draw ?? drawPng,
    send: createSender({ web: post, fetch }),
    sleep: options.sleep ?? sleep,
    log,
  });
  const canFix = options.corrections !== undefined;
  const drawing = () => ({ now: now(), pageOf: options.pageOf ?? (() => null), canFix });

  const lead = createLead({ channel: options.leadChannel, outbox: () => outbox, now, log });
  const outbox: Outbox = createOutbox({
    db,
    send,
    find: createFindPosted({ web: post, log }),
    now,
    newId,
    log,
    check: checkMessage,
    onUndeliverable: lead.tellOfUndelivered,
    onRefused: connection.report,
  });
  const directory = createDirectory({ db, web, people, now, log });
  const modals = createModals({ web, check: checkView });
  const patience = options.patience ?? ((ms: number) => sleep(ms, undefined, { ref: false }));
  const agent = createAgent({ web, directory, people, sleep: patience, log });
  const { homeOf } = options;
  const canCreate = options.scaffold !== undefined;
  const canMute = options.nudges !== undefined;
  const home = createHome({ directory, homeOf, modals, agent, drawing, canCreate, canMute });
  const linkMe = createLinkMe({ directory, people, modals, onLinked: home.publish });
  const { ask, deeds = null, allowSharedChannels } = options;
  const channels = createChannels({ web, now, log });
  const kindOf = async (channel: string) => (await channels.of(channel)).kind;
  const reach = createReach({ db, web, people, outbox, kindOf, now, log });
  const desk = createDesk({ ask, deeds, directory, outbox, kindOf, allowSharedChannels, drawing });

  const fixes = options.corrections
    ? createFixes({
        db,
        index: options.corrections.index,
        corrections: options.corrections.desk,
        desk,
        directory,
        linkMe,
        modals,
        outbox,
        reach,
      })
    : null;
  const digests = options.digests
    ? createSlackDigests({ ...options.digests, db, directory, modals, outbox, reach })
    : null;
  const unknown = options.unknown
    ? createUnknown({
        db,
        unknown: options.unknown,
        leadChannel: options.leadChannel,
        desk,
        directory,
        people,
        linkMe,
        modals,
        outbox,
        searchThings: options.searchThings,
        log,
      })
    : null;
  const scaffold = options.scaffold
    ? createScaffold({
        ...options.scaffold,
        db,
        desk,
        directory,
        linkMe,
        modals,
        outbox,
        reach,
        pageOf: options.pageOf ?? (() => null),
        now,
        newId,
        log,
      })
    : null;
  const nudges = options.nudges
    ? createNudgeMessages({
        ...options.nudges,
        db,
        web: post,
        reach,
        kindOf,
        allowSharedChannels,
        directory,
        people,
        linkMe,
        modals,
        outbox,
        searchThings: options.searchThings,
        pageOf: options.pageOf ?? (() => null),
        leadChannel: options.leadChannel,
        check: checkMessage,
        now,
        newId,
        log,
      })
    : null;
  const rooms = options.rooms
    ? createRooms({
        db,
        web,
        channels,
        outbox,
        keeper: options.rooms,
        allowSharedChannels,
        drawing,
        check: checkMessage,
        newId,
        now,
        log,
      })
    : null;

  const app = createBoltApp({ botToken, apiUrl, fetch, connection: connection.state, log });
  const botUserId = () => connection.state.botUserId;
  const askModal = createAskModal({
    askAs: async (person, text) =>
      ask({
        text,
        asker: await directory.refOf(person),
        thread: null,
        zone: () => directory.zoneOf(person),
        from: { person: `slack:${person}`, place: 'direct' },
      }),
    desk,
    searchThings: options.searchThings,
    modals,
    drawing,
    sleep: patience,
  });
  listen(app, {
    desk,
    rooms,
    scaffold,
    fixes,
    unknown,
    nudges,
    digests,
    deeds,
    directory,
    people,
    modals,
    outbox,
    linkMe,
    home,
    agent,
    askModal,
    whose: options.whose,
    linkedTo: options.linkedTo,
    channelOf: channels.of,
    drawing,
    db,
    web,
    now,
    log,
    botUserId,
    allowSharedChannels,
  });
  apologise(app, { send, log, newId });

  const gate = createGate({ db, now, process: (event) => app.processEvent(event) });
  const signingSecrets = (signingSecret ?? '').split(',').flatMap((secret) => secret.trim() || []);
  const handle = createWebReceiver({ signingSecrets, now, log, process: gate.process });
  const socket = appToken
    ? createSocket({
        appToken,
        apiUrl,
        fetch: slackFetch(fetch),
        logger: libraryLog(log),
        log,
        process: gate.process,
      })
    : null;

  return {
    handle,
    async start() {
      await connection.connect();
      await socket?.start();
      await outbox.drain();
    },
    async stop() {
      const timer = setTimeout(() => end.abort(), drainMs);
      await gate.close(drainMs);
      await scaffold?.stop();
      await socket?.stop();
      await outbox.stop();
      clearTimeout(timer);
      end.abort();
    },
    async settled() {
      await gate.settled();
      await scaffold?.settled();
    },
    tellLead: lead.tellLead,
    sendDigest: digests?.send ?? null,
    reach,
    async notify(place, text, key) {
      const isPerson = place.startsWith('user:');
      const barrier = isPerson ? null : await reach.barrierTo(place);
      if (barrier) return barrier;
      const channel = await (isPerson ? reach.slackIdOf(place) : reach.channelIdOf(place));
      if (!channel) return 'I do not know them in Slack';
      const said = escaped(text, NOTICE_LENGTH);
      const address = { kind: 'channel', channel, threadTs: null } as const;
      await outbox.tell(address, { text: said, blocks: [section(said)] }, key);
      return null;
    },
    async post(answer, { place, note, key }) {
      const { blocks, ...content } = contentOf(answer, drawing());
      const why = context([escaped(note, 600)]);
      return reach.post(place, { ...content, blocks: [...blocks, why] }, key);
    },
    render: (answer) => drawAnswer(answer, drawing()),
    async drainOutbox() {
      if (connection.state.problem) await connection.connect();
      await outbox.drain();
      await gate.tidy();
      await tidyOutbox(db, now());
      await tidyUnfurls(db, now());
    },
    tellCorrection: async (row) => fixes?.tell(row),
    refreshRooms: async () => rooms?.refresh(),
    tellRuns: async () => scaffold?.refresh(),
    reportUnknown: async () => unknown?.report(),
    refreshUnknown: async () => unknown?.refresh(),
    refreshNudges: async () => nudges?.refresh(),
    refOf: directory.refOf,
    async status() {
      const counts = await outboxCounts(db, now());
      const problem = connection.state.problem ?? socketProblem(socket?.problem() ?? null);
      const detail = problem ?? `Connected to ${connection.state.team}.`;
      return { isConnected: problem === null, detail, outbox: counts };
    },
  };
}

function socketProblem(reason: string | null): string | null {
  return reason && `Socket Mode is not connected: ${reason}.`;
}
