import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';

// One file for production: Drizzle's many modules cost 0.4 s and 150 MB when Node loads them one by one.
// The native packages stay outside, and so does the pg driver's optional native twin.
const { values } = parseArgs({
  options: { 'if-stale': { type: 'boolean' }, out: { type: 'string', default: 'dist' } },
});
const OUT = values.out;
const EXTERNAL = ['better-sqlite3', '@resvg/resvg-js', 'pg-native', 'node'];

function newest(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'));
  return Math.max(...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs));
}

function isStale(): boolean {
  const built = statSync(`${OUT}/main.mjs`, { throwIfNoEntry: false });
  if (!built) return true;
  return Math.max(newest('src'), statSync('package-lock.json').mtimeMs) > built.mtimeMs;
}

if (!values['if-stale'] || isStale()) {
  const bundle = await rolldown({
    // `expressions` is the process templates are rendered in.
    input: {
      main: 'src/main.ts',
      callboard: 'src/cli.ts',
      expressions: 'src/scaffolder/expressions/process.ts',
    },
    platform: 'node',
    external: EXTERNAL,
    // Both dialects are kept: the environment chooses when the process starts. No condition is named here, so that what is required is
    // resolved as such: pg, given the ESM face of its pool, does not start.
    // Bottleneck hides the `require` of its Redis back end, which nothing here uses, behind eval.
    checks: { eval: false },
    logLevel: 'warn',
  });
  await bundle.write({
    dir: OUT,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: 'chunks/[name]-[hash].mjs',
    cleanDir: true,
  });
  await bundle.close();
}
