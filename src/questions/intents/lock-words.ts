import { type Ahead, readAhead } from '../future.ts';
import { splitReason } from '../slots/reason.ts';
import type { Here } from '../times.ts';

/** What a sentence that locks something says: "ledger deploys until monday, month end". */
export type LockWords = { what: string; until: Date | null; reason: string | null };

const UNTIL = /(?:^|[\s,]+)(until|till|til|up to|through|for|by)\s+/gi;
const DEPLOYS =
  /\b(?:(?:all|the|any|further|prod|production) )*(?:deploys?|deployments?|deploying|releases?|releasing|merges?|rollouts?|shipping|changes)\b(?: (?:of|to|for|on|in))?/gi;

/** Divides it: until when, why, and what is left names the thing. A "for" that begins no time begins the reason. */
export function readLockWords(text: string, here: Here): LockWords {
  const { before, until, after } = divide(text, here);
  const left = splitReason(before);
  const right = after
    .replace(/^[\s,;:–—-]+/, '')
    .replace(/^(?:because(?: of)?|due to|for|since|as)\s+/i, '');
  const reason = [left?.reason, right].filter(Boolean).join(', ');
  return {
    what: (left?.before ?? before).replace(DEPLOYS, ' ').replace(/\s+/g, ' ').trim(),
    until,
    reason: reason || null,
  };
}

function divide(text: string, here: Here): { before: string; until: Date | null; after: string } {
  for (const match of text.matchAll(UNTIL)) {
    const rest = text.slice(match.index + match[0].length);
    const ahead: Ahead | null = readAhead(rest, here);
    if (!ahead) continue;
    const before = text.slice(0, match.index).trim();
    return { before, until: ahead.at, after: rest.split(/\s+/).slice(ahead.words).join(' ') };
  }
  return { before: text, until: null, after: '' };
}
