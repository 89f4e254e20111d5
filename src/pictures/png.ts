import { fontFile } from './font.ts';
import type { GraphModel } from './graph-model.ts';
import { drawGraph } from './svg.ts';
import type { Theme } from './theme.ts';

export type Picture = { png: Buffer; width: number; height: number; alt: string };

/** Twice the drawing, for sharp screens; never wider or higher than that, which Slack would shrink and phones would not hold. */
const SCALE = 2;
const MOST = { width: 1600, height: 3200 };

/** A graph as a picture for places that show no SVG. The renderer is native code and loaded with the first picture. */
export async function graphPng(model: GraphModel, theme: Theme = 'light'): Promise<Picture> {
  const { svg, width, height, alt } = await drawGraph(model, { theme });
  const { renderAsync } = await import('@resvg/resvg-js');
  const scale = Math.min(SCALE, MOST.width / width, MOST.height / height);
  const image = await renderAsync(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: [fontFile('regular'), fontFile('bold')],
      defaultFontFamily: 'Inter',
    },
    fitTo: { mode: 'zoom', value: scale },
  });
  return { png: image.asPng(), width: image.width, height: image.height, alt };
}
