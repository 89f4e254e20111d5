import type {
  DataTableBlock,
  RawNumberElement,
  RawTextElement,
  RichTextBlock,
  TableBlock,
} from '@slack/types';
import { type Html, html } from '../../../html.ts';
import type { Scene } from '../scene.ts';
import { drawRichText } from './rich-text.ts';
import { undrawable } from './text.ts';

type Cell = RichTextBlock | RawTextElement | RawNumberElement;

/** A table whose first row names the columns. */
export function drawTable(block: TableBlock, scene: Scene): Html {
  const [head = [], ...rows] = block.rows;
  const looks = (column: number) => {
    const settings = block.column_settings?.[column];
    const align = ['center', 'right'].includes(settings?.align ?? '') ? settings?.align : 'left';
    return `${align}${settings?.is_wrapped ? ' wrapped' : ''}`;
  };
  return html`<div class="block table scroll"><table>
    <thead><tr>${head.map((cell, column) => html`<th scope="col" class="${looks(column)}">${drawCell(cell, scene)}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell, column) => html`<td class="${looks(column)}">${drawCell(cell, scene)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

/** Slack shows five rows of a data table at a time unless it says otherwise. */
const PAGE_SIZE = 5;

/** A table that is leafed through: rows beyond the first page are hidden until the reader turns it. */
export function drawDataTable(block: DataTableBlock, scene: Scene): Html {
  const [head = [], ...rows] = block.rows;
  const size = block.page_size ?? PAGE_SIZE;
  const cell = (each: Cell, column: number) =>
    column === block.row_header_column_index
      ? html`<th scope="row">${drawCell(each, scene)}</th>`
      : html`<td class="${each.type === 'raw_number' ? 'right' : 'left'}">${drawCell(each, scene)}</td>`;
  return html`<div class="block table data-table" data-pages="${size}">
    <div class="scroll"><table>
      <caption>${block.caption}</caption>
      <thead><tr>${head.map((each) => html`<th scope="col">${drawCell(each, scene)}</th>`)}</tr></thead>
      <tbody>${rows.map((row, at) => html`<tr ${at < size ? '' : html`hidden`}>${row.map(cell)}</tr>`)}</tbody>
    </table></div>
    ${
      rows.length > size &&
      html`<div class="pager"><button type="button" class="button" data-turn="-1" disabled>Previous</button>
        <span class="muted" aria-live="polite" data-page="0">1–${size} of ${rows.length}</span>
        <button type="button" class="button" data-turn="1">Next</button></div>`
    }
  </div>`;
}

function drawCell(cell: Cell, scene: Scene): Html {
  switch (cell.type) {
    case 'raw_text':
      return html`${cell.text}`;
    case 'raw_number':
      return html`${cell.text ?? cell.value}`;
    case 'rich_text':
      return drawRichText(cell, scene);
    default:
      return undrawable(String((cell as { type?: unknown }).type), 'cell');
  }
}
