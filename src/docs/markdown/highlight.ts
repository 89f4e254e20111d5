import hljs from 'highlight.js/lib/core';
import { LANGUAGES } from './languages.ts';

/** Longer code is shown without colours: nobody reads it here, and some grammars take their time. */
const MOST_CODE = 30_000;
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

/** Code as escaped HTML with classes; null where the language is not known or the code is too long to be coloured. */
export function highlight(code: string, language: string): string | null {
  if (!isFilled) fill();
  if (!hljs.getLanguage(language) || code.length > MOST_CODE || hasLongLine(code)) return null;
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
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
