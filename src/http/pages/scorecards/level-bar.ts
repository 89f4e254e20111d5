import { type Html, html } from '../../../html.ts';
import type { Level } from '../../../scorecards/scorecard.ts';
import { numeral } from '../words.ts';
import { levelWords, rankOf } from './score-words.ts';

/** How many have each level, highest first, as a bar whose parts are as wide as they are many, and in words. */
export function drawLevelBar(levels: readonly Level[], counts: ReadonlyMap<string, number>): Html {
  if (levels.length === 0) return html`<span class="none">no levels</span>`;
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...levels.map(({ name }) => name).toReversed(), '']
    .map((name) => ({ name: name || null, count: counts.get(name) ?? 0 }))
    .filter(({ count }) => count > 0);
  let x = 0;
  const bars = parts.map(({ name, count }) => {
    const width = (count / Math.max(1, all)) * 100;
    const bar = html`<rect class="level-fill-${rankOf(levels, name)}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="10"/>`;
    x += width;
    return bar;
  });
  const words = parts.map(
    ({ name, count }) => html`<li>${levelWords(levels, name)} <b>${numeral(count)}</b></li>`,
  );
  return html`<svg class="level-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${bars}</svg><ul class="level-counts">${words}</ul>`;
}
