import { describe, expect, it } from 'vitest';
import { codeownersOf, parseCodeowners } from './codeowners.ts';

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
    ['/', 'a.ts', true],
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
    '# all\n\n*\t@ana # and nobody else\r\n/My\\ Docs/ docs@acme.example\n\\#odd @bela\n',
  );
  expect(rules).toEqual([
    { line: 3, pattern: '*', owners: ['@ana'] },
    { line: 4, pattern: '/My Docs/', owners: ['docs@acme.example'] },
    { line: 5, pattern: '#odd', owners: ['@bela'] },
  ]);
});

it('passes over lines GitHub calls invalid', () => {
  const text = '!src/ @ana\n[ab].ts @ana\n* %team name%\ncancel-in-progress: true* @acme/x\n';
  expect(parseCodeowners(text).map(({ line }) => line)).toEqual([4]);
});

it('stays quick on patterns made of stars', () => {
  const rules = parseCodeowners(`${'*a'.repeat(200)}b @ana\n${'**/'.repeat(200)}x @ana\n`);
  expect(codeownersOf(rules, `${'a'.repeat(2000)}/${'b/'.repeat(500)}c`)).toBeNull();
});
