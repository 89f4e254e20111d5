import type { MarkdownIt } from 'markdown-it';

const ICON =
  /:(?:material|octicons|fontawesome|simple|logos|custom|mdi|fa|bi)-[a-z0-9][a-z0-9-]*:[ \t]?/y;

/** `:material-account:`: pictures that only Material for MkDocs has. They say nothing, and are left out. */
export function icons(md: MarkdownIt): void {
  md.inline.ruler.before('emphasis', 'icon', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x3a) return false;
    ICON.lastIndex = state.pos;
    const match = ICON.exec(state.src);
    if (!match) return false;
    if (!silent) {
      const next = state.src[ICON.lastIndex] ?? '.';
      // No space is left before a full stop.
      if (/[.,;:!?)]/.test(next)) state.pending = state.pending.trimEnd();
      state.push('icon', '', 0);
    }
    state.pos += match[0].length;
    return true;
  });
  md.renderer.rules['icon'] = () => '';
}
