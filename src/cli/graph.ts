import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { canonicalRef } from '../catalog/ref.ts';
import type { ExitCode, Output } from '../cli.ts';
import { UserError } from '../errors.ts';
import { describeGraph } from '../pictures/describe.ts';
import type { Direction, GraphModel } from '../pictures/graph-model.ts';
import { graphOf } from '../pictures/graph-of.ts';
import { graphPng } from '../pictures/png.ts';
import { drawGraph } from '../pictures/svg.ts';
import type { Theme } from '../pictures/theme.ts';
import { withCore } from './core.ts';
import { onlyOneNamed } from './named.ts';

export type GraphFlags = {
  catalog?: string;
  out?: string;
  direction: Direction;
  levels: number;
  theme: Theme;
  json?: true;
};

/** Says what is around an entity, and draws it into a file; 1 when there is no such entity. */
export function graph(ref: string, flags: GraphFlags, output: Output): Promise<ExitCode> {
  return withCore(flags.catalog, async ({ index }) => {
    const view = await index.current();
    const canonical = ref.includes(':') ? canonicalRef(ref) : await onlyOneNamed(ref, index);
    if (!canonical || !view.get(canonical)) {
      output.err(`There is no ${ref} in the catalog.`);
      return 1;
    }
    const { direction, levels } = flags;
    const model = graphOf(view, canonical, { direction, levels });
    if (flags.out) writeFileSync(flags.out, await drawn(model, flags.out, flags.theme));
    const text = describeGraph(model);
    output.out(
      flags.json
        ? JSON.stringify({ ref: canonical, text, file: flags.out ?? null, graph: model }, null, 2)
        : text,
    );
    return 0;
  });
}

async function drawn(model: GraphModel, file: string, theme: Theme): Promise<string | Buffer> {
  switch (extname(file).toLowerCase()) {
    case '.svg':
      return (await drawGraph(model, { theme })).svg;
    case '.png':
      return (await graphPng(model, theme)).png;
    default:
      throw new UserError(
        `I cannot draw into ${file}.`,
        'Give the file a name that ends in .svg or .png.',
      );
  }
}
