import type { Token } from 'markdown-it';
import type { Unsupported } from '../page.ts';
import { codeLook } from './code-look.ts';
import { inlineText } from './plain.ts';

/** Languages of diagrams that nothing here draws: their source is shown. */
const DIAGRAMS = new Set([
  'plantuml',
  'puml',
  'd2',
  'dot',
  'graphviz',
  'viz',
  'vegalite',
  'vega-lite',
  'ditaa',
  'blockdiag',
  'seqdiag',
  'structurizr',
  'bpmn',
  'excalidraw',
  'nomnoml',
  'svgbob',
  'wavedrom',
  'pikchr',
]);
/** Left out of the page, because they run or bring something. */
const ELEMENTS = /<(script|style|iframe|object|embed|video|audio|svg|form)\b/gi;
/** `${{ … }}` is of a workflow, and no macro. */
const MACRO = /(?<!\$)\{\{[^\n]{0,300}?\}\}|\{%(?!-?\s*include)[\s\S]{0,400}?%\}/g;
/** `x = 1  # (1)!`: its text stands in a list below, and stays there. */
const ANNOTATION = /(?:#|\/\/|--|\/\*|<!--) ?\(\d{1,2}\)!/;
const SHORTCODE = /^(?::::\s*\w+|\{\{[<%].*[%>]\}\}|@startuml)/;

/** What a page is written for and does not get. `numbers`: the line of the file of each line that was read. */
export function unsupportedIn(tokens: readonly Token[], numbers: readonly number[]): Unsupported[] {
  const found: Unsupported[] = [];
  let line = numbers[0] ?? 1;
  for (const token of tokens) {
    if (token.map) line = numbers[token.map[0]] ?? line;
    for (const feature of featuresOf(token)) found.push({ feature, line });
  }
  return found;
}

function featuresOf(token: Token): string[] {
  if (token.type === 'fence') {
    const language = codeLook(token.info).language.replace(/^kroki-/, '');
    if (DIAGRAMS.has(language)) return [`${language} diagram`];
    return ANNOTATION.test(token.content) ? ['code annotation'] : [];
  }
  if (token.type === 'html_block') return elementsIn(token.content);
  if (token.type !== 'inline') return [];
  const children = token.children ?? [];
  const text = token.content.includes('{') ? inlineText(children.filter(isText)) : '';
  return [
    ...(text.match(MACRO) ?? []).map(() => 'macro'),
    ...children.filter((child) => child.type === 'icon').map(() => 'icon'),
    ...children.flatMap((child) => (child.type === 'html_inline' ? elementsIn(child.content) : [])),
    ...(SHORTCODE.test(token.content) ? ['block of another tool'] : []),
  ];
}

function isText({ type }: Token): boolean {
  return type !== 'code_inline' && type !== 'math';
}

function elementsIn(html: string): string[] {
  return Array.from(html.matchAll(ELEMENTS), (match) => `<${match[1]?.toLowerCase()}>`);
}
