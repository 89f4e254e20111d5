import { raw } from 'hono/html';
import { drawLines, type Line } from '../../../charts/line.ts';
import { dayLabel } from '../../../charts/scale.ts';
import { drawSparkline } from '../../../charts/sparkline.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { ScoreDay } from '../../../scorecards/results/stored.ts';

export const TREND_DAYS = 90;

/** How averages moved, as a picture with its words; nothing while there are fewer than two days. */
export function drawTrend(
  title: string,
  lines: readonly { name: string; days: readonly ScoreDay[] }[],
): Html {
  const labels = [...new Set(lines.flatMap(({ days }) => days.map(({ day }) => day)))].sort();
  if (labels.length < 2) return nothing;
  const drawn = lines.map(({ name, days }): Line => ({ name, values: valuesOf(days, labels) }));
  const chart = { title, labels: labels.map(dayLabel), lines: drawn };
  const { svg } = drawLines(chart, { width: 760, height: 240 });
  return html`<figure class="chart trend" tabindex="0" aria-label="${title}">${raw(svg)}</figure>`;
}

/** The same as small as a word. */
export function drawSpark(title: string, days: readonly ScoreDay[]): Html {
  if (days.length < 2) return html`<span class="none">–</span>`;
  const labels = days.map(({ day }) => dayLabel(day));
  const values = days.map(shareOfDay);
  return html`<span class="chart spark">${raw(drawSparkline({ title, labels, values }).svg)}</span>`;
}

export function shareOfDay({ entities, shares }: ScoreDay): number | null {
  return entities === 0 ? null : shares / entities;
}

function valuesOf(days: readonly ScoreDay[], labels: readonly string[]): (number | null)[] {
  const byDay = new Map(days.map((day) => [day.day, shareOfDay(day)]));
  return labels.map((label) => byDay.get(label) ?? null);
}

/** How far the average came since the first of these days, in points; null where that cannot be said. */
export function movementOf(days: readonly ScoreDay[]): number | null {
  const measured = days.map(shareOfDay).filter((share) => share !== null);
  const [first] = measured;
  const last = measured.at(-1);
  if (first === undefined || last === undefined || measured.length < 2) return null;
  return Math.round((last - first) * 1000) / 10;
}

/** `+2.4`, `−3.0`, `±0`. */
export function pointsWords(points: number): string {
  if (points === 0) return '±0';
  return `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)}`;
}
