import type { StateInline } from 'markdown-it';

/** An element around Markdown. */
export function pushElement(
  state: StateInline,
  { tag, name, text }: { tag: string; name?: string; text: string },
): void {
  const open = state.push(`${tag}_open`, tag, 1);
  if (name) open.attrSet('class', name);
  // Each level reads the text within it once more: deep nesting of these would take long.
  if (state.level > 20) state.push('text', '', 0).content = text;
  else state.md.inline.parse(text, state.md, state.env, state.tokens);
  state.push(`${tag}_close`, tag, -1);
}
