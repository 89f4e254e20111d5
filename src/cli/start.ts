import type { Output } from '../cli.ts';
import { serve } from '../service.ts';

/** Runs the service until a signal. */
export async function start(
  options: { catalog?: string; json?: true },
  output: Output,
): Promise<void> {
  await serve(options.catalog ? { catalog: options.catalog } : {}, (started) => {
    if (options.json) output.out(JSON.stringify(started));
  });
}
