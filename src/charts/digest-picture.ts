import { drawable, fitted, type Style, wrapped } from '../pictures/text.ts';
import type { Paint, Theme } from '../pictures/theme.ts';
import { escapeXml, fontOf, n } from '../pictures/xml.ts';
import type { Digest, Movement } from '../scorecards/digest/digest.ts';
import { causeBarsIn, causeName, signed } from './cause-bars.ts';
import { type Chart, framed } from './frame.ts';
import { describeLines, linesIn } from './line.ts';
import { dayLabel, percent } from './scale.ts';

const WIDTH = 800;
const MARGIN = 24;
const HEADER = 64;
const PANEL = 176;
const MOST = 6;
const TITLE: Style = { size: 18, weight: 'bold' };
const SMALL: Style = { size: 12, weight: 'regular' };
const NAME: Style = { size: 14, weight: 'bold' };
const FIGURE: Style = { size: 30, weight: 'bold' };
const DELTA: Style = { size: 13, weight: 'bold' };
const COLUMN = 178;

/** A digest at a glance: each scorecard with where it stands, its last weeks, and what moved it. */
export function drawDigest(
  digest: Digest,
  { theme = 'light', title = 'Scorecards' }: { theme?: Theme; title?: string } = {},
): Chart {
  const movements = digest.movements.slice(0, MOST);
  const height = HEADER + Math.max(1, movements.length) * PANEL + MARGIN / 2;
  const days = `${dayLabel(digest.since.slice(0, 10))} to ${dayLabel(digest.until.slice(0, 10))} ${digest.until.slice(0, 4)}`;
  const alt = describeDigest(digest, title);
  const points = movements.flatMap(({ parts }) => parts.map((part) => Math.abs(part.points)));
  const reach = Math.max(1, ...points);
  return framed({ theme, width: WIDTH, height, title, alt }, (colours) =>
    [
      `<text x="${MARGIN}" y="32" ${fontOf(TITLE)} ${colours.fill('ink')}>${escapeXml(fitted(drawable(title), TITLE, WIDTH - 2 * MARGIN))}</text>`,
      `<text x="${MARGIN}" y="52" ${fontOf(SMALL)} ${colours.fill('muted')}>${escapeXml(days)}</text>`,
      ...(movements.length === 0
        ? [
            `<text x="${MARGIN}" y="110" ${fontOf(NAME)} ${colours.fill('muted')}>Nothing is scored yet.</text>`,
          ]
        : movements.map((one, at) => drawPanel(one, HEADER + at * PANEL, { reach, colours }))),
    ].join('\n'),
  );
}

/** The same in words, at most 2,000 characters. */
export function describeDigest({ movements }: Digest, title: string): string {
  const said = movements.slice(0, MOST).map((one) => {
    const lines = describeLines({
      title: one.title,
      labels: one.weeks.map(({ day }) => dayLabel(day)),
      lines: [{ name: 'Average', values: one.weeks.map(({ share }) => share) }],
    });
    const parts = one.parts.map(({ cause, points }) => `${causeName(cause)} ${signed(points)}`);
    return `${lines} Moved by ${one.movement === null ? 'nothing that was measured' : `${signed(one.movement)} points`}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`;
  });
  return [`${title}.`, ...said].join(' ').slice(0, 2000);
}

function drawPanel(
  one: Movement,
  top: number,
  { reach, colours }: { reach: number; colours: Paint },
): string {
  const names = wrapped(drawable(one.title, one.scorecard), NAME, COLUMN);
  const figure = one.after === null ? '–' : percent(one.after, 1);
  const below = top + 22 + names.length * 18;
  const entities = `${one.entities} ${one.entities === 1 ? 'service' : 'services'}`;
  const left = MARGIN + COLUMN + 16;
  const middle = WIDTH - MARGIN - 300;
  return [
    `<path d="M${MARGIN} ${n(top)}h${WIDTH - 2 * MARGIN}" stroke-width="1" stroke-opacity="0.5" ${colours.stroke('line')}/>`,
    ...names.map(
      (line, at) =>
        `<text x="${MARGIN}" y="${n(top + 26 + at * 18)}" ${fontOf(NAME)} ${colours.fill('ink')}>${escapeXml(line)}</text>`,
    ),
    `<text x="${MARGIN}" y="${n(below + 28)}" ${fontOf(FIGURE)} ${colours.fill('ink')}>${figure}</text>`,
    drawDelta(one.movement, below + 52, colours),
    `<text x="${MARGIN}" y="${n(below + 72)}" ${fontOf(SMALL)} ${colours.fill('muted')}>${entities}</text>`,
    linesIn(
      {
        title: one.title,
        labels: one.weeks.map(({ day }) => dayLabel(day)),
        lines: [{ name: 'Average', values: one.weeks.map(({ share }) => share) }],
      },
      { x: left, y: top + 12, width: middle - left - 20, height: PANEL - 24 },
      colours,
    ),
    one.parts.length > 0
      ? causeBarsIn(
          one.parts,
          { x: middle, y: top + 18, width: 300, height: PANEL - 30 },
          { reach, colours },
        )
      : `<text x="${n(middle)}" y="${n(top + 33)}" ${fontOf(SMALL)} ${colours.fill('muted')}>Nothing moved it.</text>`,
  ].join('\n');
}

/** An arrow and words beside the colour, which not everybody sees. */
function drawDelta(movement: number | null, y: number, colours: Paint): string {
  if (movement === null || movement === 0) {
    const words = movement === null ? 'new' : 'no change';
    return `<text x="${MARGIN}" y="${n(y)}" ${fontOf(DELTA)} ${colours.fill('muted')}>${words}</text>`;
  }
  const part = movement < 0 ? 'warn' : 'api';
  const arrow = movement < 0 ? `M${MARGIN} ${n(y - 9)}h10l-5 9z` : `M${MARGIN} ${n(y)}h10l-5 -9z`;
  const points = Math.abs(movement) === 1 ? 'point' : 'points';
  return `<path d="${arrow}" ${colours.fill(part)}/><text x="${MARGIN + 16}" y="${n(y)}" ${fontOf(DELTA)} ${colours.fill(part)}>${signed(movement)} ${points}</text>`;
}
