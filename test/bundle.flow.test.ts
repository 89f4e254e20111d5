import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../src/db/test-db.ts';
import { MARLIN_PAY } from '../src/demo/world.ts';
import { rootFolder } from '../src/root.ts';

/** What a process logs as JSON, a line at a time, until a message. */
async function logged(service: ChildProcess, message: string): Promise<Record<string, unknown>> {
  const lines: string[] = [];
  if (!service.stderr) throw new Error('The service has no stderr.');
  for await (const line of createInterface({ input: service.stderr })) {
    lines.push(line);
    if (line.includes(`"msg":"${message}"`)) return JSON.parse(line);
  }
  throw new Error(`The service ended: ${lines.join('\n')}`);
}

it('runs as the bundle that production runs, and stops on SIGTERM', async () => {
  // Below the project, beside the packages that are not bundled.
  mkdirSync(join(rootFolder(), 'data'), { recursive: true });
  const folder = mkdtempSync(join(rootFolder(), 'data', 'bundle-'));
  const { url: database, drop } = await createTestDatabase();
  try {
    execFileSync(process.execPath, [join(rootFolder(), '.config/bundle.ts'), '--out', folder]);
    const service = spawn(process.execPath, [join(folder, 'main.mjs')], {
      env: { PORT: '0', DATABASE_URL: database, CALLBOARD_CATALOG: MARLIN_PAY },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const { url } = await logged(service, 'listening');
    const response = await fetch(`${url}/api/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'who owns payments-api' }),
    });
    const answer = await response.json();
    const picture = await fetch(
      `${url}/api/catalog/entities/by-name/component/default/ledger/graph.png`,
    );
    const bytes = Buffer.from(await picture.arrayBuffer());
    service.kill('SIGTERM');
    expect(await once(service, 'exit')).toEqual([0, null]);
    expect(answer).toMatchObject({ refs: ['group:default/payments-platform'] });
    // Graphviz, the renderer and the fonts are at hand too.
    expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
    expect(bytes.length).toBeGreaterThan(20_000);
  } finally {
    rmSync(folder, { recursive: true });
    await drop();
  }
});
