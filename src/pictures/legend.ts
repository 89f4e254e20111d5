import { drawSample } from './draw-lines.ts';
import { drawIcon } from './draw-node.ts';
import { type GraphModel, RELATIONS } from './graph-model.ts';
import { type Style, widthOf } from './text.ts';
import type { Paint } from './theme.ts';
import { ABSENT, KIND_WORDS, RELATION_WORDS } from './words.ts';
import { escapeXml, fontOf, n } from './xml.ts';

const WORDS: Style = { size: 12, weight: 'regular' };
const ROW = 28;
const GAP = 22;
const SAMPLE = 34;
const ICON = 20;

type Entry = { words: string; width: number; draw: (x: number, y: number) => string };

export type Legend = { height: number; svg: string };

/** What the signs and lines of this very picture mean, in rows of `width`. */
export function drawLegend(model: GraphModel, width: number, paint: Paint): Legend {
  let x = 0;
  let row = 0;
  const drawn: string[] = [];
  for (const entry of entriesOf(model, paint)) {
    if (x > 0 && x + entry.width > width) {
      x = 0;
      row += 1;
    }
    const y = row * ROW + ROW / 2;
    const left = entry.width - widthOf(entry.words, WORDS);
    drawn.push(
      entry.draw(x, y),
      `<text x="${n(x + left)}" y="${n(y + 4)}" ${fontOf(WORDS)} ${paint.fill('muted')}>${escapeXml(entry.words)}</text>`,
    );
    x += entry.width + GAP;
  }
  return { height: drawn.length > 0 ? (row + 1) * ROW : 0, svg: drawn.join('') };
}

function entriesOf(model: GraphModel, paint: Paint): Entry[] {
  const relations = RELATIONS.filter((relation) =>
    model.edges.some((edge) => edge.relation === relation),
  );
  const shown = new Set([model.focus.kind, ...model.nodes.map(({ kind }) => kind)]);
  const kinds = [...new Set([...Object.keys(KIND_WORDS), ...shown])].filter((kind) =>
    shown.has(kind),
  );
  const absent = (['missing', 'removed'] as const).filter((presence) =>
    model.nodes.some((node) => node.presence === presence),
  );
  return [
    ...relations.map((relation) =>
      entry(RELATION_WORDS[relation], SAMPLE, (x, y) =>
        drawSample(relation, { x, y }, SAMPLE, paint),
      ),
    ),
    ...kinds.map((kind) =>
      entry(KIND_WORDS[kind] ?? kind, ICON, (x, y) =>
        drawIcon(kind, { x, y: y - ICON / 2 }, paint),
      ),
    ),
    ...absent.map((presence) =>
      entry(ABSENT[presence], ICON + 8, (x, y) => drawAbsence(x, y, paint)),
    ),
  ];
}

function entry(words: string, width: number, draw: Entry['draw']): Entry {
  return { words, width: width + 7 + widthOf(words, WORDS), draw };
}

function drawAbsence(x: number, y: number, paint: Paint): string {
  return `<rect x="${n(x)}" y="${n(y - 8)}" width="${ICON + 8}" height="16" rx="4" fill="none" stroke-width="1.5" stroke-dasharray="5 4" ${paint.stroke('warn')}/>`;
}
