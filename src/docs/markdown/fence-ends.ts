const BARE = /^[\s>]*(`{3,}|~{3,})\s*$/;

/**
 * Tells whether a fence of code that opens at a line is closed somewhere below. One that is not is text in MkDocs: it does not swallow
 * the rest of the page.
 */
export function createFenceEnds(lines: readonly string[]): (at: number, mark: string) => boolean {
  /** Below each line, the longest mark that could close one, of either sign. */
  const longest: { '`': number; '~': number }[] = new Array(lines.length + 1);
  let below = { '`': 0, '~': 0 };
  for (let at = lines.length; at > 0; at -= 1) {
    longest[at] = below;
    const mark = BARE.exec(lines[at - 1] ?? '')?.[1];
    const sign = mark?.[0];
    if (mark && (sign === '`' || sign === '~') && mark.length > below[sign])
      below = { ...below, [sign]: mark.length };
  }
  return (at, mark) => (longest[at + 1]?.[mark[0] === '~' ? '~' : '`'] ?? 0) >= mark.length;
}
