import type { MarkdownIt } from 'markdown-it';

const LINK = /!?\[\[([^[\]|\n]{1,200})(?:\|([^[\]\n]{0,200}))?\]\](?![([:])/y;

/** `[[Page name]]` and `[[page#place|words]]`. Where it leads is looked up by the name: its address is `wiki:Page name`. */
export function wikiLinks(md: MarkdownIt): void {
  md.inline.ruler.before('link', 'wiki_link', (state, silent) => {
    const char = state.src.charCodeAt(state.pos);
    if ((char !== 0x5b && char !== 0x21) || state.linkLevel > 0) return false;
    LINK.lastIndex = state.pos;
    const match = LINK.exec(state.src);
    const name = match?.[1]?.trim();
    // A shell's `[[ -f x ]]` is no link, and `[[_TOC_]]` no page.
    if (!match || !name || /^(?:-|\$|_?TOC_?$)/.test(name)) return false;
    if (!silent) {
      state.push('link_open', 'a', 1).attrs = [
        ['href', `wiki:${name}`],
        ['class', 'wikilink'],
      ];
      state.push('text', '', 0).content = match[2]?.trim() || name;
      state.push('link_close', 'a', -1);
    }
    state.pos += match[0].length;
    return true;
  });
}
