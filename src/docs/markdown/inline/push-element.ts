import type { StateInline, Token } from 'markdown-it';

/** An element around Markdown. Its tokens are named by its tag where nothing else is said. */
export function pushElement(
  state: StateInline,
  { tag, type = tag, name, text }: { tag: string; type?: string; name?: string; text: string },
): Token {
  const open = state.push(`${type}_open`, tag, 1);
  if (name) open.attrSet('class', name);
  // Each level reads the text within it once more: deep nesting of these would take long.
  if (state.level > 20) state.push('text', '', 0).content = text;
  else {
    // Into a list of its own: reading joins tokens at its end, and marks outside count on their places.
    const inner: Token[] = [];
    state.md.inline.parse(text, state.md, state.env, inner);
    for (const token of inner) token.level += state.level;
    state.tokens.push(...inner);
  }
  state.push(`${type}_close`, tag, -1);
  return open;
}
