import type { MarkdownIt } from 'markdown-it';
import { pushElement } from './push-element.ts';

const LINK =
  /(!?)\[([^[\]\n]{0,300})\]\([ \t]*([^(){}\s<>"][^(){}\n<>"]{0,300})(?:[ \t]+"([^"\n]{0,200})")?[ \t]*\)/y;

/** `[text](a page.md)`: MkDocs takes addresses with spaces. Read after the usual links. */
export function spacedLinks(md: MarkdownIt): void {
  md.inline.ruler.after('image', 'spaced_link', (state, silent) => {
    const char = state.src.charCodeAt(state.pos);
    if ((char !== 0x5b && char !== 0x21) || state.linkLevel > 0) return false;
    LINK.lastIndex = state.pos;
    const match = LINK.exec(state.src);
    const written = match?.[3]?.trim();
    if (!match || !written) return false;
    const href = state.md.normalizeLink(written.replaceAll(' ', '%20'));
    if (!state.md.validateLink(href)) return false;
    if (!silent) {
      const [, sign, text = '', , title] = match;
      if (sign) {
        const image = state.push('image', 'img', 0);
        image.attrs = [
          ['src', href],
          ['alt', ''],
        ];
        image.content = text;
        image.children = [];
        state.md.inline.parse(text, state.md, state.env, image.children);
        if (title) image.attrSet('title', title);
      } else {
        const open = pushElement(state, { tag: 'a', type: 'link', text });
        open.attrSet('href', href);
        if (title) open.attrSet('title', title);
      }
    }
    state.pos += match[0].length;
    return true;
  });
}
