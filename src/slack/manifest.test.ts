import { readdirSync, readFileSync } from 'node:fs';
import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { METHODS } from '../demo/slack/web-api/serve.ts';
import { createAskModal } from './ask-modal.ts';
import { createHome } from './home/home.ts';
import { createLinkMe } from './link-me.ts';
import { listen } from './listeners.ts';
import {
  BOT_EVENTS,
  BOT_SCOPES,
  COMMANDS,
  manifestFor,
  SHORTCUTS,
  UNFURL_DOMAINS,
} from './manifest.ts';
import { createScaffold } from './scaffold/scaffold.ts';

describe.each(['socket', 'http'] as const)('the %s manifest', (transport) => {
  const manifest = manifestFor(transport);

  it('is the file in manifests/ (written by `npm test -- --update manifest`)', async () => {
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../../manifests/slack-app.${transport}.json`);
  });

  it('keeps to Slack’s limits', () => {
    const { display_information: about, features } = manifest;
    expect(about.name.length).toBeLessThanOrEqual(35);
    expect(about.description?.length).toBeLessThanOrEqual(140);
    expect(about.long_description?.length).toBeGreaterThanOrEqual(175);
    expect(about.long_description?.length).toBeLessThanOrEqual(4000);
    expect(features?.bot_user?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    expect(features?.shortcuts?.length).toBeLessThanOrEqual(10);
    for (const shortcut of features?.shortcuts ?? []) {
      expect(shortcut.name.length).toBeLessThanOrEqual(24);
      expect(shortcut.description.length).toBeLessThanOrEqual(150);
    }
    expect(UNFURL_DOMAINS.length).toBeLessThanOrEqual(5);
    expect(features?.agent_view?.agent_description?.length).toBeLessThanOrEqual(300);
    for (const command of features?.slash_commands ?? []) {
      expect(command.command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
      expect(command.usage_hint?.length).toBeLessThanOrEqual(1000);
    }
  });

  it('names an address where Slack needs one, and none where it does not', () => {
    const addresses = JSON.stringify(manifest).match(/https:[^"]+/g) ?? [];
    expect(new Set(addresses).size).toBe(transport === 'http' ? 1 : 0);
    expect(addresses).toHaveLength(transport === 'http' ? 4 : 0);
    expect(manifest.settings?.socket_mode_enabled).toBe(transport === 'socket');
  });

  it('lets people write to the bot', () => {
    expect(manifest.features?.app_home).toMatchObject({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });
});

describe('the declaration', () => {
  it('has every event, command and shortcut that is listened to, and no other', () => {
    const heard = listenedTo();
    const declared = new Set(BOT_EVENTS.map((event) => event.split('.')[0]));
    expect([...new Set(heard.events)].sort()).toEqual([...declared].sort());
    expect(heard.commands).toEqual(COMMANDS.map(({ command }) => command));
    expect(heard.shortcuts).toEqual(SHORTCUTS.map(({ callback_id }) => callback_id));
  });

  it('asks for every scope that is needed, and no other', () => {
    const needed = new Set([
      ...calledMethods().flatMap((name) => METHODS[name]?.scopes ?? ['unknown method']),
      ...BOT_EVENTS.flatMap((event) => EVENT_SCOPES[event]),
      'commands',
      ...INDIRECT,
    ]);
    expect([...needed].sort()).toEqual(Object.keys(BOT_SCOPES).sort());
  });
});

/** https://docs.slack.dev/reference/events */
const EVENT_SCOPES = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  member_joined_channel: ['channels:read'],
  channel_archive: ['channels:read'],
  channel_left: ['channels:read'],
  channel_rename: ['channels:read'],
  group_archive: ['groups:read'],
  group_left: ['groups:read'],
  group_rename: ['groups:read'],
  link_shared: ['links:read'],
  'message.im': ['im:history'],
};

/** What a method answers depends on these: e-mails of `users.info`, and each sort of channel of `conversations.info` and `.history`. */
const INDIRECT = ['users:read.email', 'channels:read', 'groups:read', 'im:read', 'groups:history'];

function listenedTo(): { events: string[]; commands: string[]; shortcuts: string[] } {
  const heard = { events: [] as string[], commands: [] as string[], shortcuts: [] as string[] };
  const app = {
    event: (name: string) => heard.events.push(name),
    command: (name: string) => heard.commands.push(name),
    shortcut: ({ callback_id }: { callback_id: string }) => heard.shortcuts.push(callback_id),
    action() {},
    options() {},
    view() {},
  };
  const nothing = {} as never;
  listen(
    app as unknown as App,
    {
      linkMe: createLinkMe(nothing),
      home: createHome(nothing),
      askModal: createAskModal(nothing),
      rooms: nothing,
      scaffold: createScaffold({ scaffolder: { listen: () => () => {} } } as never),
    } as never,
  );
  return heard;
}

/** Web API methods named in the source of this folder: `web.users.info(…)`. */
function calledMethods(): string[] {
  const folder = new URL('./', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const source = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
  return [...source.matchAll(/\bweb\.(\w+(?:\.\w+)+)\(/g)].map(([, name]) => name ?? '');
}
