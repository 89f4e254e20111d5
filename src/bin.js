#!/usr/bin/env node
import { existsSync } from 'node:fs';

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Callboard needs Node 24 or newer; this is Node ${process.versions.node}. In a checkout, "npx callboard" finds its own.\n`,
  );
  process.exit(2);
}

// A checkout runs its source as it is; an installed package brings the bundle, since Node strips no types below node_modules.
const source = new URL('./cli.ts', import.meta.url);
const bundle = new URL('../dist/callboard.mjs', import.meta.url);
const { runCli } = await import(existsSync(source) ? source.href : bundle.href);
process.exitCode = await runCli(process.argv.slice(2));
