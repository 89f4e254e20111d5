import type { Theme } from '../pictures/theme.ts';
import { n } from '../pictures/xml.ts';
import { type Chart, framed } from './frame.ts';
import { describeLines, pathOf } from './line.ts';
import { scaleFor } from './scale.ts';

/** A line as small as a word, for tables. It stands on the ground of the page. */
export function drawSparkline(
  chart: { title: string; labels: readonly string[]; values: readonly (number | null)[] },
  {
    theme = 'light',
    width = 96,
    height = 24,
  }: { theme?: Theme; width?: number; height?: number } = {},
): Chart {
  const { title, labels, values } = chart;
  const alt = describeLines({ title, labels, lines: [{ name: 'Average', values }] });
  const { low, high } = scaleFor(values.filter((value) => value !== null));
  const x = (at: number) => 3 + (values.length > 1 ? (at / (values.length - 1)) * (width - 6) : 0);
  const y = (share: number) => height - 4 - ((share - low) / (high - low)) * (height - 8);
  return framed({ theme, width, height, title, alt, hasGround: false }, (colours) => {
    const last = values.findLastIndex((value) => value !== null);
    const end = values[last] ?? null;
    const dot =
      end === null
        ? ''
        : `<circle cx="${n(x(last))}" cy="${n(y(end))}" r="2.5" ${colours.fill('component')}/>`;
    return `<path d="${pathOf(values, x, y)}" fill="none" stroke-width="1.75" stroke-linejoin="round" stroke-linecap="round" ${colours.stroke('component')}/>${dot}`;
  });
}
