import hljs from 'highlight.js/lib/core';
import { LANGUAGES } from './languages.ts';

/** Longer code is shown without colours: some grammars take a second over 10 kB that were written to slow them down. */
const MOST_CODE = 10_000;
const LONGEST_LINE = 1_000;

/** What people call languages besides the names that highlight.js knows, many of them from Pygments. */
const ALIASES: Record<string, string[]> = {
  bash: ['fish', 'ksh'],
  django: ['jinja2', 'html+jinja', 'html+django'],
  dockerfile: ['containerfile'],
  ini: ['cfg', 'conf', 'editorconfig', 'systemd'],
  json: ['avsc', 'jsonl', 'ndjson'],
  properties: ['dotenv', 'env'],
  python: ['py3', 'python3'],
  pgsql: ['plpgsql'],
  shell: ['shell-session', 'sh-session', 'terminal'],
  sql: ['mysql', 'sqlite'],
  xml: ['svelte', 'vue'],
};

let isFilled = false;

/** What colouring all the code of a page has taken so far. */
export type Spent = { ms: number };
const MOST_MS_A_PAGE = 400;

/** Code as escaped HTML with classes; null where the language is not known, or the code (or what of the page came before it) takes too long. */
export function highlight(code: string, language: string, spent?: Spent): string | null {
  if (!isFilled) fill();
  if (!hljs.getLanguage(language) || code.length > MOST_CODE || hasLongLine(code)) return null;
  if (spent && spent.ms > MOST_MS_A_PAGE) return null;
  const started = performance.now();
  const { value } = hljs.highlight(code, { language, ignoreIllegals: true });
  if (spent) spent.ms += performance.now() - started;
  return value;
}

/** Done for the first page with code, because commands that show none should not wait for it. */
function fill(): void {
  for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);
  for (const [languageName, aliases] of Object.entries(ALIASES))
    hljs.registerAliases(aliases, { languageName });
  isFilled = true;
}

function hasLongLine(code: string): boolean {
  let start = 0;
  for (let end = code.indexOf('\n'); end !== -1; end = code.indexOf('\n', start)) {
    if (end - start > LONGEST_LINE) return true;
    start = end + 1;
  }
  return code.length - start > LONGEST_LINE;
}
