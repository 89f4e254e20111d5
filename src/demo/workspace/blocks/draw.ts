import type { KnownBlock } from '@slack/types';
import { type Html, html } from '../../../html.ts';
import type { Scene } from '../scene.ts';
import { drawCard, drawCarousel, drawContainer, drawPlan, drawTask } from './cards.ts';
import { type ChartBlock, drawChart } from './charts.ts';
import { drawInput } from './input.ts';
import {
  drawActions,
  drawAlert,
  drawContext,
  drawContextActions,
  drawFile,
  drawHeader,
  drawImage,
  drawSection,
  drawVideo,
} from './layout.ts';
import { drawMarkdown } from './markdown.ts';
import { drawRichText } from './rich-text.ts';
import type { Stage } from './stage.ts';
import { drawDataTable, drawTable } from './tables.ts';
import { undrawable } from './text.ts';

/** Every block of a message, a modal or the Home tab, as safe markup. `id` makes DOM ids unique on the page. */
export function drawBlocks(
  blocks: readonly unknown[],
  scene: Scene,
  { id, errors = {} }: { id: string; errors?: Record<string, string> },
): Html {
  const stage: Stage = { ...scene, id, errors, draw: (block) => drawBlock(block, stage) };
  return html`${blocks.map(stage.draw)}`;
}

function drawBlock(block: unknown, stage: Stage): Html {
  const type = String((block as { type?: unknown } | null)?.type ?? 'nothing');
  try {
    return drawKnown(block as KnownBlock | ChartBlock, stage);
  } catch {
    // An app can send anything; what its block lacks must not take the whole message down.
    return undrawable(type, 'malformed block');
  }
}

function drawKnown(block: KnownBlock | ChartBlock, stage: Stage): Html {
  switch (block.type) {
    case 'section':
      return drawSection(block, stage);
    case 'header':
      return drawHeader(block);
    case 'context':
      return drawContext(block, stage);
    case 'actions':
      return drawActions(block, stage);
    case 'divider':
      return html`<hr class="block divider">`;
    case 'image':
      return drawImage(block, stage);
    case 'input':
      return drawInput(block, stage);
    case 'rich_text':
      return html`<div class="block rich-text">${drawRichText(block, stage)}</div>`;
    case 'markdown':
      return drawMarkdown(block, stage);
    case 'table':
      return drawTable(block, stage);
    case 'data_table':
      return drawDataTable(block, stage);
    case 'data_visualization':
      return drawChart(block);
    case 'container':
      return drawContainer(block, stage);
    case 'card':
      return drawCard(block, stage);
    case 'carousel':
      return drawCarousel(block, stage);
    case 'alert':
      return drawAlert(block, stage);
    case 'context_actions':
      return drawContextActions(block, stage);
    case 'video':
      return drawVideo(block, stage);
    case 'file':
      return drawFile(block);
    case 'task_card':
      return drawTask(block, stage);
    case 'plan':
      return drawPlan(block, stage);
    default:
      return undrawable(String((block as { type?: unknown }).type));
  }
}
