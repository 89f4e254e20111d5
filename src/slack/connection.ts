import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { failureOf } from './failure.ts';

/** Who the bot is in its workspace, as `auth.test` says; ids are null until Slack answered. */
export type Connection = {
  botId: string | null;
  botUserId: string | null;
  team: string | null;
  /** Why Slack does not take us, in words; null when it does. */
  problem: string | null;
};

const Test = z.object({ user_id: z.string(), bot_id: z.string(), team: z.string() });

/** Asks Slack who we are. Never throws: a service that cannot reach Slack still starts, and says so. */
export function createConnection({ web, log }: { web: WebClient; log: Log }) {
  const state: Connection = { botId: null, botUserId: null, team: null, problem: 'not asked yet' };

  return {
    state: state as Readonly<Connection>,
    /** A call was refused for the token's sake (its code), or went through (null). */
    report(code: string | null): void {
      const problem = code === null ? null : problemOf(code);
      if (problem && problem !== state.problem) log.error({ code }, 'slack refuses the bot token');
      // A message that went through proves the token; it does not tell who we are.
      if (problem || state.botUserId) state.problem = problem;
    },
    async connect(): Promise<void> {
      try {
        const test = Test.parse(await web.auth.test());
        Object.assign(state, { botId: test.bot_id, botUserId: test.user_id, team: test.team });
        state.problem = null;
        log.info({ team: test.team }, 'connected to slack');
      } catch (error) {
        const { reason } = failureOf(error);
        const problem = problemOf(reason);
        // Asked again with every turn of the outbox; once said, it is no news.
        if (problem !== state.problem)
          log.error({ reason }, 'slack cannot be reached with this token');
        state.problem = problem;
      }
    },
  };
}

function problemOf(reason: string): string {
  switch (reason) {
    case 'invalid_auth':
    case 'not_authed':
      return `Slack does not know the bot token (${reason}): copy the Bot User OAuth Token again into SLACK_BOT_TOKEN.`;
    case 'token_revoked':
    case 'token_expired':
    case 'account_inactive':
      return `The bot token is not valid any more (${reason}): reinstall the app and set SLACK_BOT_TOKEN.`;
    default:
      return `Slack could not be reached: ${reason}.`;
  }
}
