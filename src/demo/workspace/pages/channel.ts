import { type Html, html } from '../../../html.ts';
import type { Channel, Workspace } from '../../slack/model.ts';
import { drawBlocks } from '../blocks/draw.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { rootsIn } from '../reading.ts';
import type { Scene } from '../scene.ts';
import { avatar } from './avatar.ts';
import { ARCHIVED, drawComposer } from './composer.ts';
import { icon } from './icons.ts';
import { drawMessages } from './message.ts';

/** Older messages than these are left out of the page. */
const SHOWN = 200;

type Shown = { slack: Workspace; scene: Scene; channel: Channel; tab: 'home' | 'messages' };

/** The main column: a channel's head, its messages or the app's Home, and the composer. */
export function drawChannel(shown: Shown): Html {
  const { slack, channel, tab } = shown;
  const isHome = channel.kind === 'im' && tab === 'home';
  const label = channel.kind === 'im' ? `Message ${slack.bot.name}` : `Message #${channel.name}`;
  const shortcuts = slack.shortcuts().filter(({ type }) => type === 'global');
  return html`<div class="pane" data-pane="main" data-channel="${channel.id}" data-tab="${isHome ? 'home' : 'messages'}">
    ${drawHead(shown)}
    ${isHome ? drawHome(shown) : html`${drawList(shown)}${channel.isArchived ? ARCHIVED : html`${drawPrompts(shown)}${drawComposer({ label, channel: channel.id, shortcuts })}`}`}
  </div>`;
}

function drawHead({ slack, scene, channel, tab }: Shown): Html {
  const isDirect = channel.kind === 'im';
  const bot = scene.people.find(({ id }) => id === slack.bot.userId);
  const title = isDirect
    ? html`${avatar(bot)}<h1>${slack.bot.name}</h1><span class="badge">App</span>`
    : html`${icon(channel.kind === 'private' ? 'lock' : 'hash')}<h1>${channel.name}</h1>${channel.isShared && html`<span class="badge">Shared</span>`}`;
  return html`<header class="pane-head">
    <button type="button" class="icon-button only-narrow" data-sidebar aria-label="Show channels" aria-expanded="false" aria-controls="sidebar">${icon('menu')}</button>
    <div class="pane-title">${title}</div>
    ${isDirect ? drawTabs(tab) : html`<p class="topic">${channel.topic && mrkdwn(channel.topic, scene)}</p><span class="members muted" title="Members">${channel.members.length} ${channel.members.length === 1 ? 'member' : 'members'}</span>`}
    <button type="button" class="jump" data-palette aria-keyshortcuts="Control+K">${icon('search')}<span>Jump to…</span><kbd aria-hidden="true">Ctrl K</kbd></button>
  </header>`;
}

function drawTabs(tab: 'home' | 'messages'): Html {
  const one = (name: 'home' | 'messages', label: string) =>
    html`<button type="button" role="tab" id="tab-${name}" aria-selected="${String(tab === name)}" tabindex="${tab === name ? 0 : -1}" data-tab="${name}">${label}</button>`;
  return html`<div class="tabs" role="tablist" aria-label="App">${one('messages', 'Messages')}${one('home', 'Home')}</div>`;
}

function drawList({ slack, scene, channel }: Shown): Html {
  const roots = rootsIn(slack, channel.id, scene.me);
  const shown = roots.slice(-SHOWN);
  const beginning =
    channel.kind === 'im'
      ? html`This is your conversation with <strong>${slack.bot.name}</strong>. Ask it anything about your services.`
      : html`This is the very beginning of <strong>#${channel.name}</strong>.`;
  return html`<div class="messages" data-list role="log" aria-label="Messages" tabindex="-1">
    <p class="beginning muted" data-key="beginning">${roots.length > SHOWN ? `Showing the last ${SHOWN} messages.` : beginning}</p>
    ${drawMessages(shown, { slack, scene, isInThread: false })}
  </div>`;
}

/** What the app suggests to say, where its messages tab is an agent's. */
function drawPrompts({ slack, channel }: Shown): Html {
  const prompts = channel.kind === 'im' ? slack.prompts(channel.id) : [];
  return html`<div class="prompts" data-prompts role="group" aria-label="Suggested questions" data-testid="prompts" ${prompts.length === 0 ? html`hidden` : ''}>${prompts.map(({ title, message }) => html`<button type="button" data-prompt="${message}">${title}</button>`)}</div>`;
}

function drawHome({ slack, scene }: Shown): Html {
  const home = slack.as(scene.me).home();
  return html`<div class="home" role="tabpanel" aria-labelledby="tab-home" data-home data-place="${JSON.stringify({ kind: 'home' })}" data-testid="home">
    ${home ? html`<div class="blocks">${drawBlocks(home.blocks, scene, { id: 'home' })}</div>` : html`<p class="muted">${slack.bot.name} has not made a Home for you yet.</p>`}
  </div>`;
}
