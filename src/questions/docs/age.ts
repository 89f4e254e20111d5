import type { PageRow } from '../../docs/store.ts';
import { dayIn } from '../past.ts';
import type { Here } from '../times.ts';

type Aged = Pick<PageRow, 'changedAt' | 'changedBy' | 'agedOid' | 'oid'>;

const DAY_MS = 24 * 3_600_000;

/** When the page was last changed, as far as that was read for the text it has now. */
export function changeOf({
  changedAt,
  changedBy,
  agedOid,
  oid,
}: Aged): { at: Date; by: string | null } | null {
  return changedAt && agedOid === oid ? { at: changedAt, by: changedBy } : null;
}

/** `edited on 9 January 2026 by dev-sharma, 157 days ago`; empty where that is not known. */
export function editedText(page: Aged, { now, zone }: Here): string {
  const change = changeOf(page);
  if (!change) return '';
  const by = change.by ? ` by ${change.by}` : '';
  return `edited on ${dayIn(change.at, zone)}${by}, ${agoText(change.at, now)}`;
}

export function agoText(at: Date, now: Date): string {
  const days = Math.floor((now.getTime() - at.getTime()) / DAY_MS);
  if (days <= 0) return 'today';
  return days === 1 ? 'a day ago' : `${days} days ago`;
}
