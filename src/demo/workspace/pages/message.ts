import { type Html, html } from '../../../html.ts';
import type { Message, Workspace } from '../../slack/model.ts';
import { drawBlocks } from '../blocks/draw.ts';
import { emojiOf } from '../emoji.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { repliesTo } from '../reading.ts';
import type { Scene } from '../scene.ts';
import { clock, dateOfTs, dayLabel, dayOf, fullTime } from '../times.ts';
import { drawAttachments } from './attachments.ts';
import { avatar } from './avatar.ts';
import { icon } from './icons.ts';

/** Messages of one person closer together than this share one name and picture. */
const TOGETHER_SECONDS = 300;

type Drawn = { slack: Workspace; scene: Scene; isInThread: boolean };

/** Messages in order, with a line where the day changes; each has a key by which the page's script keeps it. */
export function drawMessages(messages: readonly Message[], drawn: Drawn): Html {
  const { scene } = drawn;
  return html`${messages.map((message, at) => {
    const before = messages[at - 1];
    const date = dateOfTs(message.ts);
    const isNewDay = !before || dayOf(dateOfTs(before.ts), scene.tz) !== dayOf(date, scene.tz);
    const isTogether =
      !isNewDay &&
      before.user === message.user &&
      before.onlyFor === message.onlyFor &&
      !before.isDeleted &&
      !message.isDeleted &&
      Number(message.ts) - Number(before.ts) < TOGETHER_SECONDS;
    const day = html`<div class="day" data-key="day-${dayOf(date, scene.tz)}"><span>${dayLabel(date, scene)}</span></div>`;
    return html`${isNewDay && !drawn.isInThread && day}${drawMessage(message, isTogether, drawn)}`;
  })}`;
}

function drawMessage(message: Message, isTogether: boolean, drawn: Drawn): Html {
  const { scene, isInThread } = drawn;
  const author = scene.people.find(({ id }) => id === message.user);
  const name = author?.name ?? message.user;
  const date = dateOfTs(message.ts);
  const time = clock(date, scene.tz);
  const id = `${isInThread ? 't' : 'm'}-${message.channel}-${message.ts}`;
  const looks = [
    'message',
    ...(isTogether ? ['together'] : []),
    ...(author?.isBot ? ['from-app'] : []),
    ...(message.onlyFor ? ['ephemeral'] : []),
    ...(message.isDeleted ? ['deleted'] : []),
  ].join(' ');
  const place = JSON.stringify({ kind: 'message', channel: message.channel, ts: message.ts });
  return html`<article class="${looks}" id="${id}" data-key="${id}" data-ts="${message.ts}" data-testid="message" data-place="${place}" tabindex="-1" aria-label="${name}, ${time}">
    <div class="gutter">${isTogether ? html`<time class="small-time" aria-hidden="true">${time}</time>` : avatar(author)}</div>
    <div class="content">
      ${message.onlyFor && html`<p class="only-you">${icon('eye')}Only visible to you</p>`}
      <header class="${isTogether ? 'only-read' : ''}">
        <span class="name">${name}</span>${author?.isBot && html`<span class="badge">App</span>`}
        <time datetime="${date.toISOString()}" title="${fullTime(date, scene.tz)}">${time}</time>
      </header>
      ${message.isDeleted ? html`<p class="muted">This message was deleted.</p>` : drawBody(message, scene, id)}
      ${isInThread ? '' : drawThreadBar(message, drawn)}
    </div>
    ${message.isDeleted ? '' : drawTools(message, drawn)}
  </article>`;
}

function drawBody(message: Message, scene: Scene, id: string): Html {
  const edited =
    message.editedAt !== null && !message.onlyFor && html` <span class="edited">(edited)</span>`;
  const body =
    message.blocks.length > 0
      ? html`<div class="blocks">${drawBlocks(message.blocks, scene, { id })}</div>${edited}`
      : html`<div class="text">${mrkdwn(message.text, scene)}${edited}</div>`;
  const reactions = Object.entries(message.reactions).filter(([, people]) => people.length > 0);
  return html`${body}
    ${drawAttachments(message, scene, id)}
    ${message.files.length > 0 && html`<ul class="files">${message.files.map((file) => html`<li>${icon('file')}<span>${file.name}</span><span class="muted">${sizeOf(file.bytes)}</span></li>`)}</ul>`}
    ${reactions.length > 0 && html`<ul class="reactions" aria-label="Reactions">${reactions.map(([name, people]) => html`<li class="${people.includes(scene.me) ? 'mine' : ''}"><span role="img" aria-label="${name}">${emojiOf(name) ?? `:${name}:`}</span> ${people.length}</li>`)}</ul>`}`;
}

function drawThreadBar(message: Message, { slack, scene }: Drawn): Html {
  const replies = repliesTo(slack, message, scene.me);
  const status = slack.status(message.channel, message.ts);
  const last = replies.at(-1);
  if (!last && !status) return html``;
  const authors = [...new Set(replies.map(({ user }) => user))].slice(0, 3);
  const when = last && dateOfTs(last.ts);
  const words = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  return html`<button type="button" class="thread-bar" data-thread="${message.ts}" data-testid="thread-bar">
    <span class="faces">${authors.map((user) => avatar(scene.people.find(({ id }) => id === user)))}</span>
    ${replies.length > 0 && html`<strong>${words}</strong>`}
    ${status ? html`<span class="muted">${statusLine(slack, status)}</span>` : when && html`<span class="muted">Last reply ${dayLabel(when, scene).toLowerCase()} at ${clock(when, scene.tz)}</span>`}
  </button>`;
}

/** "Callboard is looking it up…", in the words the app set. */
export function statusLine(slack: Workspace, status: string): string {
  return `${slack.bot.name} ${status}`;
}

function drawTools(message: Message, { slack, isInThread }: Drawn): Html {
  const shortcuts = message.onlyFor === null ? slack.shortcuts() : [];
  const reply =
    !isInThread &&
    message.onlyFor === null &&
    html`<button type="button" class="icon-button" data-thread="${message.ts}" aria-label="Reply in thread" title="Reply in thread">${icon('reply')}</button>`;
  return html`<div class="tools" role="group" aria-label="Message actions">${reply}${shortcuts
    .filter(({ type }) => type === 'message')
    .map(
      ({ name, callback_id: id }) =>
        html`<button type="button" class="icon-button" data-shortcut="${id}" data-ts="${message.ts}" aria-label="${name}" title="${name} (${slack.bot.name})">${icon('who')}</button>`,
    )}
    <button type="button" class="icon-button" data-inspect="${message.ts}" aria-label="What happened" title="What happened: payload, checker and API calls">${icon('inspect')}</button>
  </div>`;
}

function sizeOf(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 1024)} kB`;
}
