import { drawable, fitted, type Style, widthOf } from '../pictures/text.ts';
import type { Paint, Part, Theme } from '../pictures/theme.ts';
import { escapeXml, fontOf, n } from '../pictures/xml.ts';
import { type Box, type Chart, framed } from './frame.ts';
import { percent, type Scale, scaleFor } from './scale.ts';

/** Shares of 1, oldest first; null where nothing was measured: the line has a gap there. */
export type Line = { name: string; values: readonly (number | null)[] };

export type LineChart = {
  title: string;
  /** What each point is called, for people: "15 Jun". */
  labels: readonly string[];
  /** At most six; one alone needs no name beside it. */
  lines: readonly Line[];
};

const MOST_LINES = 6;
const PARTS: readonly Part[] = ['component', 'resource', 'api', 'system', 'people', 'other'];
// Told apart without colours too.
const DASHES = ['', '6 3', '2 3', '9 3 2 3', '4 2', '1 4'];
const AXIS: Style = { size: 11, weight: 'regular' };
const NAME: Style = { size: 12, weight: 'bold' };
const TITLE: Style = { size: 15, weight: 'bold' };
const MARGIN = 16;

/** How shares moved over time, with its last values written beside it. */
export function drawLines(
  chart: LineChart,
  {
    theme = 'light',
    width = 640,
    height = 240,
  }: { theme?: Theme; width?: number; height?: number } = {},
): Chart {
  const title = drawable(chart.title);
  return framed({ theme, width, height, title, alt: describeLines(chart) }, (colours) => {
    const box = { x: MARGIN, y: 40, width: width - 2 * MARGIN, height: height - 40 - MARGIN };
    return `<text x="${MARGIN}" y="26" ${fontOf(TITLE)} ${colours.fill('ink')}>${escapeXml(fitted(title, TITLE, width - 2 * MARGIN))}</text>
${linesIn(chart, box, colours)}`;
  });
}

/** The same in words, one sentence a line. */
export function describeLines({ title, labels, lines }: LineChart): string {
  const said = lines.slice(0, MOST_LINES).map(({ name, values }) => {
    const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
    const first = known[0];
    const last = known.at(-1);
    if (!first || !last) return `${name}: nothing was measured.`;
    const of = ({ value, at }: typeof first) => `${percent(value, 1)} (${labels[at] ?? ''})`;
    return first === last ? `${name}: ${of(last)}.` : `${name}: from ${of(first)} to ${of(last)}.`;
  });
  return `${title}. ${said.join(' ')}`.slice(0, 2000);
}

/** Axes and lines inside a box of a larger drawing. */
export function linesIn({ labels, lines }: LineChart, box: Box, colours: Paint): string {
  const shown = lines.slice(0, MOST_LINES);
  const scale = scaleFor(shown.flatMap(({ values }) => values.filter((value) => value !== null)));
  const left = Math.max(...scale.ticks.map((tick) => widthOf(percent(tick), AXIS))) + 8;
  const ends = endsOf(shown);
  const right = Math.max(0, ...ends.map(({ words }) => widthOf(words, NAME))) + 12;
  const plot = {
    x: box.x + left,
    y: box.y + 6,
    width: Math.max(20, box.width - left - Math.min(right, box.width / 2)),
    height: box.height - 26,
  };
  const x = (at: number) =>
    plot.x + (labels.length > 1 ? (at / (labels.length - 1)) * plot.width : plot.width / 2);
  const y = yOf(scale, plot);
  const drawn = shown.map((line, index) => drawLine(line, index, { x, y, colours }));
  return [
    ...scale.ticks.map((tick) => drawTick(tick, y(tick), plot, colours)),
    drawDays(labels, x, { plot, colours }),
    ...drawn,
    drawEnds(ends, {
      y,
      left: plot.x + plot.width + 9,
      most: right,
      bottom: plot.y + plot.height,
      colours,
    }),
  ].join('\n');
}

function yOf({ low, high }: Scale, plot: Box): (share: number) => number {
  return (share) => plot.y + plot.height - ((share - low) / (high - low)) * plot.height;
}

type Ways = { x: (at: number) => number; y: (share: number) => number; colours: Paint };

function drawLine({ values }: Line, index: number, { x, y, colours }: Ways): string {
  const part = PARTS[index] ?? 'other';
  const dash = DASHES[index] ? ` stroke-dasharray="${DASHES[index]}"` : '';
  const last = values.findLastIndex((value) => value !== null);
  const end = values[last];
  const dot =
    end === null || end === undefined
      ? ''
      : `<circle cx="${n(x(last))}" cy="${n(y(end))}" r="4" ${colours.fill(part)}/>`;
  return `<path d="${pathOf(values, x, y)}" fill="none" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"${dash} ${colours.stroke(part)}/>${dot}`;
}

/** Straight from point to point: a curve would show values nobody measured. A point alone between gaps is a dot. */
export function pathOf(
  values: readonly (number | null)[],
  x: (at: number) => number,
  y: (share: number) => number,
): string {
  let path = '';
  let isOn = false;
  for (const [at, value] of values.entries()) {
    if (value === null) {
      isOn = false;
      continue;
    }
    const point = `${n(x(at))} ${n(y(value))}`;
    path += isOn ? `L${point}` : `M${point}h0`;
    isOn = true;
  }
  return path;
}

function drawTick(tick: number, y: number, plot: Box, colours: Paint): string {
  return `<path d="M${n(plot.x)} ${n(y)}h${n(plot.width)}" stroke-width="1" stroke-opacity="0.35" ${colours.stroke('line')}/>
<text x="${n(plot.x - 8)}" y="${n(y + 4)}" text-anchor="end" ${fontOf(AXIS)} ${colours.fill('muted')}>${percent(tick)}</text>`;
}

/** The first and the last day, and as many between as have room. */
function drawDays(
  labels: readonly string[],
  x: (at: number) => number,
  { plot, colours }: { plot: Box; colours: Paint },
): string {
  const last = labels.length - 1;
  const widest = Math.max(0, ...labels.map((label) => widthOf(label, AXIS))) + 24;
  const step = Math.max(1, Math.ceil((widest / Math.max(1, plot.width)) * last));
  const shown = labels.flatMap((label, at) => {
    const isShown = at === last || (at % step === 0 && last - at >= step);
    if (!isShown) return [];
    const anchor = at === last && last > 0 ? 'end' : at === 0 && last > 0 ? 'start' : 'middle';
    return `<text x="${n(x(at))}" y="${n(plot.y + plot.height + 18)}" text-anchor="${anchor}" ${fontOf(AXIS)} ${colours.fill('muted')}>${escapeXml(label)}</text>`;
  });
  return shown.join('');
}

type End = { words: string; share: number; part: Part };

/** What stands beside the end of each line: its last value, and its name where there are several. */
function endsOf(lines: readonly Line[]): End[] {
  return lines.flatMap(({ name, values }, index) => {
    const share = values.findLast((value) => value !== null);
    if (share === null || share === undefined) return [];
    const words = lines.length > 1 ? `${drawable(name)} ${percent(share)}` : percent(share, 1);
    return [{ words, share, part: PARTS[index] ?? 'other' }];
  });
}

/** Moved apart where they would stand on each other. */
function drawEnds(
  ends: readonly End[],
  place: {
    y: (share: number) => number;
    left: number;
    most: number;
    bottom: number;
    colours: Paint;
  },
): string {
  const line = 15;
  let top = Number.NEGATIVE_INFINITY;
  const rows = ends
    .toSorted((a, b) => b.share - a.share)
    .map((end) => {
      top = Math.max(place.y(end.share) + 4, top + line);
      return { ...end, y: top };
    });
  // What was pushed out at the bottom pushes the others up again.
  let room = place.bottom + 4;
  for (const row of rows.toReversed()) {
    row.y = Math.min(row.y, room);
    room = row.y - line;
  }
  return rows
    .map(
      ({ words, part, y }) =>
        `<text x="${n(place.left)}" y="${n(y)}" ${fontOf(NAME)} ${place.colours.fill(part)}>${escapeXml(fitted(words, NAME, place.most))}</text>`,
    )
    .join('');
}
