import type {
  ActionsBlock,
  AlertBlock,
  ContextActionsBlock,
  ContextBlock,
  FileBlock,
  HeaderBlock,
  ImageBlock,
  SectionBlock,
  VideoBlock,
} from '@slack/types';
import { type Html, html, nothing, safeUrl } from '../../../html.ts';
import { plain } from '../mrkdwn.ts';
import { drawElement } from './elements.ts';
import { picture } from './picture.ts';
import type { Stage } from './stage.ts';
import { drawText, undrawable } from './text.ts';

/** Slack folds a section's text that is longer than this unless the section says `expand`. */
const FOLD_AT = 700;

export function drawSection(block: SectionBlock, stage: Stage): Html {
  const isLong = !block.expand && (block.text?.text.length ?? 0) > FOLD_AT;
  const text = block.text && html`<div class="text">${drawText(block.text, stage)}</div>`;
  const folded = html`<div class="fold"><div class="folded">${text}</div>
    <button type="button" class="link" data-unfold>Show more</button></div>`;
  const fields =
    block.fields &&
    html`<div class="fields">${block.fields.map((field) => html`<div class="field">${drawText(field, stage)}</div>`)}</div>`;
  const accessory =
    block.accessory &&
    html`<div class="accessory">${drawElement(block.accessory, { stage, blockId: block.block_id ?? '' })}</div>`;
  return html`<div class="block section">
    <div class="body">${isLong ? folded : text}${fields}</div>${accessory}
  </div>`;
}

export function drawHeader(block: HeaderBlock & { level?: number }): Html {
  const level = Math.min(4, Math.max(1, block.level ?? 2));
  return html`<div class="block header level-${level}" role="heading" aria-level="${level + 1}">
    ${plain(block.text.text, { emoji: block.text.emoji ?? true })}</div>`;
}

export function drawContext(block: ContextBlock, stage: Stage): Html {
  const drawn = block.elements.map((element) =>
    element.type === 'image'
      ? picture(element, 'icon', stage)
      : html`<span class="text">${drawText(element, stage)}</span>`,
  );
  return html`<div class="block context">${drawn}</div>`;
}

export function drawActions(block: ActionsBlock, stage: Stage): Html {
  const drawn = block.elements.map((element) =>
    drawElement(element, { stage, blockId: block.block_id ?? '' }),
  );
  return html`<div class="block actions">${drawn}</div>`;
}

export function drawContextActions(block: ContextActionsBlock, stage: Stage): Html {
  const drawn = block.elements.map((element) =>
    drawElement(element, { stage, blockId: block.block_id ?? '' }),
  );
  return html`<div class="block context-actions">${drawn}</div>`;
}

export function drawImage(block: ImageBlock, stage: Stage): Html {
  return html`<figure class="block image">
    ${block.title && html`<figcaption>${plain(block.title.text, block.title)}</figcaption>`}
    ${picture(block, 'picture', stage)}
  </figure>`;
}

export function drawAlert(block: AlertBlock, stage: Stage): Html {
  const level = ['info', 'warning', 'error', 'success'].includes(block.level ?? '')
    ? block.level
    : 'default';
  return html`<div class="block alert ${level}" role="${level === 'error' ? 'alert' : 'note'}">${drawText(block.text, stage)}</div>`;
}

export function drawVideo(block: VideoBlock, stage: Stage): Html {
  const url = safeUrl(block.title_url ?? block.video_url);
  const by = [block.author_name, block.provider_name].filter(Boolean).join(' · ');
  const title = plain(block.title.text, block.title);
  return html`<div class="block video">
    ${picture({ type: 'image', image_url: block.thumbnail_url, alt_text: block.alt_text }, 'thumbnail', stage)}
    <div>${url ? html`<a href="${url}" target="_blank" rel="noopener noreferrer">${title}</a>` : title}
      ${by && html`<div class="muted">${by}</div>`}
      ${block.description ? html`<div>${plain(block.description.text, block.description)}</div>` : nothing}</div>
  </div>`;
}

export function drawFile(block: FileBlock): Html {
  return block.external_id
    ? html`<div class="block file">${block.external_id}</div>`
    : undrawable('file', 'without an id');
}
