import { type CommandResult, channelCommand, slackbotSays } from './channel-commands.ts';
import { channelFor, keepProblems, type Wiring } from './interactions.ts';
import type { Channel } from './model.ts';
import { applyAnswer, giveResponseUrl } from './response-url.ts';
import { giveTrigger } from './state.ts';
import { typedCommand } from './typed-text.ts';

/** A person runs a slash command. What the app answers is posted where they are; what Slack says instead is shown to them alone. */
export async function runCommand(
  wiring: Wiring,
  user: string,
  place: string,
  command: string,
  text: string,
): Promise<CommandResult> {
  const { state } = wiring;
  const channel = channelFor(state, place, user);
  const own = channelCommand(command);
  if (own) return own(wiring, { user, channel, text });
  if (state.commands && !state.commands.includes(command)) {
    return slackbotSays(state, channel, user, `${command} is not a valid command.`);
  }
  const grantUrl = giveResponseUrl(
    state,
    { channel: channel.id, user, original: null, threadTs: null },
    'commands',
  );
  const outcome = await wiring.send({
    kind: 'slash_commands',
    name: `command ${command}`,
    message: null,
    payload: {
      token: 'verification-token',
      team_id: state.team.id,
      team_domain: state.team.domain,
      channel_id: channel.id,
      channel_name: channelName(channel),
      user_id: user,
      user_name: state.people.get(user)?.name ?? '',
      command,
      text: typedCommand(text, {
        people: [...state.people.values()],
        channels: [...state.channels.values()],
      }),
      api_app_id: state.bot.appId,
      is_enterprise_install: 'false',
      response_url: grantUrl,
      trigger_id: giveTrigger(state, user),
    },
  });
  if (outcome.failure) {
    const error = outcome.failure === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
    return slackbotSays(state, channel, user, `${command} failed with the error "${error}"`);
  }
  const grant = { channel: channel.id, user, original: null, threadTs: null, givenAt: 0, uses: 0 };
  const replied = applyAnswer(state, grant, outcome.body);
  if (replied) keepProblems(outcome, replied.problems);
  if (replied?.message) {
    outcome.exchange.message = { channel: replied.message.channel, ts: replied.message.ts };
  }
  return { ok: true, text: replied?.message?.text ?? null };
}

function channelName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}
