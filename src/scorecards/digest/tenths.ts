/** Points as they are shown: tenths are what people read, so sums are made of them. */
export function tenth(points: number): number {
  return Math.round(points * 10) / 10;
}

/**
 * Rounds parts to tenths that sum exactly to `total` (tenths too): what rounding leaves goes to those that lost most by it. A part of
 * nothing stays nothing as long as there is another.
 */
export function sharedOut(parts: readonly number[], total: number): number[] {
  const exact = parts.map((part) => part * 10);
  const shown = exact.map(Math.round);
  let left = Math.round(total * 10) - shown.reduce((sum, part) => sum + part, 0);
  const way = Math.sign(left);
  const takers = [...exact.keys()]
    .filter((at) => exact[at] !== 0)
    .sort((a, b) => way * (lost(exact, shown, b) - lost(exact, shown, a)));
  const order = takers.length > 0 ? takers : [...exact.keys()];
  for (let turn = 0; left !== 0 && order.length > 0; turn += 1, left -= way) {
    const at = order[turn % order.length] ?? 0;
    shown[at] = (shown[at] ?? 0) + way;
  }
  // Minus nothing is nothing.
  return shown.map((part) => part / 10 + 0);
}

function lost(exact: readonly number[], shown: readonly number[], at: number): number {
  return (exact[at] ?? 0) - (shown[at] ?? 0);
}
