/** A line as it was and is: `-` gone, `+` new, ` ` the same. */
export type DiffLine = { sign: '-' | '+' | ' '; text: string };

/** More lines than this on both sides are told apart as a whole: nobody reads such a difference line by line. */
const MOST_CELLS = 250_000;

/** What changed between two texts, line by line, with `around` lines that did not. `null` stands between two places. */
export function lineDiff(before: string, after: string, around = 2): (DiffLine | null)[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const same = (lines: string[]) => lines.map((text): DiffLine => ({ sign: ' ', text }));
  const all = [
    ...same(a.slice(0, head)),
    ...changed(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...same(a.slice(a.length - tail)),
  ];
  return near(all, around);
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** By the longest lines that both have in one order. */
function changed(a: string[], b: string[]): DiffLine[] {
  const out: DiffLine[] = [];
  const [rows, columns] = [a.length + 1, b.length + 1];
  const isLong = rows * columns > MOST_CELLS;
  const common = new Uint32Array(isLong ? 0 : rows * columns);
  const at = (i: number, j: number) => common[i * columns + j] ?? 0;
  if (!isLong)
    for (let i = a.length - 1; i >= 0; i--)
      for (let j = b.length - 1; j >= 0; j--)
        common[i * columns + j] =
          a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [old, next] = [a[i], b[j]];
    if (!isLong && old !== undefined && old === next) {
      out.push({ sign: ' ', text: old });
      i++;
      j++;
    } else if (
      old !== undefined &&
      (next === undefined || isLong || at(i + 1, j) >= at(i, j + 1))
    ) {
      out.push({ sign: '-', text: old });
      i++;
    } else if (next !== undefined) {
      out.push({ sign: '+', text: next });
      j++;
    }
  }
  return out;
}

function near(lines: DiffLine[], around: number): (DiffLine | null)[] {
  const isNear = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ sign }) => sign !== ' '),
  );
  return lines.flatMap((line, at) => {
    if (!isNear[at]) return [];
    const isGap = !isNear[at - 1] && isNear.slice(0, at).includes(true);
    return isGap ? [null, line] : [line];
  });
}
