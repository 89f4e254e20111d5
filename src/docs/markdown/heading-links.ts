import type { MarkdownIt } from 'markdown-it';
import { escapeHtml } from '../../html.ts';

/** Ends every heading with a link to itself, to be copied. */
export function headingLinks(md: MarkdownIt): void {
  md.renderer.rules['heading_close'] = (tokens, at) => {
    const id = tokens[at - 2]?.attrGet('id');
    const link = id
      ? ` <a class="headerlink" href="#${escapeHtml(String(id))}" aria-label="Link to this section">#</a>`
      : '';
    return `${link}</${tokens[at]?.tag}>\n`;
  };
}
