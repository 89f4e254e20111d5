import type { Context } from './thread.ts';

const ORDINALS: Record<string, number> = {
  first: 0,
  '1st': 0,
  '1': 0,
  one: 0,
  former: 0,
  top: 0,
  second: 1,
  '2nd': 1,
  '2': 1,
  two: 1,
  latter: 1,
  third: 2,
  '3rd': 2,
  '3': 2,
  three: 2,
  fourth: 3,
  '4th': 3,
  '4': 3,
  fifth: 4,
  '5th': 4,
  '5': 4,
  last: -1,
};
const CHOICE =
  /^(?:i mean(?:t)? |no,? |yes,? )?(?:the |number |option |#)?(first|second|third|fourth|fifth|last|former|latter|top|1st|2nd|3rd|4th|5th|[1-5])(?: one| option| service| team)?$/i;
const SWAP =
  /^(?:and |but |ok |so )?(?:what about|how about|same (?:question )?(?:for|with|about)|same thing for|and for|also for|and|also|likewise for|ditto for|now for|now|no,? i mean(?:t)?|i mean(?:t)?|no,?|actually,?|sorry,?|try|for) (.+)$/i;

/**
 * The whole question that a short one stands for in its conversation, or null when it stands for itself: "the second one" picks what
 * was offered, "what about ledger" asks the last question again about something else.
 */
export function wholeQuestion(text: string, context: Context | null): string | null {
  if (!context) return null;
  const ordinal = CHOICE.exec(text)?.[1]?.toLowerCase();
  if (ordinal !== undefined) return context.offered.at(ORDINALS[ordinal] ?? 0) ?? null;
  const other = SWAP.exec(text)?.[1];
  return other === undefined ? null : again(context, other);
}

/** The last question about something else. */
export function again({ asked, named }: Context, other: string): string | null {
  if (named === null || !asked.includes(named)) return null;
  const at = asked.lastIndexOf(named);
  return `${asked.slice(0, at)}${other}${asked.slice(at + named.length)}`;
}

/** The same question without a word that only ties it to what was said before. */
export function withoutTie(text: string): string {
  return text.replace(/^(?:and|but|also|then|ok|so|or)[\s,]+/i, '');
}
