import { isEnvironmentWord } from '../operations/environments.ts';
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

const OTHER =
  /^(?:no,? |sorry,? |i mean(?:t)? |actually,? )*(?:the )?other(?: one| service| team| person)?$/i;
const ALL =
  /^(?:(?:for |about |of )?(?:both|all|either|each|any|every one)(?: of (?:them|these|those))?|both please|all (?:two|three|four|five))$/i;

/** What a word or two asks about what was talked of: `it` is a thing or a team, `who` a person. */
const SHORT: readonly [RegExp, { it: string; who?: string }][] = [
  [/^(?:the )?(?:owner|owners|ownership|owned by|whose|who owns)$/i, { it: 'who owns it' }],
  [
    /^(?:(?:which|what|whose|the|their|her|his|its) )?(?:team|squad)$/i,
    { it: 'who owns it', who: 'which team is that person on' },
  ],
  [
    /^(?:the |its |their )?(?:slack |ask |team )?(?:channel|slack)$/i,
    { it: 'slack channel for it' },
  ],
  [
    /^(?:who (?:do|should|can) (?:i|we) (?:talk|speak|write|reach out) to|who (?:do|should|can|to) (?:i |we )?(?:ask|contact|message|ping|bug)|whom to ask|contact|contacts|who to (?:ask|contact|talk to|ping))(?: (?:about|for) (?:it|that|this))?$/i,
    { it: 'who do i talk to about it' },
  ],
  [
    /^(?:the |its |their )?(?:members|people|member list|teammates|who is in (?:it|there))$|^who else(?: (?:is|works) (?:there|in it|(?:in|on|part of) (?:the|that|this|their|her|his) (?:team|squad|group)))?$/i,
    { it: 'who is in that team' },
  ],
  [
    /^(?:the |its |their |and the )?(?:lead|leads|team lead|manager|boss)$|^who leads$/i,
    { it: 'who leads that team' },
  ],
  [
    /^(?:so |ok |and )?what (?:should|do|can|could|must) (?:i|we) (?:do|check|try)(?: now| first| next| here| about it)?$/i,
    { it: 'runbook for it' },
  ],
  [
    /^who (?:else )?(?:can|could|might|would) (?:help|fix (?:it|this)|look(?: at it| into it)?)(?: me| us| out)?$/i,
    { it: 'who do i talk to about it' },
  ],
  [
    /^(?:(?:and )?(?:what|who) (?:if|when) )?(?:he|she|they|nobody|no one|the primary) (?:(?:does|do|did|is|are)(?: not)? )?(?:not )?(?:answer(?:s|ed|ing)?|pick(?:s|ed|ing)? up|respond(?:s|ed|ing)?|react(?:s|ed|ing)?|there|reachable|reacting)(?: me| us)?$|^no answer$|^who is next (?:if|when) .{0,40}(?:answer|pick up|respond)s?$/i,
    { it: 'who do i escalate it to', who: 'who do i escalate to' },
  ],
  [/^what else$|^anything else$/i, { it: 'what else do they own' }],
  [
    /^(?:more|tell me more|more info|more details|details|info|go on|elaborate|expand|more please|about it|what is it|describe it|card|show it)$/i,
    { it: 'about it', who: 'who is that person' },
  ],
];

/** The question that a word or two is, in a conversation about something: "channel?", "who else". Null for anything longer. */
export function shortQuestion(text: string, context: Context | null): string | null {
  const [first] = context?.subjects ?? [];
  if (!first) return null;
  const bare = withoutTie(text);
  const found = SHORT.find(([shape]) => shape.test(bare))?.[1];
  return found ? (first.startsWith('user:') && found.who) || found.it : null;
}

/**
 * The whole question that a short one stands for in its conversation, or null when it stands for itself: "the second one" picks what
 * was offered, "what about ledger" asks the last question again about something else.
 */
export function wholeQuestion(text: string, context: Context | null): string | null {
  if (!context) return null;
  const ordinal = CHOICE.exec(text)?.[1]?.toLowerCase();
  if (ordinal !== undefined) return context.offered.at(ORDINALS[ordinal] ?? 0) ?? null;
  // A team that is offered beside things is another question than theirs.
  const things = context.offered.filter((question) => !/\bgroup:/.test(question));
  const offered = things.length > 1 ? things : context.offered;
  // "The other one" is clear only of two.
  if (OTHER.test(text) && offered.length === 2)
    return offered.find((question) => question !== context.asked) ?? null;
  // Asked one after the other, as if they had been typed.
  if (ALL.test(text) && offered.length > 1 && offered.length <= 5) return offered.join('? ');
  const other = SWAP.exec(text)?.[1];
  if (other === undefined) return null;
  return inEnvironment(context, other) ?? again(context, other);
}

/** "What about staging" after "what version of ledger is in prod": the same about another environment; null for anything else. */
function inEnvironment({ asked, named }: Context, other: string): string | null {
  const said = other.replace(/^(?:in|on|for|to)\s+/i, '').replace(/[?!.]+$/, '');
  if (!isEnvironmentWord(said)) return null;
  const words = asked.split(' ');
  const ofName = new Set(named?.split(' '));
  const at = words.findLastIndex((word) => isEnvironmentWord(word) && !ofName.has(word));
  if (at >= 0) return words.with(at, said).join(' ');
  return /\b(?:versions?|running|runs|deployed|live)\b/i.test(asked) ? `${asked} in ${said}` : null;
}

/** The last question about something else. */
export function again({ asked, named }: Context, other: string): string | null {
  if (named === null || !asked.includes(named)) return null;
  const at = asked.lastIndexOf(named);
  return `${asked.slice(0, at)}${other}${asked.slice(at + named.length)}`;
}

/** The same question without a word that only ties it to what was said before. */
export function withoutTie(text: string): string {
  return text.replace(/^(?:and|but|also|then|(?:ok|so)(?!\s+to\b)|or)[\s,]+/i, '');
}
