import type { Output } from '../cli.ts';
import { serve } from '../service.ts';

/** Runs the service until `stop` resolves. */
export async function start(
  options: { catalog?: string; json?: true },
  output: Output,
  stop: Promise<void>,
): Promise<void> {
  await serve(stop, options.catalog ? { 'catalog.folder': options.catalog } : {}, (started) => {
    if (options.json) output.out(JSON.stringify(started));
  });
}
