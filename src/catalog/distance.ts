/**
 * Optimal string alignment: insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
 * Gives up with Infinity above `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    let best = row;
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwap =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      next.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return Number.POSITIVE_INFINITY;
    before = last;
    last = next;
  }
  const distance = last[b.length] ?? Number.POSITIVE_INFINITY;
  return distance <= limit ? distance : Number.POSITIVE_INFINITY;
}

/**
 * Edits between two names if the one can be a mistyped other, else Infinity.
 * Word by word, because `payments-ui` is two edits from `payments-api` and yet another service; words with digits (`v1`) are never mistyped.
 */
export function typoDistance(typed: readonly string[], name: readonly string[]): number {
  if (typed.length !== name.length) return joinedDistance(typed.join(''), name.join(''));
  let total = 0;
  for (const [at, word] of typed.entries()) {
    total += wordDistance(word, name[at] ?? '');
    if (total > 3) return Number.POSITIVE_INFINITY;
  }
  return total;
}

function wordDistance(typed: string, word: string): number {
  if (typed === word) return 0;
  const shorter = Math.min(typed.length, word.length);
  if (shorter < 3 || /\d/.test(typed + word)) return Number.POSITIVE_INFINITY;
  // "export" and "exporter" are two words, not one and its typo.
  if (shorter > 3 && Math.abs(typed.length - word.length) > 1 && isPrefixOf(typed, word))
    return Number.POSITIVE_INFINITY;
  if (shorter === 3) {
    const isSwap = [...typed].sort().join('') === [...word].sort().join('');
    return isSwap ? editDistance(typed, word, 1) : Number.POSITIVE_INFINITY;
  }
  return editDistance(typed, word, shorter >= 8 ? 2 : 1);
}

function isPrefixOf(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

function joinedDistance(typed: string, name: string): number {
  const shorter = Math.min(typed.length, name.length);
  const digits = (text: string) => text.replace(/\D/g, '');
  if (shorter < 6 || digits(typed) !== digits(name) || isPrefixOf(typed, name))
    return Number.POSITIVE_INFINITY;
  return editDistance(typed, name, shorter >= 12 ? 2 : 1);
}
