import { fitted, type Style, widthOf } from '../pictures/text.ts';
import type { Paint } from '../pictures/theme.ts';
import { escapeXml, fontOf, n } from '../pictures/xml.ts';
import type { Cause } from '../scorecards/results/stored.ts';
import type { Box } from './frame.ts';

const NAMES: Record<Cause, string> = {
  service: 'Services changed',
  rule: 'Rules changed',
  exemption: 'Exemptions',
  data: 'Data gaps',
  added: 'Services added',
  removed: 'Services removed',
  moved: 'Changed hands',
};
const LABEL: Style = { size: 12, weight: 'regular' };
const VALUE: Style = { size: 12, weight: 'bold' };
const ROW = 22;
const LABELS = 116;
const VALUES = 44;

/** `-2` as "−2.0", with the sign of a minus, and a plus where it is more. */
export function signed(points: number): string {
  const text = Math.abs(points).toFixed(1);
  return points > 0 ? `+${text}` : points < 0 ? `−${text}` : text;
}

export function causeName(cause: Cause): string {
  return NAMES[cause];
}

/** What moved a score: a bar for each cause, to the left where it lowered it. `reach` is what the widest bar of the picture stands for. */
export function causeBarsIn(
  parts: readonly { cause: Cause; points: number }[],
  box: Box,
  { reach, colours }: { reach: number; colours: Paint },
): string {
  const rows = parts.slice(0, Math.max(1, Math.floor(box.height / ROW)));
  const room = box.width - LABELS - 2 * VALUES;
  const middle = box.x + LABELS + VALUES + room / 2;
  const axis = `<path d="M${n(middle)} ${n(box.y)}v${n(Math.max(1, rows.length) * ROW)}" stroke-width="1" ${colours.stroke('line')}/>`;
  const drawn = rows.map(({ cause, points }, at) => {
    const y = box.y + at * ROW;
    const length =
      reach > 0 ? Math.max(points === 0 ? 0 : 2, (Math.abs(points) / reach) * (room / 2)) : 0;
    const part = points < 0 ? 'warn' : 'api';
    const words = signed(points);
    const from = points < 0 ? middle - length : middle;
    const edge = points < 0 ? from - 6 - widthOf(words, VALUE) : from + length + 6;
    return `<text x="${n(box.x)}" y="${n(y + 15)}" ${fontOf(LABEL)} ${colours.fill('muted')}>${escapeXml(fitted(NAMES[cause], LABEL, LABELS))}</text>
<rect x="${n(from)}" y="${n(y + 5)}" width="${n(length)}" height="12" rx="2" ${colours.fill(part)}/>
<text x="${n(edge)}" y="${n(y + 15)}" ${fontOf(VALUE)} ${colours.fill(part)}>${words}</text>`;
  });
  return [axis, ...drawn].join('\n');
}
