import MarkdownIt, { type MarkdownIt as Parser } from 'markdown-it';
import abbreviations from 'markdown-it-abbr';
import definitionLists from 'markdown-it-deflist';
import { full as emoji } from 'markdown-it-emoji';
import footnotes from 'markdown-it-footnote';
import marked from 'markdown-it-mark';
import lowered from 'markdown-it-sub';
import raised from 'markdown-it-sup';
import tasks from 'markdown-it-task-lists';
import { admonitions } from './blocks/admonition.ts';
import { alerts } from './blocks/alert.ts';
import { closedFences } from './blocks/closed-fence.ts';
import { looseHeadings } from './blocks/loose-heading.ts';
import { markdownInHtml } from './blocks/markdown-in-html.ts';
import { slashBlocks } from './blocks/slashes.ts';
import { tables } from './blocks/table.ts';
import { tabs } from './blocks/tabs.ts';
import { terms } from './blocks/terms.ts';
import { code } from './code.ts';
import { headingLinks } from './heading-links.ts';
import { attributes } from './inline/attributes.ts';
import { critic } from './inline/critic.ts';
import { icons } from './inline/icons.ts';
import { insert } from './inline/insert.ts';
import { keys } from './inline/keys.ts';
import { spacedLinks } from './inline/spaced-link.ts';
import { symbols } from './inline/symbols.ts';
import { wikiLinks } from './inline/wiki-link.ts';
import { mathPlugin } from './math.ts';

/** Reads what TechDocs users write: CommonMark, and the extensions of Python-Markdown and PyMdown with their own rules. */
export const markdown = createParser();

function createParser(): Parser {
  const md = new MarkdownIt({ html: true, linkify: true });
  // `file.md` and `example.com` are names more often than addresses.
  md.linkify.set({ fuzzyLink: false });
  md.use(abbreviations).use(definitionLists).use(footnotes).use(tasks);
  md.use(marked).use(lowered).use(raised).use(emoji, { shortcuts: {} });
  for (const block of [
    terms,
    admonitions,
    alerts,
    tabs,
    slashBlocks,
    looseHeadings,
    markdownInHtml,
  ])
    md.use(block);
  for (const inline of [attributes, critic, icons, insert, keys, wikiLinks, spacedLinks])
    md.use(inline);
  md.renderer.rules['footnote_caption'] = (tokens, at) =>
    String(Number(tokens[at]?.meta?.['id']) + 1);
  return md.use(tables).use(symbols).use(mathPlugin).use(headingLinks).use(closedFences).use(code);
}
