/** The word of `words` that `written` most likely means: at most two slips of the finger away (one in a short word), or null. */
export function nearestWord(written: string, words: Iterable<string>): string | null {
  const typed = written.toLowerCase().slice(0, 64);
  let best: string | null = null;
  let fewest = typed.length <= 4 ? 1 : 2;
  for (const word of words) {
    if (word === written) continue;
    const slips = slipsBetween(typed, word.toLowerCase(), fewest);
    if (slips <= fewest && (best === null || slips < fewest)) {
      best = word;
      fewest = slips;
    }
  }
  return best;
}

/** Letters added, left out, replaced or swapped with their neighbour (optimal string alignment); more than `limit` is just "more". */
function slipsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let slips = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) slips = Math.min(slips, (beforeLast[j - 2] ?? 0) + 1);
      row.push(slips);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}
