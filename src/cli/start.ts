import type { Output } from '../cli.ts';
import { main } from '../main.ts';

/** Runs the service until a signal. */
export async function start(
  options: { catalog?: string; json?: true },
  output: Output,
): Promise<void> {
  await main(options.catalog ? { catalog: options.catalog } : {}, (started) => {
    if (options.json) output.out(JSON.stringify(started));
  });
}
