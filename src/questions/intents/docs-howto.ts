import type { Answer, Intent } from '../answer.ts';
import { asksAmount } from '../docs/amount.ts';
import { type Found, seek } from '../docs/seek.ts';
import { type Subjects, subjectsOf } from '../docs/subjects.ts';
import { tellDocs } from '../docs/tell.ts';
import { contentOf } from '../docs/words.ts';
import type { Case, Intention, Room } from '../intention.ts';

const DEEDS =
  '(rotate|get access|get|add|use|run|set up|setup|configure|install|call|test|debug|build|connect|authenticate|enable|disable|migrate|upgrade|request|create|handle|generate|send|write|read|access|change|update|renew|onboard|reset|export|import|start|stop|make|do|integrate|query|log in|login|subscribe|publish|refund|register|monitor|rename|scale|backfill|replay|trigger|verify|check|open|encrypt|release|unlock|apply|cancel|capture|close|find|fix|join|merge|revoke|sign|submit|validate|retry|review|document|version|paginate|rebuild|reconcile|reprocess|restore|tokenize|simulate|mock|seed|bump|pin|declare|define|emit|consume|produce|expose|grant|ask for|order|book|report|raise|file|escalate an)';

/** What to do, and what is so, in the words of the docs. */
export const docsHowto: Intention = {
  intent: 'docs.howto',
  examples: [
    'how do i rotate the token-vault keys',
    'how do i get access to ledger',
    'how to backfill the ledger',
    'what do the docs say about retries',
    'explain double entry like im five',
  ],
  patterns: [
    `how (do|can|should|would|could|must) [i|we|you|one|people|somebody|someone] ${DEEDS} {rest}`,
    `how (do|can|should|would|could|must) [i|we|you|one] {rest}`,
    'how to {rest}',
    'how (does|do|did|is|are) {rest} (work|works|happen|calculated|computed|stored|handled|done|signed|encrypted|processed|defined|retried|billed|rounded|versioned|tested|deployed|structured|organised|organized)',
    'why (did|do|does) (we|you|they|one) (use|need|keep|have|store|split|run|require) {rest}',
    '(explain|what is the meaning of|what does|what do) {rest} (mean|like im five|like i am five)',
    '(explain|describe) {rest} (to me|to us|for me) {manner}',
    '(explain|describe) {rest}',
    '(what|which) (headers|header|parameters|parameter|limits|limit|rate limit|rate limits|timeout|timeouts|port|format|retention|permissions|role|roles|steps|settings|environment variables) {rest}',
    '(what|where) (do|does) [the|our|its|their] (docs|documentation|guide|guides|handbook|wiki|readme|runbook|policy) say [about|on] {rest}',
    '[the] (docs|documentation|handbook|wiki) (about|on|say about|say on) {rest}',
    '(what is|what are|whats) (the|our) (policy|process|procedure|rule|rules|convention|conventions|guideline|guidelines|standard|standards|steps|way) (for|on|about|to|of|when|if) {rest}',
    '(do we have|is there|are there) [a|an|any] (guide|guides|page|pages|docs|documentation|how to|howto|tutorial|policy|procedure) (for|on|about|to|how|that) {rest}',
    '(what is|what are|whats) [the|our] {rest} (policy|process|procedure|rule|rules|convention|conventions|guideline|guidelines|standard)',
  ],
  bare: 'nothing',
  isNameOptional: true,
  answer: (question) => answerFromDocs(question, 'docs.howto'),
};

/** What the docs say about a question, whatever its form. */
export async function answerFromDocs(
  { text, room }: Pick<Case, 'text' | 'room'>,
  intent: Intent,
): Promise<Answer | null> {
  const subjects = subjectsOf(room.view, text);
  // A name alone asks for what it is.
  if (
    contentOf(
      text,
      subjects.things.map(({ said }) => said),
    ).stems.size === 0
  )
    return null;
  const found = await seekMeaning(room, { text, subjects });
  return tellDocs(room, { intent, text, subjects, found });
}

/** What a word means is said where it is defined, and only else where it is used. */
async function seekMeaning(
  room: Room,
  sought: { text: string; subjects: Subjects },
): Promise<Found> {
  const { needed } = contentOf(sought.text);
  if (needed.length === 1 && sought.subjects.things.length === 0 && DEFINES.test(sought.text)) {
    const found = await seek(room, { ...sought, isDefinition: true });
    if (found.verdict.kind === 'says') return found;
  }
  return seek(room, sought);
}

/** Asks for something, in whatever words. */
const ASKS =
  /^(?:how|what|why|when|where|which|from which|can|could|may|must|should|do|does|is|are|was wird|wie|was|wo|wann|warum|explain|describe|erkl)\b|^who (?:approves|approve|may|can|must|is allowed|has to|decides)\b/i;
/** Asks for people: whose something is, the catalog says. */
const PEOPLE =
  /(?:^|[\s,?!.])(?:who|whose|whom)\b(?! (?:approves|approve|may|can|must|is allowed|has to|decides)\b)/i;
/** Asks what a word means. */
const DEFINES = /^(?:what (?:is|are|does)|define|explain|was (?:ist|sind|heisst|heißt)|erkl)/i;

/** What any question may be, answered only where one section has the words of it. */
export const docsFacts: Intention = {
  intent: 'docs.howto',
  examples: [],
  patterns: [
    '(how|what|why|when|where|which|can|could|may|must|should|do|does|is|are) {rest}',
    '(who approves|who can approve|who may approve|who may|who must approve|who is allowed to|who decides) {rest}',
    'from which {rest}',
  ],
  bare: 'nothing',
  isNameOptional: true,
  answer: ({ text, room }) => answerUnread(text, room),
};

/** A question that nothing else reads, answered only where one section has the words of it; null otherwise. */
export async function answerUnread(text: string, room: Room): Promise<Answer | null> {
  if (PEOPLE.test(text)) return null;
  const subjects = subjectsOf(room.view, text);
  const { needed, isTelling } = contentOf(
    text,
    subjects.things.map(({ said }) => said),
  );
  const isDefinition = needed.length === 1 && subjects.things.length === 0 && DEFINES.test(text);
  // One word is little, but for a question that only an amount answers.
  const isEnough = needed.length + subjects.things.length >= 2 || isDefinition || asksAmount(text);
  if (!(isTelling && isEnough)) return null;
  const found = await seek(room, { text, subjects, isStrict: !ASKS.test(text), isDefinition });
  if (found.verdict.kind !== 'says') return null;
  return tellDocs(room, { intent: 'docs.howto', text, subjects, found });
}
