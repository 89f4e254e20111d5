import { describe, expect, it } from 'vitest';
import { readPath, ruleOfPath } from './code-paths.ts';
import { parseCodeowners } from './codeowners.ts';

const RULES = parseCodeowners(
  [
    '* @acme/all',
    '*.md @acme/docs',
    '/src/ @acme/src',
    '/src/pay/ @acme/pay',
    '/migrations/ @acme/data',
    '/vendor/',
    '*.sql @acme/dba',
  ].join('\n'),
);

describe('a path as people write it', () => {
  it.each([
    ['src/pay', 'src/pay', 'folder'],
    ['/src/pay/', 'src/pay', 'folder'],
    ['./src/a.ts', 'src/a.ts', 'file'],
    ['*.sql', '*.sql', 'pattern'],
    ['.github', '.github', 'folder'],
    ['.gitignore', '.gitignore', 'file'],
    ['docker/Dockerfile', 'docker/Dockerfile', 'file'],
    ['v1.2', 'v1.2', 'folder'],
    ['/', '', 'folder'],
  ])('%s is %s, a %s', (text, path, sort) => {
    expect(readPath(text)).toEqual({ path, sort });
  });

  it('is what the repository holds, whatever it looks like', () => {
    const known = { 'bin/run': 'a1', 'site.io/index.md': 'b2' };
    expect(readPath('bin/run', { known }).sort).toBe('file');
    expect(readPath('site.io', { known }).sort).toBe('folder');
  });
});

describe('the rule of a place', () => {
  it.each([
    ['src/a.ts', '/src/', []],
    ['src', '/src/', ['/src/pay/']],
    ['src/pay', '/src/pay/', []],
    ['lib', '*', []],
    ['README.md', '*.md', []],
    ['vendor/x', '/vendor/', []],
    ['*.sql', '*.sql', []],
    ['*.md', '*.md', ['/src/', '/src/pay/', '/migrations/', '/vendor/']],
    ['', '*', ['*.md', '/src/', '/src/pay/', '/migrations/', '/vendor/', '*.sql']],
  ])('%s: %s', (text, pattern, parts) => {
    const found = ruleOfPath(RULES, readPath(text));
    expect(found.rule?.pattern).toBe(pattern);
    expect(found.parts.map((rule) => rule.pattern)).toEqual(parts);
  });

  it('is none where no pattern matches', () => {
    expect(ruleOfPath(parseCodeowners('/src/ @ana'), readPath('docs'))).toEqual({
      rule: null,
      parts: [],
    });
  });
});
