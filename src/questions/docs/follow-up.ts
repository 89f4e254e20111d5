import type { Room } from '../intention.ts';
import { namesAmong } from '../link.ts';
import type { Context } from '../thread.ts';

const LINK =
  /^(?:(?:do you have|got|have you got|is there|give me|send me|show me|can i have|what is|whats|where is) )?(?:the |a |that |its )?(?:link|url|source|page|doc|document|address|reference|where (?:is|does) (?:that|this|it) (?:from|written|say so)|which page(?: is that| says (?:so|that))?)(?: (?:for|to|of) (?:that|this|it|the page))?(?: please)?$|^(?:where|who) says (?:so|that)$/i;
const MORE =
  /^(?:(?:anything|something|what|tell me|show me|give me|show|any) )?(?:more|else)(?: (?:pages|docs|results|about (?:it|that|this)|on (?:it|that|this)|please|details|info))?$|^(?:next|other pages|other results|more of it|go on|anything else|what else|read on)$/i;
const OTHER =
  /^(?:and |but |ok |so )?(?:what about|how about|same (?:question )?(?:for|with|about)|same thing for|and for|also for|and|likewise for|ditto for|now for|for|in) (.+)$/i;

const OF_DOCS: ReadonlySet<string> = new Set(['docs.howto', 'docs.find', 'runbook']);

/** The whole question that a short one stands for after an answer from docs: "link?", "more", "and for ledger?". Null for any other. */
export function docsFollowUp(
  text: string,
  context: Context | null,
  { view }: Pick<Room, 'view'>,
): string | null {
  if (!context || !OF_DOCS.has(context.intent ?? '')) return null;
  const asked = context.asked.replace(/^(?:more docs about:|which page says:) /i, '');
  if (context.intent !== 'runbook' && LINK.test(text)) return `which page says: ${asked}`;
  if (MORE.test(text)) return `more docs about: ${asked}`;
  const other = OTHER.exec(text)?.[1];
  if (other === undefined) return null;
  const names = namesAmong(view, `for ${other}`);
  const [before] = namesAmong(view, `about ${asked}`);
  if (names.length !== 1) return null;
  const at = before ? asked.lastIndexOf(before.said) : -1;
  return before && at >= 0
    ? `${asked.slice(0, at)}${other}${asked.slice(at + before.said.length)}`
    : `${asked} for ${other}`;
}
