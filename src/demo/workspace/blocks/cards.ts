import type {
  CardBlock,
  CarouselBlock,
  ContainerBlock,
  PlanBlock,
  TaskCardBlock,
} from '@slack/types';
import { type Html, html, safeUrl } from '../../../html.ts';
import { plain } from '../mrkdwn.ts';
import { drawElement } from './elements.ts';
import { picture } from './picture.ts';
import { drawRichText } from './rich-text.ts';
import type { Stage } from './stage.ts';
import { drawText } from './text.ts';

export function drawCard(block: CardBlock, stage: Stage): Html {
  const actions = (block.actions ?? []).map((button) =>
    drawElement(button, { stage, blockId: block.block_id ?? '' }),
  );
  return html`<div class="block card">
    ${block.hero_image && picture(block.hero_image, 'hero', stage)}
    <div class="card-head">${block.icon && picture(block.icon, 'icon', stage)}<div>
      ${block.title && html`<div class="card-title">${drawText(block.title, stage)}</div>`}
      ${block.subtitle && html`<div class="muted">${drawText(block.subtitle, stage)}</div>`}
    </div></div>
    ${block.body && html`<div class="text">${drawText(block.body, stage)}</div>`}
    ${actions.length > 0 && html`<div class="actions">${actions}</div>`}
  </div>`;
}

export function drawCarousel(block: CarouselBlock, stage: Stage): Html {
  return html`<div class="block carousel" role="group" aria-label="Cards" tabindex="0">${block.elements.map((card) => drawCard(card, stage))}</div>`;
}

/** A frame around blocks; a collapsible one is the browser's own disclosure. */
export function drawContainer(block: ContainerBlock, stage: Stage): Html {
  const title = block.rich_text_title
    ? drawRichText(block.rich_text_title, stage)
    : block.title && plain(block.title.text, block.title);
  const head = html`${block.icon && picture(block.icon, 'icon', stage)}<span class="container-title">${title}</span>${
    block.subtitle && html`<span class="muted">${drawText(block.subtitle, stage)}</span>`
  }`;
  const body = html`<div class="container-body">${block.child_blocks.map(stage.draw)}</div>`;
  const width = ['narrow', 'wide', 'full'].includes(block.width ?? '') ? block.width : 'standard';
  const looks = `block container ${width}${block.has_header_divider ? ' ruled' : ''}`;
  return block.is_collapsible
    ? html`<details class="${looks}" ${block.default_collapsed ? '' : html`open`}><summary>${head}</summary>${body}</details>`
    : html`<div class="${looks}"><div class="container-head">${head}</div>${body}</div>`;
}

const STATUS: Record<TaskCardBlock['status'], string> = {
  pending: 'Waiting',
  in_progress: 'In progress',
  complete: 'Done',
  error: 'Failed',
};

export function drawTask(block: TaskCardBlock, stage: Stage): Html {
  const sources = (block.sources ?? []).map(({ url, text }) =>
    safeUrl(url)
      ? html`<li><a href="${url}" target="_blank" rel="noopener noreferrer">${text}</a></li>`
      : html`<li>${text}</li>`,
  );
  const status = block.status in STATUS ? block.status : 'pending';
  return html`<div class="block task ${status}">
    <div class="task-head"><span class="dot" aria-hidden="true"></span><strong>${block.title}</strong><span class="muted">${STATUS[status]}</span></div>
    ${block.details && html`<div>${drawRichText(block.details, stage)}</div>`}
    ${block.output && html`<div>${drawRichText(block.output, stage)}</div>`}
    ${sources.length > 0 && html`<ul>${sources}</ul>`}
  </div>`;
}

export function drawPlan(block: PlanBlock, stage: Stage): Html {
  return html`<div class="block plan"><strong>${block.title}</strong>${(block.tasks ?? []).map((task) => drawTask(task as TaskCardBlock, stage))}</div>`;
}
