import { checkBlocks, checkMessage, checkView } from '../slack/checker.ts';
import {
  BOT_EVENTS,
  BOT_SCOPES,
  COMMANDS,
  READING_EVENTS,
  SHORTCUTS,
  UNFURL_DOMAINS,
} from '../slack/manifest.ts';
import type { FakeSlackOptions } from './slack/fake-slack.ts';

/** What Slack knows of Callboard's app: what its manifest asks for, no more. What it sends is checked as Slack checks it. */
export const CALLBOARD_APP = {
  check: { message: checkMessage, view: checkView, blocks: checkBlocks },
  scopes: Object.keys(BOT_SCOPES),
  events: BOT_EVENTS,
  shortcuts: SHORTCUTS,
  // The demo's catalog is on this machine, wherever the manifest says it is.
  unfurlDomains: [...UNFURL_DOMAINS, 'localhost', '127.0.0.1'],
  commands: COMMANDS.map(({ command }) => command),
} satisfies Partial<FakeSlackOptions>;

/** The same where the operator lets it read along in channels. */
export const READING_APP = {
  ...CALLBOARD_APP,
  events: [...CALLBOARD_APP.events, ...READING_EVENTS],
} satisfies Partial<FakeSlackOptions>;
