import hljs from 'highlight.js/lib/common';

/** Longer code is shown without colours: some grammars take seconds over it. */
const MOST_CODE = 50_000;
const LONGEST_LINE = 2_000;

/** Code as escaped HTML with classes; null where the language is not known or the code too long. */
export function highlight(code: string, language: string): string | null {
  const name = language.toLowerCase();
  if (code.length > MOST_CODE || hasLongLine(code) || !hljs.getLanguage(name)) return null;
  return hljs.highlight(code, { language: name, ignoreIllegals: true }).value;
}

function hasLongLine(code: string): boolean {
  return code.split('\n').some((line) => line.length > LONGEST_LINE);
}
