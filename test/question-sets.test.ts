import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCli } from '../src/cli.ts';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));
const NOW = '2026-06-15T14:30:00+02:00';

/** Whom the sets ask (`<name>.jsonl` about the catalog, `<name>-docs.jsonl` about what pages say), and the sources that exist there. */
const SETS: readonly [string, readonly string[], string][] = [
  ['marlin-pay', ['--demo'], 'oncall,changes,deployments,docs'],
  ['aurora-care', ['--catalog', `${fixtures}/aurora-care`], 'docs'],
  ['nordkap', ['--catalog', `${fixtures}/nordkap`], 'docs'],
];

describe('the question sets', () => {
  it.each(SETS)(
    '%s: at least 95 % right, and nothing confidently wrong',
    async (name, whom, needs) => {
      const out: string[] = [];
      const output = {
        out: (text: string) => out.push(text),
        err: (text: string) => out.push(text),
      };
      const files = filesOf(name).map((file) => `${fixtures}/questions/${file}`);
      const args = ['eval', ...files, ...whom, '--now', NOW, '--at-least', '95'];
      const exit = await runCli([...args, '--needs', needs], output);
      expect(exit, out.join('\n')).toBe(0);
    },
    120_000,
  );

  it.each(SETS.flatMap(([name]) => filesOf(name)))('%s holds no question twice', (file) => {
    const lines = readFileSync(`${fixtures}/questions/${file}`, 'utf8').trim().split('\n');
    const asked = lines.map((line) => {
      const { text, thread = [], user = '' } = JSON.parse(line);
      return [user, ...thread, text.toLowerCase()].join(' > ');
    });
    expect(asked.filter((one, at) => asked.indexOf(one) !== at)).toEqual([]);
  });
});

function filesOf(name: string): string[] {
  return [`${name}.jsonl`, `${name}-docs.jsonl`];
}
