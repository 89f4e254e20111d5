import type { Manifest } from '@slack/web-api/dist/types/request/manifest.js';
import { askShortcut } from './ask-modal.ts';
import { COMMAND } from './questions.ts';
import { newShortcut } from './scaffold/controls.ts';
import { whoseShortcut } from './whose.ts';

// The one source of both app manifests in `manifests/`. Tests prove that what listeners and calls need is declared, and nothing else.
// Reference and limits: https://docs.slack.dev/reference/app-manifest

/** Where Slack reaches a service that takes deliveries over HTTP; whoever installs it writes their own host here. */
const EVENTS_URL = 'https://callboard.example.com/slack/events';

/** Each scope, with what it is for. */
export const BOT_SCOPES = {
  'app_mentions:read': 'hear when somebody mentions the bot',
  'channels:history':
    'see whether a message of the bot arrived before it is sent again, and what broke in an incident channel',
  'channels:read': 'see whether a channel is shared with another company',
  'assistant:write': 'suggest questions where the workspace shows agents',
  'chat:write': 'answer',
  commands: 'offer /callboard',
  'files:write': 'attach pictures of the graph',
  'groups:history': 'the same in private channels the bot was invited to',
  'groups:read': 'see the same of private channels the bot was invited to',
  'im:history': 'read direct messages to the bot',
  'im:write': 'find the direct messages with somebody, for the same',
  'im:read': 'tell direct messages to the bot from others',
  'links:read': 'hear of links to the catalog and to repositories',
  'links:write': 'say below them whose they are',
  'users:read': 'look up who asks',
  'users:read.email': 'find the person in the catalog by e-mail',
} as const;

export const BOT_EVENTS = [
  'app_home_opened',
  'app_mention',
  'channel_archive',
  'channel_left',
  'channel_rename',
  'group_archive',
  'group_left',
  'group_rename',
  'link_shared',
  'member_joined_channel',
  'message.im',
] as const;

/** Reading along in incident channels, for operators who want that: events to add to the manifest. The app works without. */
export const READING_EVENTS = ['message.channels', 'message.groups'] as const;

export const COMMANDS = [
  {
    command: COMMAND,
    description: 'Ask who owns a service, what it needs and who needs it',
    usage_hint: 'who owns payments-api · new go service · help · link',
    // Mentions arrive with ids, so that a person is a person and not a name.
    should_escape: true,
  },
] as const;

/** Entries in Slack's own menus. */
export const SHORTCUTS = [whoseShortcut, askShortcut, newShortcut].map(
  ({ id, name, description, type }) => ({
    type,
    name,
    callback_id: id,
    description,
  }),
);

/** Links that get a line on whose they are; whoever installs it writes their own host, and that of GitHub Enterprise, here. */
export const UNFURL_DOMAINS = ['callboard.example.com', 'github.com'] as const;

/** What the agent's messages tab says before anybody wrote; the prompts of a person come when they open it. */
export const AGENT_DESCRIPTION =
  'Ask who owns a service, what it depends on, who would feel it, and whom to ask.';

/** Slack's own types do not know `assistant:write` as a scope of bots yet. */
type BotScopes = NonNullable<NonNullable<Manifest['oauth_config']>['scopes']>['bot'] & {};

export type Transport = 'socket' | 'http';

/** The manifest to paste at https://api.slack.com/apps?new_app=1. */
export function manifestFor(transport: Transport): Manifest {
  const isHttp = transport === 'http';
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Callboard',
      description:
        'Who owns it, what it needs, who needs it: the service catalog, answered in Slack.',
      long_description:
        'Callboard reads what your teams already keep in GitHub (catalog-info.yaml, CODEOWNERS, teams) and answers questions about services, owners and dependencies where people talk. Every answer says where it comes from and how old it is. When two things could be meant it asks, and never guesses.',
      background_color: '#1f2937',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      agent_view: { agent_description: AGENT_DESCRIPTION },
      bot_user: { display_name: 'callboard', always_online: true },
      shortcuts: SHORTCUTS,
      slash_commands: COMMANDS.map((command) => ({
        ...command,
        ...(isHttp && { url: EVENTS_URL }),
      })),
      unfurl_domains: [...UNFURL_DOMAINS],
    },
    oauth_config: { scopes: { bot: Object.keys(BOT_SCOPES) as BotScopes } },
    settings: {
      event_subscriptions: {
        ...(isHttp && { request_url: EVENTS_URL }),
        bot_events: [...BOT_EVENTS],
      },
      interactivity: {
        is_enabled: true,
        ...(isHttp && { request_url: EVENTS_URL, message_menu_options_url: EVENTS_URL }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: !isHttp,
      token_rotation_enabled: false,
    },
  };
}
