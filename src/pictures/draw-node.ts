import { sortOf } from '../catalog/sort.ts';
import type { GraphNode } from './graph-model.ts';
import type { Box, Size } from './layout.ts';
import { drawable, fitted, type Style, widthOf, wrapped } from './text.ts';
import { type Paint, partOfKind } from './theme.ts';
import { ABSENT } from './words.ts';
import { escapeXml, fontOf, n } from './xml.ts';

const LABEL: Style = { size: 14, weight: 'bold' };
const DETAIL: Style = { size: 11.5, weight: 'regular' };
const ICON = 20;
const ICON_LEFT = 9;
const TEXT_LEFT = ICON_LEFT + ICON + 8;
const TEXT_RIGHT = 10;
/** Columns must be narrow for a chat: a longer name goes on in a second line. */
const WIDEST_TEXT = 118;
const NARROWEST_TEXT = 56;
const LABEL_LINE = 17;
const DETAIL_LINE = 15;
const PADDING = 7;

type Named = Pick<GraphNode, 'ref' | 'label' | 'kind' | 'type' | 'owner'>;

/** The name of a node, and what it is and whose. */
export function linesOf(
  node: Named,
  presence: GraphNode['presence'] = 'known',
): { label: string; detail: string } {
  const label = drawable(node.label, nameOf(node.ref));
  return { label, detail: presence === 'known' ? detailsOf(node).join(' · ') : ABSENT[presence] };
}

function detailsOf(node: Named): string[] {
  const owner = node.owner && drawable(node.owner.label, nameOf(node.owner.ref));
  return [drawable(sortOf(node), node.kind), ...(owner ? [owner] : [])];
}

/** The name in a ref: plain letters, always. */
function nameOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}

/** The lines as they fit: whose it is matters more than what it is, which the sign says as well. */
function shownLines(node: GraphNode): { label: string[]; detail: string } {
  const { label, detail } = linesOf(node, node.presence);
  const isShort = widthOf(detail, DETAIL) <= WIDEST_TEXT || node.presence !== 'known';
  return {
    label: wrapped(label, LABEL, WIDEST_TEXT),
    detail: fitted(isShort ? detail : (detailsOf(node).at(-1) ?? ''), DETAIL, WIDEST_TEXT),
  };
}

export function sizeOf(node: GraphNode): Size {
  const { label, detail } = shownLines(node);
  const widths = [...label.map((line) => widthOf(line, LABEL)), widthOf(detail, DETAIL)];
  return {
    width: Math.ceil(TEXT_LEFT + Math.max(...widths, NARROWEST_TEXT) + TEXT_RIGHT),
    height: 2 * PADDING + label.length * LABEL_LINE + DETAIL_LINE,
  };
}

export function drawNode(
  node: GraphNode,
  box: Box,
  { paint, isFocus }: { paint: Paint; isFocus: boolean },
): string {
  const { label, detail } = shownLines(node);
  const isThere = node.presence === 'known';
  const radius = node.kind === 'api' ? 22 : node.kind === 'resource' ? 3 : 8;
  const frame = `x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="${radius}"`;
  const border = isThere
    ? `stroke-width="${isFocus ? 3 : 1.25}"`
    : 'stroke-width="1.5" stroke-dasharray="5 4"';
  const left = n(box.x + TEXT_LEFT);
  const names = label.map(
    (line, index) =>
      `<text x="${left}" y="${n(box.y + PADDING + 13 + index * LABEL_LINE)}" ${fontOf(LABEL)} ${paint.fill('ink')}>${escapeXml(line)}</text>`,
  );
  return `<title>${escapeXml(tooltip(node))}</title>
<rect ${frame} ${paint.fill(isFocus ? 'focus' : 'box')}/>
<rect ${frame} fill="none" ${border} ${paint.stroke(isThere ? partOfKind(node.kind) : 'warn')}/>
${drawIcon(node.kind, { x: box.x + ICON_LEFT, y: box.y + (box.height - ICON) / 2 }, paint)}
${names.join('')}<text x="${left}" y="${n(box.y + box.height - PADDING - 4)}" ${fontOf(DETAIL)} ${paint.fill(isThere ? 'muted' : 'warn')}>${escapeXml(detail)}</text>`;
}

function tooltip(node: GraphNode): string {
  const { label, detail } = linesOf(node, node.presence);
  return `${label} (${detail}) ${node.ref}`;
}

/** The sign of a kind, so that colour is never all that tells kinds apart: 20 by 20, white on its colour. */
export function drawIcon(kind: string, { x, y }: { x: number; y: number }, paint: Paint): string {
  const shape = GLYPHS[kind] ?? GLYPHS['other'];
  return `<g transform="translate(${n(x)} ${n(y)})"><rect width="${ICON}" height="${ICON}" rx="5" ${paint.fill(partOfKind(kind))}/><g fill="none" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" ${paint.stroke('paper')}>${shape}</g></g>`;
}

const GLYPHS: Record<string, string> = {
  component: '<rect x="6.5" y="4.5" width="9" height="11" rx="1"/><path d="M4.5 8h4M4.5 12h4"/>',
  api: '<path d="M8 4.5c-2.5 0-1 5-3.5 5.5C7 10.5 5.5 15.5 8 15.500M12 4.500c2.5 0 1 5 3.5 5.5-2.5.5-1 5.5-3.5 5.5"/>',
  resource: '<ellipse cx="10" cy="6" rx="5" ry="2"/><path d="M5 6v8c0 1.1 2.2 2 5 2s5-.9 5-2V6"/>',
  system:
    '<rect x="4.5" y="4.5" width="4.5" height="4.5"/><rect x="11" y="4.5" width="4.5" height="4.5"/><rect x="4.5" y="11" width="4.5" height="4.5"/><rect x="11" y="11" width="4.5" height="4.5"/>',
  domain:
    '<circle cx="10" cy="10" r="5.5"/><path d="M4.5 10h11M10 4.500c-3.5 3.5-3.5 7.5 0 11c3.5-3.5 3.5-7.5 0-11"/>',
  group:
    '<circle cx="7.5" cy="7.5" r="2.2"/><path d="M3.7 15c0-4 7.6-4 7.6 0M12 5.600a2.2 2.2 0 0 1 0 4M13.3 11.700c2 .3 3 1.5 3 3.3"/>',
  user: '<circle cx="10" cy="7" r="2.7"/><path d="M5 15.500c0-5 10-5 10 0"/>',
  other: '<circle cx="10" cy="10" r="4.5"/>',
};
