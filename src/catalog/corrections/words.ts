import type { FileProposal } from './pull-request.ts';

// Text of people on its way to GitHub: it mentions nobody, links nothing and closes no issue.

const BREAK = '\u200b';

/** One line in which no `@name`, `#12` or `owner/name#12` means anything; for titles and commit messages. */
export function quietLine(text: string, max = 200): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/@(?=\w)/g, `@${BREAK}`)
    .replace(/#(?=\d)/g, `#${BREAK}`)
    .replace(/\bGH-(?=\d)/gi, `GH-${BREAK}`)
    .replace(/:\/\//g, `:${BREAK}//`);
  return line.length > max ? `${line.slice(0, max - 1).toWellFormed()}…` : line;
}

/** The text as code in a sentence, whatever backticks it has. */
export function codeSpan(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 600).toWellFormed();
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(line) || line === '' ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** The text as a block of code. */
export function codeBlock(text: string): string {
  const clean = text.replace(/\r\n?/g, '\n').slice(0, 3_000).toWellFormed();
  const longest = Math.max(2, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${clean}\n${fence}`;
}

/** Author of a commit, as git takes names; GitHub knows people by this address although it is no real one. */
export function commitAuthor({
  name,
  login,
}: {
  name: string;
  login: string | null;
}): FileProposal['author'] {
  if (!login || !/^[A-Za-z\d](?:[A-Za-z\d-]{0,38})$/.test(login)) return null;
  const clean = name.replace(/[\p{Cc}\p{Cf}<>"]+/gu, ' ').trim();
  return { name: clean || login, email: `${login}@users.noreply.github.com` };
}
