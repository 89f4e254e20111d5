import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCli } from '../src/cli.ts';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));
const NOW = '2026-06-15T14:30:00+02:00';

/** A set, whom it asks, and the sources that exist there. */
const SETS: readonly [string, readonly string[], string][] = [
  ['marlin-pay.jsonl', ['--demo'], 'oncall,changes,deployments'],
  ['aurora-care.jsonl', ['--catalog', `${fixtures}/aurora-care`], ''],
  ['nordkap.jsonl', ['--catalog', `${fixtures}/nordkap`], ''],
];

describe('the question sets', () => {
  it.each(SETS)(
    '%s: at least 95 % right, and nothing confidently wrong',
    async (file, whom, needs) => {
      const out: string[] = [];
      const output = {
        out: (text: string) => out.push(text),
        err: (text: string) => out.push(text),
      };
      const path = `${fixtures}/questions/${file}`;
      const args = ['eval', path, ...whom, '--now', NOW, '--at-least', '95'];
      const exit = await runCli(needs ? [...args, '--needs', needs] : args, output);
      expect(exit, out.join('\n')).toBe(0);
    },
  );

  it.each(SETS)('%s holds no question twice', (file) => {
    const lines = readFileSync(`${fixtures}/questions/${file}`, 'utf8').trim().split('\n');
    const asked = lines.map((line) => {
      const { text, thread = [], user = '' } = JSON.parse(line);
      return [user, ...thread, text.toLowerCase()].join(' > ');
    });
    expect(asked.filter((one, at) => asked.indexOf(one) !== at)).toEqual([]);
  });
});
