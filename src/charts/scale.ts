/** Shares as people read them: `68 %`, `68.4 %`. */
export function percent(share: number, digits: 0 | 1 = 0): string {
  return `${(share * 100).toFixed(digits)} %`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-06-15` as "15 Jun". */
export function dayLabel(day: string): string {
  const [, month = '1', date = '1'] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''}`.trim();
}

export type Scale = { low: number; high: number; ticks: readonly number[] };

/** Narrower than this, noise would look like a landslide. */
const NARROWEST = 0.2;
const STEPS = [0.1, 0.2, 0.25] as const;
const MOST_STEPS = 4;

/** What to show of 0 to 1 for these shares, with lines at whole steps from end to end. */
export function scaleFor(shares: readonly number[]): Scale {
  const wanted = shares.length > 0 ? [Math.min(...shares), Math.max(...shares)] : [0, 1];
  const [least = 0, most = 1] = wanted;
  for (const step of STEPS) {
    const last = Math.round(1 / step);
    let from = Math.max(0, Math.min(last, Math.floor(least / step + 1e-9)));
    let to = Math.max(0, Math.min(last, Math.ceil(most / step - 1e-9)));
    while ((to - from) * step < NARROWEST - 1e-9)
      if (to < last) to += 1;
      else from -= 1;
    if (to - from > MOST_STEPS) continue;
    const ticks = Array.from({ length: to - from + 1 }, (_, at) => hundredth((from + at) * step));
    return { low: hundredth(from * step), high: hundredth(to * step), ticks };
  }
  return { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
