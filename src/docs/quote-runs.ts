import type { Token } from 'markdown-it';
import type { LinkOf, Run } from './quote.ts';

type Look = Pick<Run, 'bold' | 'italic' | 'strike'>;

const LOOKS: Record<string, keyof Look> = {
  strong: 'bold',
  em: 'italic',
  s: 'strike',
};

/** The words of a line with their looks. */
export function runsOf(tokens: readonly Token[], linkOf: LinkOf): Run[] {
  const runs: Run[] = [];
  const open: (keyof Look)[] = [];
  const urls: (string | null)[] = [];
  const add = (text: string, more: Partial<Run> = {}) => {
    const url = urls.findLast((one) => one !== null);
    const look = Object.fromEntries(open.map((name) => [name, true as const]));
    if (text !== '') runs.push({ text, ...look, ...(url && { url }), ...more });
  };
  for (const token of tokens) {
    const look = LOOKS[token.type.replace(/_(?:open|close)$/, '')];
    if (look && token.nesting === 1) open.push(look);
    else if (look) open.splice(open.lastIndexOf(look), 1);
    else if (token.type === 'link_open') urls.push(linkOf(String(token.attrGet('href') ?? '')));
    else if (token.type === 'link_close') urls.pop();
    else if (token.type === 'code_inline')
      add(token.content.replace(/^#!\w+ /, ''), { code: true });
    else if (token.type === 'softbreak') add(' ');
    else if (token.type === 'hardbreak') add('\n');
    else if (token.type === 'image') add(token.content);
    else if (token.type === 'html_inline') add(/^<br\b/i.test(token.content) ? '\n' : '');
    else if (token.type === 'text' || token.type === 'text_special') add(token.content);
  }
  return withoutMarks(joined(runs));
}

/** Neighbours of one look are one run. */
function joined(runs: readonly Run[]): Run[] {
  const kept: Run[] = [];
  for (const run of runs) {
    const last = kept.at(-1);
    if (last && lookOf(last) === lookOf(run)) last.text += run.text;
    else kept.push({ ...run });
  }
  return kept;
}

function lookOf({ text: _, ...look }: Run): string {
  return JSON.stringify(look);
}

const FOOTNOTE = /\[\^[^\]\s]+\]/g;
/** Classes and ids that Python-Markdown hangs on what stands before. */
const ATTRIBUTES = /\{:?\s*(?:[#.][\w-]+|[\w-]+=(?:"[^"]*"|[^\s}"]+))(?:\s[^{}]*)?\}/g;
const ICON = /:(?:material|octicons|fontawesome|simple)-[\w-]+:/g;
const KEYS = /\+\+([\w"'+ -]+?)\+\+/g;
const LOOSE = /(==|\^\^)(?=\S)(.+?)(?<=\S)\1/g;

/** Without the marks of extensions that change how a page looks and not what it says. */
function withoutMarks(runs: readonly Run[]): Run[] {
  const kept = runs.map((run) => {
    if (run.code) return run;
    const text = run.text
      .replace(FOOTNOTE, '')
      .replace(ATTRIBUTES, '')
      .replace(ICON, '')
      .replace(KEYS, (_all, keys: string) => keys.replaceAll('"', '').split('+').join('+'))
      .replace(LOOSE, '$2');
    return { ...run, text };
  });
  return trimmed(kept.filter(({ text }) => text !== ''));
}

function trimmed(runs: readonly Run[]): Run[] {
  return runs
    .map((run, at) => ({
      ...run,
      text:
        at === 0 && at === runs.length - 1
          ? run.text.trim()
          : at === 0
            ? run.text.trimStart()
            : at === runs.length - 1
              ? run.text.trimEnd()
              : run.text,
    }))
    .filter(({ text }) => text !== '');
}
