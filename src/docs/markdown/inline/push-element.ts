import type { StateInline, Token } from 'markdown-it';

/** An element around Markdown. */
export function pushElement(
  state: StateInline,
  { tag, name, text }: { tag: string; name?: string; text: string },
): void {
  const open = state.push(`${tag}_open`, tag, 1);
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
  state.push(`${tag}_close`, tag, -1);
}
