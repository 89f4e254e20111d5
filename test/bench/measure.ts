/** One line of the bench's output; figures that a bench does not measure are left out. */
export type Figure = {
  bench: string;
  n: number;
  p50_ms?: number;
  p99_ms?: number;
  per_s?: number;
  rss_mb?: number;
  calls?: number;
  ms?: number;
  longest_block_ms?: number;
};

export function print(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

const rounded = (value: number) => Math.round(value * 100) / 100;

/** Runs `work` on every item, one after another, and says how long each took. */
export async function timed<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<{ p50_ms: number; p99_ms: number; per_s: number }> {
  const times: number[] = [];
  for (const item of items) {
    const start = performance.now();
    await work(item);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => rounded(times[Math.floor(times.length * share)] ?? 0);
  const total = times.reduce((sum, time) => sum + time, 0);
  return { p50_ms: at(0.5), p99_ms: at(0.99), per_s: Math.round((items.length / total) * 1000) };
}

export async function stopwatch(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round(performance.now() - start);
}
