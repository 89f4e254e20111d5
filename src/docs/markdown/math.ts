import type { MarkdownIt } from 'markdown-it';
import temml from 'temml';
import { escapeHtml } from '../../html.ts';

/** TeX as MathML, which browsers draw by themselves. */
export function renderMath(tex: string, { isBlock }: { isBlock: boolean }): string {
  const classes = isBlock ? 'math math-block' : 'math';
  try {
    const drawn = temml.renderToString(tex, {
      displayMode: isBlock,
      throwOnError: true,
      trust: false,
      maxSize: [50, 1_000],
      maxExpand: 200,
    });
    return `<span class="${classes}">${drawn}</span>`;
  } catch {
    return `<code class="math-error">${escapeHtml(tex)}</code>`;
  }
}

/** `$x$` and `$$x$$`; `${{ x }}` is what a template fills in, and `$HOME/$USER` are names of a shell. */
export function mathPlugin(md: MarkdownIt): void {
  md.inline.ruler.after('escape', 'math', (state, silent) => {
    const found = /^\$\$([^$]+)\$\$|^\$(?![\s$]|\{\{)((?:\\.|[^\\$\n])*?[^\s\\$])\$(?![\w$])/.exec(
      state.src.slice(state.pos, state.pos + 5_000),
    );
    if (!found) return false;
    if (!silent) {
      const token = state.push('math', '', 0);
      token.content = found[1] ?? found[2] ?? '';
      token.meta = { isBlock: found[1] !== undefined };
    }
    state.pos += found[0].length;
    return true;
  });
  md.renderer.rules['math'] = (tokens, index) => {
    const token = tokens[index];
    return token ? renderMath(token.content, { isBlock: token.meta?.['isBlock'] === true }) : '';
  };
}
