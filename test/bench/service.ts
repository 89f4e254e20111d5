import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export type Service = AsyncDisposable & { url: string; residentMegabytes: () => number };

/** Makes the production bundle where the source is newer, as `npm start` does. */
export function bundle(): void {
  execFileSync('node', ['.config/bundle.ts', '--if-stale'], { stdio: 'inherit' });
}

/** Starts the production bundle. */
export async function startService(settings: Record<string, string>): Promise<Service> {
  const service = spawn(
    'node',
    ['--max-semi-space-size=8', '--heap-growing-percent=20', 'dist/main.mjs'],
    {
      env: { ...process.env, PORT: '0', HOST: '127.0.0.1', ...settings },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  return {
    url: await addressOf(service),
    residentMegabytes: () => residentMegabytes(service),
    async [Symbol.asyncDispose]() {
      service.kill('SIGTERM');
      await once(service, 'exit');
    },
  };
}

/** The service logs where it listens, as JSON on stderr. */
async function addressOf(service: ChildProcess): Promise<string> {
  if (!service.stderr) throw new Error('The service has no stderr.');
  for await (const line of createInterface({ input: service.stderr })) {
    if (line.includes('"listening"')) return (JSON.parse(line) as { url: string }).url;
  }
  throw new Error('The service ended before it listened.');
}

function residentMegabytes(service: ChildProcess): number {
  const status = readFileSync(`/proc/${service.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
