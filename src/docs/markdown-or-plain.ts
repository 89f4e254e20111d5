import { escapeHtml } from '../html.ts';
import { cutToSize } from './markdown/limits.ts';
import { parsePage } from './markdown/parse.ts';
import { renderPage } from './markdown/render.ts';
import type { PageEnvironment, ParsedPage, RenderedPage, ResolveLink } from './page.ts';
import { wordsIn } from './search/analyse.ts';

/**
 * A page is foreign text, and whatever breaks the reader of one page must not take the others along: it is read as plain text then, and
 * `isPlain`.
 */
export function parseOrPlain(
  text: string,
  env: PageEnvironment,
): { parsed: ParsedPage; isPlain: boolean } {
  try {
    return { parsed: parsePage(text, env), isPlain: false };
  } catch {
    const start = cutToSize(text);
    const section = { anchor: '', path: [], markdown: start, text: start, line: 1 };
    const nothing = {
      meta: {},
      title: null,
      headings: [],
      links: [],
      unsupported: [],
      includes: [],
      missingIncludes: [],
    };
    const parsed = { ...nothing, sections: [section], words: wordsIn(start).length };
    return { parsed, isPlain: true };
  }
}

export function renderOrPlain(
  text: string,
  env: PageEnvironment,
  resolve: ResolveLink,
): RenderedPage {
  try {
    return renderPage(text, env, resolve);
  } catch {
    const html = `<p>This page cannot be read as Markdown, so here is its text.</p><pre>${escapeHtml(cutToSize(text))}</pre>`;
    return { html, headings: [], hasDiagrams: false };
  }
}
