#!/usr/bin/env node
import { existsSync } from 'node:fs';

// A checkout runs its source as it is; an installed package brings the bundle, since Node strips no types below node_modules.
const source = new URL('./cli.ts', import.meta.url);
const bundle = new URL('../dist/callboard.mjs', import.meta.url);
const { runCli } = await import(existsSync(source) ? source.href : bundle.href);
process.exitCode = await runCli(process.argv.slice(2));
