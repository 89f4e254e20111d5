import { labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';

const COLUMNS = 'ref,name,kind,type,lifecycle,tier,system,owner,description';

/** Entities as lines for a spreadsheet. */
export function csvOf(view: CatalogView, refs: readonly string[]): string {
  const lines = refs.flatMap((ref) => {
    const entry = view.get(ref);
    if (!entry) return [];
    const { kind, type, lifecycle, tier, about } = entry;
    const system = view.out(ref, 'partOf')[0];
    const owner = view.out(ref, 'ownedBy')[0];
    return [ref, labelOf(view, ref), kind, type, lifecycle, tier, system, owner, about]
      .map((value) => cell(value ?? ''))
      .join(',');
  });
  return [COLUMNS, ...lines].join('\n');
}

/** One cell: quoted where it must be, and never a formula for the spreadsheet that opens it. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
