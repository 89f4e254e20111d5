import { readFileSync, writeFileSync } from 'node:fs';
import { settingsTable } from '../src/config.ts';

// Writes the table of settings into the README. A test holds the two together.
const FILE = 'README.md';
const readme = readFileSync(FILE, 'utf8');
const table = `<!-- settings -->\n${settingsTable()}\n<!-- /settings -->`;
writeFileSync(
  FILE,
  readme.replace(/<!-- settings -->[\s\S]*<!-- \/settings -->/, () => table),
);
