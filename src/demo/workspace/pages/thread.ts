import { type Html, html } from '../../../html.ts';
import { messageAt, repliesTo } from '../reading.ts';
import type { Place } from '../scene.ts';
import { ARCHIVED, drawComposer } from './composer.ts';
import { icon } from './icons.ts';
import { drawMessages, statusLine } from './message.ts';

/** The thread pane: the first message, its replies, and a composer of its own; nothing when there is no such thread. */
export function drawThread({ slack, scene, channel, ts }: Place): Html {
  const root = messageAt(slack, { channel: channel.id, ts, me: scene.me });
  if (!root) return html``;
  const replies = repliesTo(slack, root, scene.me);
  const status = slack.status(channel.id, ts);
  const title = slack.title(channel.id, ts);
  const drawn = { slack, scene, isInThread: true };
  const count = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  return html`<section class="pane" data-pane="thread" data-channel="${channel.id}" data-thread-of="${ts}" aria-label="Thread" data-testid="thread">
    <header class="pane-head">
      <div class="pane-title"><h2>${title ?? 'Thread'}</h2></div>
      <span class="muted">${channel.kind === 'im' ? slack.bot.name : `#${channel.name}`}</span>
      <button type="button" class="icon-button push" data-close-aside aria-label="Close thread">${icon('close')}</button>
    </header>
    <div class="messages" data-list role="log" aria-label="Thread" tabindex="-1">
      ${drawMessages([root], drawn)}
      ${replies.length > 0 && html`<div class="day count" data-key="count"><span>${count}</span></div>`}
      ${drawMessages(replies, drawn)}
      ${status && html`<p class="status muted" data-key="status" role="status"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${statusLine(slack, status)}</p>`}
    </div>
    ${channel.isArchived ? ARCHIVED : drawComposer({ label: 'Reply…', channel: channel.id, thread: ts })}
  </section>`;
}
