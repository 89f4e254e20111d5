import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { mutations, seedTexts } from './mutations.ts';

const corpus = process.env['CALLBOARD_CORPUS'] ?? '';
const RUNS = Number(process.env['CALLBOARD_RUNS'] ?? 300);
/** Reading takes milliseconds; a text that takes this long on the busiest machine hangs. */
const DEADLINE_MS = 20_000;
const MOST_MEGABYTES = 200;

type Verdict = { wrong: string | null; megabytes: number };

let child: ChildProcess | null = null;
afterEach(() => {
  child?.kill('SIGKILL');
  child = null;
});

/** Has one text read by a process of its own, which is ended when it takes too long. */
function readElsewhere(text: string): Promise<Verdict> {
  const { promise, resolve } = Promise.withResolvers<Verdict>();
  // Plain `node`, as everywhere: what the test runner adds to a process is not what is measured.
  child ??= fork(join(import.meta.dirname, 'reader.ts'), [], {
    execArgv: ['--max-semi-space-size=4', '--max-old-space-size=150'],
    stdio: 'ignore',
    env: { PATH: process.env['PATH'] },
    serialization: 'advanced',
  });
  const reader = child;
  const settle = (verdict: Verdict) => {
    clearTimeout(timer);
    reader.removeAllListeners();
    resolve(verdict);
  };
  const giveUp = (wrong: string) => {
    reader.kill('SIGKILL');
    child = null;
    settle({ wrong, megabytes: 0 });
  };
  const timer = setTimeout(() => giveUp('it hangs'), DEADLINE_MS);
  reader.once('message', settle);
  reader.once('exit', (code) => giveUp(`the process ended with ${code}`));
  reader.send(text);
  return promise;
}

const SEEDS: [name: string, folder: string][] = [
  ['those of the fixtures', ''],
  // Left out where there are none.
  ...(existsSync(corpus) ? [['public ones', corpus] as [string, string]] : []),
];

it.each(SEEDS)(
  'reads mutated descriptors to the end, each valid or told what is wrong: %s',
  async (_, folder) => {
    const seed = Number(process.env['CALLBOARD_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    process.stderr.write(`CALLBOARD_SEED=${seed}\n`);
    await fc.assert(
      fc.asyncProperty(mutations(seedTexts(folder)), async (text) => {
        const { wrong, megabytes } = await readElsewhere(text);
        expect(wrong).toBeNull();
        expect(megabytes).toBeGreaterThan(0);
        expect(megabytes).toBeLessThan(MOST_MEGABYTES);
      }),
      { numRuns: RUNS, seed, interruptAfterTimeLimit: 120_000, markInterruptAsFailure: false },
    );
  },
  300_000,
);
