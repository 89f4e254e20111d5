import { fontFile } from './font.ts';
import type { GraphModel } from './graph-model.ts';
import { type Drawing, drawGraph } from './svg.ts';
import type { Theme } from './theme.ts';

export type Picture = { png: Buffer; width: number; height: number; alt: string };

/** Twice the drawing, for sharp screens; never wider or higher than that, which Slack would shrink and phones would not hold. */
const SCALE = 2;
const MOST = { width: 1600, height: 3200 };

/** A graph as a picture for places that show no SVG. */
export async function graphPng(model: GraphModel, theme: Theme = 'light'): Promise<Picture> {
  return pngOf(await drawGraph(model, { theme }));
}

/** A drawing as a picture. The renderer is native code and loaded with the first one. */
export async function pngOf({ svg, width, height, alt }: Drawing): Promise<Picture> {
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
