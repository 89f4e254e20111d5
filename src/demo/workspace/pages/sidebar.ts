import { type Html, html } from '../../../html.ts';
import type { Channel, Workspace } from '../../slack/model.ts';
import { channelsOf, type Reads } from '../reading.ts';
import type { Scene } from '../scene.ts';
import { avatar } from './avatar.ts';
import { icon } from './icons.ts';

type Shown = { slack: Workspace; scene: Scene; reads: Reads; current: string };

/** Who you are, your channels and your direct messages, with marks where something is unread. */
export function drawSidebar({ slack, scene, reads, current }: Shown): Html {
  const { channels, direct } = channelsOf(slack, scene.me);
  const you = slack.people().find(({ id }) => id === scene.me);
  const bot = scene.people.find(({ id }) => id === slack.bot.userId);
  const row = (channel: Channel, shown: Html, name: string) => {
    const isCurrent = channel.id === current;
    const unread = isCurrent ? { count: 0, isPersonal: false } : reads.unread(channel, scene.me);
    return html`<li data-key="${channel.id}"><a href="?as=${encodeURIComponent(scene.me)}&amp;channel=${encodeURIComponent(channel.id)}" data-channel="${channel.id}" class="${unread.count ? 'unread' : ''}" ${isCurrent ? html`aria-current="page"` : ''}>
      ${shown}<span class="row-name">${name}</span>${unread.isPersonal ? html`<span class="count" aria-hidden="true">${unread.count}</span>` : ''}${unread.count ? html`<span class="only-read">, ${unread.count} unread</span>` : ''}
    </a></li>`;
  };
  return html`<div class="sidebar-head"><strong class="team">${slack.team.name}</strong>
      <button type="button" class="icon-button only-narrow" data-sidebar aria-label="Hide channels">${icon('close')}</button></div>
    <div class="sidebar-body">
      <h2 id="direct-heading">Direct messages</h2>
      <ul aria-labelledby="direct-heading">${direct.map((channel) => row(channel, avatar(bot), slack.bot.name))}</ul>
      <h2 id="channels-heading">Channels</h2>
      <ul aria-labelledby="channels-heading">${channels.map((channel) => row(channel, icon(channel.kind === 'private' ? 'lock' : 'hash'), channel.name))}</ul>
    </div>
    <button type="button" class="you" data-switcher aria-haspopup="dialog" data-testid="switcher">
      ${avatar(you && { id: you.id, name: you.realName, isBot: false })}
      <span class="you-name"><span class="muted">You are</span><strong>${you?.realName ?? scene.me}</strong></span>${icon('chevron')}
    </button>`;
}
