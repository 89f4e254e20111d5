import type { Problem } from './problem.ts';

/** One line of a CODEOWNERS file: who owns the paths its pattern matches. No owners: nobody does, on purpose. */
export type CodeownersRule = { line: number; pattern: string; owners: string[] };

/** What a CODEOWNERS file says, and what GitHub passes over in it. */
export type Codeowners = { rules: CodeownersRule[]; problems: Problem[] };

/** Places GitHub looks in; the first that exists counts. @see https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-file-location */
export const CODEOWNERS_PATHS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

/** GitHub does not load a larger file: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-file-size */
const MOST_BYTES = 3 * 1024 * 1024;
/** A file that is no CODEOWNERS at all is not worth a problem for each of its lines. */
const MOST_PROBLEMS = 100;

/** `@login`, `@org/team` or an e-mail address. */
const OWNER = /^(?:@[\w.-]+(?:\/[\w.-]+)?|[^@\s]+@[^@\s]+\.[^@\s]+)$/;

/**
 * Reads the rules in the order of the file. A line that GitHub calls invalid is skipped as a whole, as there, and is a problem
 * of the file. @see https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-syntax
 */
export function readCodeowners(text: string): Codeowners {
  const read: Codeowners = { rules: [], problems: [] };
  if (Buffer.byteLength(text) >= MOST_BYTES) {
    const message = 'GitHub does not load a CODEOWNERS file of 3 MB or more. Use wider patterns.';
    return { rules: [], problems: [{ message, line: 1, column: 1, path: '' }] };
  }
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const [pattern, ...owners] = wordsOf(line);
    if (!pattern) continue;
    const wrong = wrongPattern(pattern) ?? owners.map(wrongOwner).find((one) => one !== null);
    if (!wrong)
      read.rules.push({
        line: index + 1,
        pattern: pattern.text.replace(/\\(\s)/g, '$1'),
        owners: owners.map((owner) => owner.text),
      });
    else if (read.problems.length < MOST_PROBLEMS)
      read.problems.push({ ...wrong, line: index + 1, path: '' });
  }
  return read;
}

/** The rules alone. */
export function parseCodeowners(text: string): CodeownersRule[] {
  return readCodeowners(text).rules;
}

type Word = { text: string; column: number };
type Wrong = { message: string; column: number };

/** Words between spaces and tabs, up to a comment; `\ ` is a space of the pattern. */
function wordsOf(line: string): Word[] {
  const words: Word[] = [];
  for (const match of line.matchAll(/(?:\\.|[^\s\\]|\\$)+/g)) {
    if (match[0].startsWith('#')) break;
    words.push({ text: match[0], column: match.index + 1 });
  }
  return words;
}

function wrongPattern({ text, column }: Word): Wrong | null {
  const skipped = 'GitHub skips this line.';
  if (/^\^?\[[^\]]*\](\[\d+\])?$/.test(text))
    return {
      column,
      message: `"${text}" begins a section as GitLab has them; GitHub has none. ${skipped}`,
    };
  if (text.startsWith('!'))
    return { column, message: `A pattern cannot begin with "!" (${text}). ${skipped}` };
  if (text.startsWith('\\#'))
    return { column, message: `A pattern cannot begin with "#", escaped or not. ${skipped}` };
  if (/[[\]]/.test(text))
    return { column, message: `A pattern cannot hold "[" or "]" (${text}). ${skipped}` };
  if (text.includes('***'))
    return {
      column,
      message: `A pattern cannot hold "***" (${text}). Did you mean "${text.replace(/\*{3,}/g, '**')}"? ${skipped}`,
    };
  return null;
}

function wrongOwner({ text, column }: Word): Wrong | null {
  if (OWNER.test(text)) return null;
  const near = /^[\w.-]+(\/[\w.-]+)?$/.test(text) ? ` Did you mean "@${text}"?` : '';
  return {
    column,
    message: `"${text}" is no owner: write @login, @organisation/team or an e-mail address.${near} GitHub skips this line.`,
  };
}
