import { columnsOf, loosePairs } from './columns.ts';
import { describeGraph, subjectOf, titleOf } from './describe.ts';
import { drawLine } from './draw-lines.ts';
import { drawIcon, drawNode, linesOf, sizeOf } from './draw-node.ts';
import type { GraphModel, GraphNode } from './graph-model.ts';
import { type Box, type Layout, layOut, type Size } from './layout.ts';
import { drawLegend } from './legend.ts';
import { fitted, type Style, widthOf } from './text.ts';
import { type Paint, paint, type Theme } from './theme.ts';
import type { Way } from './walk.ts';
import { escapeXml, fontOf, n } from './xml.ts';

export type Drawing = {
  svg: string;
  /** Pixels. */
  width: number;
  height: number;
  /** The same in words, at most 2,000 characters. */
  alt: string;
};

export type DrawOptions = {
  theme: Theme;
  /** Where a node leads; null for one that leads nowhere. */
  links?: (ref: string) => string | null;
};

const MARGIN = 20;
const HEADER = 52;
const NARROWEST = 420;
const TITLE: Style = { size: 17, weight: 'bold' };
const SUBTITLE: Style = { size: 13, weight: 'regular' };
const REST: Style = { size: 12, weight: 'regular' };
const FRAME_LABEL: Style = { size: 14, weight: 'bold' };

/** Draws a graph. Colours are attributes and classes: a page colours it anew with `graphCss`, everything else shows it as it is. */
export async function drawGraph(
  model: GraphModel,
  { theme, links }: DrawOptions,
): Promise<Drawing> {
  const colours = paint(theme);
  const pills = pillsOf(model);
  const layout = await layOut({
    nodes: [
      ...placed(model).map(({ node, size, column }) => ({
        id: node.ref,
        ...size,
        isInside: node.isInside,
        column,
      })),
      ...pills.map(({ id, words, column }) => ({
        id,
        ...sizeOfPill(words),
        isInside: false,
        column,
      })),
    ],
    edges: [...model.edges, ...pills.map((pill) => ({ ...pill, isMutual: false }))],
    order: model.isFrame ? loosePairs(model) : [],
  });
  const inner = Math.max(layout.width, NARROWEST);
  const left = (inner - layout.width) / 2;
  const legend = drawLegend(model, inner, colours);
  const width = Math.ceil(inner + 2 * MARGIN);
  const height = Math.ceil(HEADER + layout.height + legend.height + 2 * MARGIN + 14);
  const alt = describeGraph(model);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="${links ? 'group' : 'img'}" aria-label="${escapeXml(titleOf(model))}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Inter, system-ui, sans-serif">
<title>${escapeXml(titleOf(model))}</title><desc>${escapeXml(alt)}</desc>
<rect width="${width}" height="${height}" ${colours.fill('paper')}/>
${drawHeader(model, inner, colours)}
<g transform="translate(${n(MARGIN + left)} ${MARGIN + HEADER})">${drawBody(model, layout, { colours, links })}</g>
<g transform="translate(${MARGIN} ${n(MARGIN + HEADER + layout.height + 14)})">${legend.svg}</g>
</svg>`;
  return { svg, width, height, alt };
}

function drawHeader(model: GraphModel, width: number, colours: Paint): string {
  const name = fitted(linesOf(model.focus).label, TITLE, width);
  const { needs, neededBy, lines } = model.rest;
  // Beside a single thing pills say it.
  const around = model.isFrame ? needs.near + needs.far + neededBy.near + neededBy.far : 0;
  const subject = [
    subjectOf(model),
    around > 0 ? `${around} more around it` : '',
    lines > 0 ? `${lines} more lines between them` : '',
  ].filter(Boolean);
  return `<text x="${MARGIN}" y="${MARGIN + 15}" ${fontOf(TITLE)} ${colours.fill('ink')}>${escapeXml(name)}</text>
<text x="${MARGIN}" y="${MARGIN + 34}" ${fontOf(SUBTITLE)} ${colours.fill('muted')}>${escapeXml(fitted(subject.join(' · '), SUBTITLE, width))}</text>`;
}

type Placed = { node: GraphNode; size: Size; column: number | null };

/** The boxes of a column are equally wide: lines begin and end on one edge. A frame has the columns that its lines ask for. */
function placed(model: GraphModel): Placed[] {
  if (model.isFrame) return model.nodes.map((node) => ({ node, size: sizeOf(node), column: null }));
  const columns = columnsOf(model);
  const each = model.nodes.map((node) => ({
    node,
    size: sizeOf(node),
    column: columns.get(node.ref) ?? 0,
  }));
  const groups = Map.groupBy(each, ({ column }) => column);
  return each.map(({ node, size, column }) => {
    const widths = (groups.get(column) ?? []).map((other) => other.size.width);
    return { node, column, size: { ...size, width: Math.max(...widths) } };
  });
}

function drawBody(
  model: GraphModel,
  layout: Layout,
  { colours, links }: { colours: Paint; links: DrawOptions['links'] },
): string {
  const focus = model.isFrame ? null : model.focus.ref;
  const inside = new Set(model.nodes.flatMap(({ ref, isInside }) => (isInside ? ref : [])));
  const lines = [...model.edges, ...pillsOf(model)].map(({ from, to, relation }, index) => ({
    isStrong: from === focus || to === focus || (inside.has(from) && inside.has(to)),
    relation,
    route: layout.routes[index],
  }));
  const drawn = lines
    // What touches the focus lies above the rest.
    .sort((a, b) => Number(a.isStrong) - Number(b.isStrong))
    .map(({ relation, route, isStrong }) =>
      route ? drawLine(relation, route, { paint: colours, isStrong }) : '',
    );
  const nodes = model.nodes.flatMap((node) => {
    const box = layout.boxes.get(node.ref);
    if (!box) return [];
    const drawnNode = drawNode(node, box, { paint: colours, isFocus: node.ref === focus });
    const href = links?.(node.ref);
    return href ? `<a href="${escapeXml(href)}">${drawnNode}</a>` : `<g>${drawnNode}</g>`;
  });
  const pills = pillsOf(model).flatMap(({ id, words }) => {
    const box = layout.boxes.get(id);
    return box ? drawPill(words, box, colours) : [];
  });
  const frame = layout.frame ? drawFrame(model, layout.frame, colours) : '';
  return [frame, ...drawn, ...nodes, ...pills].join('\n');
}

type Pill = {
  id: string;
  words: string;
  column: number;
  from: string;
  to: string;
  relation: 'dependsOn';
};

/** "+12 more": what there was no room for, beside what it belongs to. */
function pillsOf(model: GraphModel): Pill[] {
  if (model.isFrame) return [];
  const { ref } = model.focus;
  return (['neededBy', 'needs'] as const).flatMap((way: Way): Pill[] => {
    const { near, far } = model.rest[way];
    if (near + far === 0) return [];
    // No ref has a space.
    const id = `more ${way}`;
    const words =
      near > 0 ? `+${near} more${far > 0 ? `, ${far} further` : ''}` : `+${far} further away`;
    const ends = way === 'needs' ? { from: ref, to: id } : { from: id, to: ref };
    return [{ id, words, column: way === 'needs' ? 1 : -1, ...ends, relation: 'dependsOn' }];
  });
}

function sizeOfPill(words: string): Size {
  return { width: Math.ceil(widthOf(words, REST) + 28), height: 30 };
}

function drawPill(words: string, box: Box, colours: Paint): string {
  return `<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="${n(box.height / 2)}" ${colours.fill('frame')}/>
<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="${n(box.height / 2)}" fill="none" stroke-width="1" ${colours.stroke('line')}/>
<text x="${n(box.x + box.width / 2)}" y="${n(box.y + box.height / 2 + 4)}" text-anchor="middle" ${fontOf(REST)} ${colours.fill('muted')}>${escapeXml(words)}</text>`;
}

function drawFrame({ focus, rest }: GraphModel, box: Box, colours: Paint): string {
  const { label, detail } = linesOf(focus);
  const more = rest.inside > 0 ? ` · ${rest.inside} more inside` : '';
  const words = fitted(`${label} · ${detail}${more}`, FRAME_LABEL, box.width - 46);
  return `<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="12" ${colours.fill('frame')}/>
<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="12" fill="none" stroke-width="1.25" ${colours.stroke('line')}/>
${drawIcon(focus.kind, { x: box.x + 12, y: box.y + 10 }, colours)}
<text x="${n(box.x + 39)}" y="${n(box.y + 25)}" ${fontOf(FRAME_LABEL)} ${colours.fill('ink')}>${escapeXml(words)}</text>`;
}
