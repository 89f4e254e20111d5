import hljs from 'highlight.js/lib/core';
import type { LanguageFn } from './highlight-js.d.ts';
import { LANGUAGES } from './languages.ts';

/** Longer code is shown without colours: some grammars take most of a second over 10 kB that were written to slow them down. */
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

/** What colouring all the code of a page has cost so far. It is counted in characters, not in time: a page looks the same however busy the machine is. */
export type Spent = { cost: number };
/** What grammars take grows with the square of the code at worst; this is about a second then, and more than a page of public docs was seen to have. */
const MOST_COST_A_PAGE = 150_000_000;
/** So much is the least that a character costs, in a short code as in a long one. */
const LEAST_COST = 2_000;

/** Code as escaped HTML with classes; null where the language is not known, or the code with what came before it on its page is too much. */
export function highlight(code: string, language: string, spent?: Spent): string | null {
  if (!isFilled) fill();
  if (!hljs.getLanguage(language) || code.length > MOST_CODE || hasLongLine(code)) return null;
  const cost = code.length * (code.length + LEAST_COST);
  if (spent && spent.cost + cost > MOST_COST_A_PAGE) return null;
  if (spent) spent.cost += cost;
  const { value } = hljs.highlight(code, { language, ignoreIllegals: true });
  return isDeep(value) ? null : value;
}

/** Colours within colours of code that opens and never closes take whoever reads the HTML longer than making it. */
const DEEPEST = 50;

function isDeep(html: string): boolean {
  let depth = 0;
  for (const [tag] of html.matchAll(/<\/?span/g)) {
    depth += tag === '<span' ? 1 : -1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** Done for the first page with code, because commands that show none should not wait for it. */
function fill(): void {
  for (const [name, language] of Object.entries(LANGUAGES))
    hljs.registerLanguage(name, withoutGuesses(name, language));
  for (const [languageName, aliases] of Object.entries(ALIASES))
    hljs.registerAliases(aliases, { languageName });
  isFilled = true;
}

/** What stands within code of a language that would be guessed: each guess tries a dozen languages or all of them. */
const INSIDE: Record<string, string> = { http: 'json', pgsql: 'sql' };

function withoutGuesses(name: string, language: LanguageFn): LanguageFn {
  const inside = INSIDE[name];
  if (!inside) return language;
  return (own) => {
    const made = language(own);
    settle(made, inside, new Set());
    return made;
  };
}

function settle(mode: unknown, inside: string, seen: Set<unknown>): void {
  if (typeof mode !== 'object' || mode === null || seen.has(mode)) return;
  seen.add(mode);
  if ('subLanguage' in mode && Array.isArray(mode.subLanguage)) mode.subLanguage = inside;
  for (const part of Object.values(mode)) settle(part, inside, seen);
}

function hasLongLine(code: string): boolean {
  let start = 0;
  for (let end = code.indexOf('\n'); end !== -1; end = code.indexOf('\n', start)) {
    if (end - start > LONGEST_LINE) return true;
    start = end + 1;
  }
  return code.length - start > LONGEST_LINE;
}
