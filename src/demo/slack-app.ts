import { checkBlocks, checkMessage, checkView } from '../slack/checker.ts';
import { BOT_EVENTS, BOT_SCOPES, COMMANDS } from '../slack/manifest.ts';
import type { FakeSlackOptions } from './slack/fake-slack.ts';

/** What Slack knows of Callboard's app: what its manifest asks for, no more. What it sends is checked as Slack checks it. */
export const CALLBOARD_APP = {
  check: { message: checkMessage, view: checkView, blocks: checkBlocks },
  scopes: Object.keys(BOT_SCOPES),
  events: BOT_EVENTS,
  commands: COMMANDS.map(({ command }) => command),
} satisfies Partial<FakeSlackOptions>;
