import { escapeHtml } from '../../../html.ts';
import { drawable, type Style, widthOf } from '../../../pictures/text.ts';
import { fontOf, n } from '../../../pictures/xml.ts';
import type { StoredResult } from '../../../scorecards/results/stored.ts';
import type { Scorecard } from '../../../scorecards/scorecard.ts';
import { levelWords, rankOf, shareWords } from './score-words.ts';

const TEXT: Style = { size: 11, weight: 'bold' };
const LONGEST = 60;
/** By `rankOf`; white stands on each with a contrast of 4.5 and more. */
const COLOURS = new Map([
  ['1', '#7a5c00'],
  ['2', '#566370'],
  ['3', '#8a4a1c'],
  ['4', '#8a4a1c'],
  ['none', '#6b7280'],
]);

/** `Production readiness | Silver 86 %` as a picture for a README. */
export function drawBadge(scorecard: Scorecard, result: StoredResult | null): string {
  const { title, levels } = scorecard;
  const level = result && levels.length > 0 ? `${levelWords(levels, result.level)} ` : '';
  const says = result ? `${level}${shareWords(result)}` : 'not measured';
  const left = drawable(title).slice(0, LONGEST);
  const right = drawable(says).slice(0, LONGEST);
  const [a, b] = [widthOf(left, TEXT) + 16, widthOf(right, TEXT) + 16];
  const width = Math.ceil(a + b);
  const colour = COLOURS.get(result ? rankOf(levels, result.level) : 'none') ?? '#6b7280';
  const words = escapeHtml(`${left}: ${right}`);
  const text = (x: number, said: string) =>
    `<text x="${n(x)}" y="14" fill="#ffffff" text-anchor="middle" ${fontOf(TEXT)}>${escapeHtml(said)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${words}" font-family="Inter, Verdana, sans-serif"><title>${words}</title><clipPath id="r"><rect width="${width}" height="20" rx="4"/></clipPath><g clip-path="url(#r)"><rect width="${n(a)}" height="20" fill="#2b333b"/><rect x="${n(a)}" width="${n(width - a)}" height="20" fill="${colour}"/></g>${text(a / 2, left)}${text(a + b / 2, right)}</svg>`;
}
