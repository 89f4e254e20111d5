import fc from 'fast-check';
import { expect, it } from 'vitest';
import { graphCss } from '../pictures/theme.ts';
import { drawLines } from './line.ts';
import { dayLabel, scaleFor } from './scale.ts';
import { drawSparkline } from './sparkline.ts';

it('shows every share within whole steps, and never less than a fifth of the scale', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (shares) => {
      const { low, high, ticks } = scaleFor(shares);
      for (const share of shares) {
        expect(share).toBeGreaterThanOrEqual(low - 1e-9);
        expect(share).toBeLessThanOrEqual(high + 1e-9);
      }
      expect(high - low).toBeGreaterThan(0.19);
      expect([ticks[0], ticks.at(-1)]).toEqual([low, high]);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
  expect(scaleFor([0.68, 0.71])).toEqual({ low: 0.6, high: 0.8, ticks: [0.6, 0.7, 0.8] });
});

const CHART = {
  title: 'Production <readiness>',
  labels: ['2026-06-01', '2026-06-08', '2026-06-15'].map(dayLabel),
  lines: [{ name: 'Average', values: [0.71, null, 0.684] }],
};

it('says in words what it shows, leaves a gap where nothing was measured, and holds foreign text as text', () => {
  const { svg, alt } = drawLines(CHART);
  expect(alt).toBe('Production <readiness>. Average: from 71.0 % (1 Jun) to 68.4 % (15 Jun).');
  expect(svg).toContain('Production &lt;readiness&gt;');
  expect(/<path d="(M[^"]+)" fill="none"/.exec(svg)?.[1]?.match(/[ML]/g)).toEqual(['M', 'M']);
  expect(svg).toContain('>68.4 %<');
});

it('can be coloured anew by a page', () => {
  const values = CHART.lines[0]?.values ?? [];
  const svg = drawLines(CHART).svg + drawSparkline({ ...CHART, values }).svg;
  const classes = new Set(svg.match(/graph-(?:fill|stroke)-\w+/g));
  expect(classes.size).toBeGreaterThan(3);
  for (const name of classes) expect(graphCss('dark')).toContain(`.${name}{`);
});
