import { type Html, html } from '../../../html.ts';
import { undrawable } from './text.ts';

// The native chart of June 2026 (docs.slack.dev, data visualization block); @slack/types does not know it yet.

type Point = { label: string; value: number };
type Series = { name: string; data: Point[] };
export type ChartBlock = {
  type: 'data_visualization';
  block_id?: string;
  title: string;
  chart:
    | { type: 'pie'; segments: Point[] }
    | {
        type: 'line' | 'bar' | 'area';
        series: Series[];
        axis_config: { categories: string[]; x_label?: string; y_label?: string };
      };
};

const WIDTH = 560;
const HEIGHT = 220;
const LEFT = 52;
const TOP = 12;
const FOOT = 60;

/** A chart as SVG, with the same figures as a table for those who do not see it. */
export function drawChart(block: ChartBlock): Html {
  const { chart } = block;
  const series: Series[] =
    chart.type === 'pie' ? [{ name: block.title, data: chart.segments }] : chart.series;
  const categories =
    chart.type === 'pie' ? chart.segments.map(({ label }) => label) : chart.axis_config.categories;
  const names = chart.type === 'pie' ? categories : series.map(({ name }) => name);
  const drawing = drawingOf(chart, series, categories);
  if (!drawing) return undrawable('data_visualization', `chart ${String(chart.type)}`);
  return html`<figure class="block chart">
    <figcaption>${block.title}</figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT + FOOT}" role="img" aria-label="${block.title}">${drawing}</svg>
    ${(names.length > 1 || chart.type === 'pie') && html`<ul class="legend">${names.map((name, at) => html`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="fill-${at % 6}" width="10" height="10" rx="3"></rect></svg>${name}</li>`)}</ul>`}
    <table class="only-read"><caption>${block.title}</caption>
      <thead><tr><td></td>${series.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${categories.map((category) => html`<tr><th scope="row">${category}</th>${series.map(({ data }) => html`<td>${data.find(({ label }) => label === category)?.value}</td>`)}</tr>`)}</tbody>
    </table>
  </figure>`;
}

function drawingOf(
  chart: ChartBlock['chart'],
  series: Series[],
  categories: string[],
): Html | null {
  if (chart.type === 'pie') return pie(chart.segments);
  if (!['bar', 'line', 'area'].includes(chart.type)) return null;
  const values = series.flatMap(({ data }) => data.map(({ value }) => value));
  const top = niceTop(Math.max(0, ...values));
  const bottom = Math.min(0, ...values);
  const y = (value: number) => TOP + HEIGHT - ((value - bottom) / (top - bottom || 1)) * HEIGHT;
  const step = (WIDTH - LEFT - 8) / Math.max(1, categories.length);
  const x = (at: number) => LEFT + step * (at + 0.5);
  const drawn = series.map(({ data }, at) => {
    const points = categories.flatMap((category, index) => {
      const value = data.find(({ label }) => label === category)?.value;
      return value === undefined ? [] : [{ index, value }];
    });
    return chart.type === 'bar'
      ? bars(points, { at, count: series.length, x, y, step })
      : line(points, { at, isArea: chart.type === 'area', x, y });
  });
  return html`${grid(bottom, top, y)}${drawn}${axis(categories, x)}
    ${chart.axis_config.x_label && html`<text class="axis-label" x="${(WIDTH + LEFT) / 2}" y="${TOP + HEIGHT + 40}" text-anchor="middle">${chart.axis_config.x_label}</text>`}
    ${chart.axis_config.y_label && html`<text class="axis-label" x="10" y="${TOP + HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 10 ${TOP + HEIGHT / 2})">${chart.axis_config.y_label}</text>`}`;
}

type Plotted = { index: number; value: number };

function bars(
  points: Plotted[],
  {
    at,
    count,
    x,
    y,
    step,
  }: {
    at: number;
    count: number;
    x: (at: number) => number;
    y: (value: number) => number;
    step: number;
  },
): Html {
  const width = Math.min(36, (step * 0.7) / count);
  return html`${points.map(({ index, value }) => {
    const left = x(index) + (at - count / 2) * width;
    return html`<rect class="fill-${at % 6}" x="${left}" y="${Math.min(y(value), y(0))}" width="${width - 2}" height="${Math.abs(y(0) - y(value))}" rx="2"><title>${value}</title></rect>`;
  })}`;
}

function line(
  points: Plotted[],
  {
    at,
    isArea,
    x,
    y,
  }: { at: number; isArea: boolean; x: (at: number) => number; y: (value: number) => number },
): Html {
  const path = points
    .map(({ index, value }, place) => `${place ? 'L' : 'M'}${x(index)} ${y(value)}`)
    .join('');
  const [first, last] = [points[0], points.at(-1)];
  return html`${
    isArea &&
    first &&
    last &&
    html`<path class="fill-${at % 6} area" d="${path}L${x(last.index)} ${y(0)}L${x(first.index)} ${y(0)}Z"></path>`
  }<path class="stroke-${at % 6}" d="${path}"></path>${points.map(({ index, value }) => html`<circle class="fill-${at % 6}" cx="${x(index)}" cy="${y(value)}" r="3"><title>${value}</title></circle>`)}`;
}

function grid(bottom: number, top: number, y: (value: number) => number): Html {
  const steps = [0, 1, 2, 3, 4, 5].map((at) => bottom + ((top - bottom) * at) / 5);
  return html`${steps.map((value) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH - 8}" y1="${y(value)}" y2="${y(value)}"></line><text class="tick" x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${Math.round(value * 100) / 100}</text>`)}`;
}

function axis(categories: string[], x: (at: number) => number): Html {
  const every = Math.ceil(categories.length / 8);
  return html`${categories.map((category, at) => at % every === 0 && html`<text class="tick" x="${x(at)}" y="${TOP + HEIGHT + 19}" text-anchor="middle">${category}</text>`)}`;
}

function pie(segments: Point[]): Html {
  const total = segments.reduce((sum, { value }) => sum + value, 0) || 1;
  const [cx, cy, r] = [WIDTH / 2, (HEIGHT + FOOT) / 2, 100];
  const point = (share: number) => {
    const angle = share * 2 * Math.PI - Math.PI / 2;
    return `${cx + r * Math.cos(angle)} ${cy + r * Math.sin(angle)}`;
  };
  let from = 0;
  return html`${segments.map(({ label, value }, at) => {
    const share = value / total;
    const start = from;
    from += share;
    // An arc from a point to itself is nothing: a whole circle is drawn as one.
    if (share > 0.999)
      return html`<circle class="fill-${at % 6}" cx="${cx}" cy="${cy}" r="${r}"></circle>`;
    const title = `${label}: ${value} (${Math.round(share * 100)}%)`;
    return html`<path class="fill-${at % 6} slice" d="M${cx} ${cy}L${point(start)}A${r} ${r} 0 ${share > 0.5 ? 1 : 0} 1 ${point(from)}Z"><title>${title}</title></path>`;
  })}`;
}

/** The next number at or above a value whose fifths are round: 1, 2, 2.5, 5 or 10 times a power of ten. */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}
