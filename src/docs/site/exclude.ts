import { codeownersOf } from '../../catalog/codeowners-match.ts';

/** Whether a file of the docs folder is left out: what begins with a dot, and `exclude_docs`, which is written and read as .gitignore is. */
export function excluder(patterns: readonly string[]): (path: string) => boolean {
  const rules = patterns
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .slice(0, MOST_PATTERNS)
    .map((line, at) =>
      line.startsWith('!')
        ? { line: at, pattern: line.slice(1), owners: ['kept'] }
        : { line: at, pattern: line, owners: [] },
    );
  return (path) => {
    const rule = codeownersOf(rules, path);
    if (rule) return rule.owners.length === 0;
    return path.split('/').some((name) => name.startsWith('.'));
  };
}

const MOST_PATTERNS = 200;
