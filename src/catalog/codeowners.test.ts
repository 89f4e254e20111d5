import { describe, expect, it } from 'vitest';
import { parseCodeowners, readCodeowners } from './codeowners.ts';
import { codeownersOf } from './codeowners-match.ts';

describe('a pattern', () => {
  it.each([
    ['*', 'a.ts', true],
    ['*', 'src/deep/a.ts', true],
    ['*.js', 'src/deep/a.js', true],
    ['*.js', 'src/a.ts', false],
    ['/build/logs/', 'build/logs/a.log', true],
    ['/build/logs/', 'build/logs/deep/a.log', true],
    ['/build/logs/', 'src/build/logs/a.log', false],
    ['/build/logs/', 'build/logs', false],
    ['docs/*', 'docs/getting-started.md', true],
    ['docs/*', 'docs/build-app/troubleshooting.md', false],
    ['docs/*', 'src/docs/a.md', false],
    ['apps/', 'apps/web/a.ts', true],
    ['apps/', 'src/apps/a.ts', true],
    ['apps/', 'apps', false],
    ['/docs/', 'docs/a/b.md', true],
    ['/scripts/', 'tools/scripts/a.sh', false],
    ['**/logs', 'build/logs/a.log', true],
    ['**/logs', 'deeply/nested/logs/a.log', true],
    ['**/logs', 'logs/a.log', true],
    ['**/logs', 'build/catalogs/a.log', false],
    ['/apps', 'apps/github/a.ts', true],
    ['/apps/**/test', 'apps/a/b/test/c.ts', true],
    ['/apps/**/test', 'apps/test/c.ts', true],
    ['src/**', 'src/a/b.ts', true],
    ['src/**', 'src', false],
    ['src', 'lib/src/a.ts', true],
    ['src/a?.ts', 'src/ab.ts', true],
    ['src/a?.ts', 'src/a/.ts', false],
    ['/README.md', 'README.md', true],
    ['/README.md', 'docs/README.md', false],
    ['src/*.generated.*', 'src/a.generated.ts', true],
    ['/', 'a.ts', false],
    ['/*', 'a.ts', true],
    ['/*', 'src/a.ts', false],
    ['*.ts', 'src/A.TS', false],
    ['/src/\\*.ts', 'src/*.ts', true],
    ['/src/\\*.ts', 'src/a.ts', false],
    ['/a**b', 'axxb', true],
    ['/src', 'src', true],
    ['**', 'a/b.ts', true],
  ])('%s on %s: %s', (pattern, path, isMatch) => {
    const rules = parseCodeowners(`${pattern} @acme/team`);
    expect(codeownersOf(rules, path) !== null).toBe(isMatch);
  });
});

it('lets the last matching line decide', () => {
  const rules = parseCodeowners('* @acme/all\nsrc/ @acme/src\nsrc/pay/ @acme/pay @ana\n');
  expect(codeownersOf(rules, 'src/pay/a.ts')?.owners).toEqual(['@acme/pay', '@ana']);
  expect(codeownersOf(rules, 'src/a.ts')).toMatchObject({ line: 2, owners: ['@acme/src'] });
});

it('takes ownership away with a pattern that names nobody', () => {
  const rules = parseCodeowners('* @acme/all\n/vendor/\n');
  expect(codeownersOf(rules, 'vendor/a.ts')?.owners).toEqual([]);
});

it('reads comments, tabs, escaped spaces and e-mail addresses', () => {
  const rules = parseCodeowners(
    '\uFEFF# all\n\n*\t@ana # and nobody else\r\n/My\\ Docs/ docs@acme.example\n/a#b @bela\n',
  );
  expect(rules).toEqual([
    { line: 3, pattern: '*', owners: ['@ana'] },
    { line: 4, pattern: '/My Docs/', owners: ['docs@acme.example'] },
    { line: 5, pattern: '/a#b', owners: ['@bela'] },
  ]);
});

describe('a line that GitHub skips', () => {
  it.each([
    ['!src/ @ana', 1, /cannot begin with "!"/],
    ['[ab].ts @ana', 1, /"\[" or "\]"/],
    ['\\#odd @ana', 1, /cannot begin with "#"/],
    ['src/***/a.rb @ana', 1, /Did you mean "src\/\*\*\/a.rb"/],
    ['[Docs] @ana', 1, /GitLab/],
    ['^[Docs][2]', 1, /GitLab/],
    ['* %team name%', 3, /"%team" is no owner/],
    ['*  @ana acme/pay', 9, /Did you mean "@acme\/pay"/],
    ['  cancel-in-progress: true* @acme/x', 23, /"true\*" is no owner/],
  ])('%s', (line, column, message) => {
    const { rules, problems } = readCodeowners(`* @all\n${line}\n`);
    expect(rules.map((rule) => rule.line)).toEqual([1]);
    expect(problems).toEqual([
      { line: 2, column, path: '', message: expect.stringMatching(message) },
    ]);
  });
});

it('reads nothing of a file that GitHub does not load', () => {
  const read = readCodeowners(`* @ana\n#${'x'.repeat(3 * 1024 * 1024)}`);
  expect(read).toMatchObject({ rules: [], problems: [{ line: 1 }] });
});

it('stays quick on patterns made of stars', () => {
  const rules = parseCodeowners(`${'*a'.repeat(200)}b @ana\n${'**/'.repeat(200)}x @ana\n`);
  expect(codeownersOf(rules, `${'a'.repeat(2000)}/${'b/'.repeat(500)}c`)).toBeNull();
});
