import type { Drawing } from '../pictures/svg.ts';
import { type Paint, paint, type Theme } from '../pictures/theme.ts';
import { escapeXml } from '../pictures/xml.ts';

/** A chart: SVG that is complete by itself, with the same in words. */
export type Chart = Drawing;
export type Box = { x: number; y: number; width: number; height: number };

export type FrameOptions = {
  /** Colours are attributes and classes, as those of graphs: within `.chart` a page colours them anew for its theme. */
  theme: Theme;
  width: number;
  height: number;
  title: string;
  alt: string;
  /** Without a ground it stands on that of the page. */
  hasGround?: boolean;
};

/** Puts an SVG around what `draw` draws. */
export function framed(
  { theme, width, height, title, alt, hasGround = true }: FrameOptions,
  draw: (colours: Paint) => string,
): Chart {
  const colours = paint(theme);
  const ground = hasGround
    ? `<rect width="${width}" height="${height}" ${colours.fill('paper')}/>`
    : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeXml(alt)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Inter, system-ui, sans-serif">
<title>${escapeXml(title)}</title><desc>${escapeXml(alt)}</desc>
${ground}${draw(colours)}
</svg>`;
  return { svg, width, height, alt };
}
