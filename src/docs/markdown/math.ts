import type { MarkdownIt } from 'markdown-it';
import temml from 'temml';
import { escapeHtml } from '../../html.ts';
import { formulaAt, mathBlock } from './math-marks.ts';

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

/** Formulas as PyMdown's arithmatex marks them: `$x$`, `\(x\)` in a line; `$$`, `\[` and `\begin{…}` as blocks. */
export function mathPlugin(md: MarkdownIt): void {
  md.block.ruler.before('table', 'math_block', mathBlock, { alt: ['paragraph', 'reference'] });
  // `\(` is an escaped bracket to whoever comes first.
  md.inline.ruler.before('escape', 'math', (state, silent) => {
    const found = formulaAt(state.src, state.pos);
    if (!found) return false;
    if (!silent) {
      const token = state.push('math', '', 0);
      token.content = found.tex;
      token.meta = { isBlock: found.isBlock };
    }
    state.pos += found.length;
    return true;
  });
  md.renderer.rules['math'] = (tokens, index) => {
    const token = tokens[index];
    return token ? renderMath(token.content, { isBlock: token.meta?.['isBlock'] === true }) : '';
  };
}
