import type { PageEnvironment, RenderedPage, ResolveLink } from '../page.ts';
import { markdown } from './parser.ts';
import { readPage } from './read.ts';
import { sanitise } from './sanitise.ts';

/** Makes a page to look at: sanitised, every link and picture led through `resolve`. */
export function renderPage(text: string, env: PageEnvironment, resolve: ResolveLink): RenderedPage {
  const { source, tokens, headings, state } = readPage(text, env);
  const html = sanitise(markdown.renderer.render(tokens, markdown.options, state), resolve);
  const hide = source.meta.hide ?? [];
  return {
    html,
    headings: hide.includes('toc')
      ? []
      : headings.map(({ level, text, id }) => ({ level, text, id })),
    hasDiagrams: html.includes('class="mermaid"'),
  };
}
