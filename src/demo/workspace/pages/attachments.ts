import { type Html, html } from '../../../html.ts';
import type { Attachment, Message } from '../../slack/model.ts';
import { drawBlocks } from '../blocks/draw.ts';
import { mrkdwn } from '../mrkdwn.ts';
import type { Scene } from '../scene.ts';

/** What stands below the text of a message: attachments of whoever wrote it, and what the app added below its links. */
export function drawAttachments(message: Message, scene: Scene, id: string): Html {
  const unfurls = Object.entries(message.unfurls);
  return html`${message.attachments.map((attachment) => drawAttachment(attachment, scene))}${unfurls.map(
    ([url, blocks], at) =>
      html`<div class="attachment unfurl" data-testid="unfurl" data-url="${url}"><div class="blocks">${drawBlocks(blocks, scene, { id: `${id}-u${at}` })}</div></div>`,
  )}`;
}

/** Slack's named colours; others would need a style of their own, which the page does not allow. */
const COLOURS = ['good', 'warning', 'danger'];

function drawAttachment(attachment: Attachment, scene: Scene): Html {
  const {
    color,
    title,
    title_link: link,
    text,
    fields = [],
    footer,
    pretext,
    author_name: by,
  } = attachment;
  const colour = COLOURS.find((one) => one === color) ?? '';
  const name = link ? html`<a href="${link}" rel="noreferrer" target="_blank">${title}</a>` : title;
  return html`${pretext && html`<div class="text">${mrkdwn(pretext, scene)}</div>`}<div class="attachment ${colour}">
    ${by && html`<p class="muted">${by}</p>`}
    ${title && html`<p class="attachment-title">${name}</p>`}
    ${text && html`<div class="text">${mrkdwn(text, scene)}</div>`}
    ${fields.length > 0 && html`<dl class="attachment-fields">${fields.map((field) => html`<div><dt>${field.title}</dt><dd>${mrkdwn(field.value, scene)}</dd></div>`)}</dl>`}
    ${footer && html`<p class="muted">${footer}</p>`}
  </div>`;
}
