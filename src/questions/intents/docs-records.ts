import type { PageKind } from '../../docs/page.ts';
import type { DocHit } from '../../docs/search/search.ts';
import { sectionsOf } from '../../docs/store.ts';
import type { Answer } from '../answer.ts';
import { seek } from '../docs/seek.ts';
import { subjectsOf } from '../docs/subjects.ts';
import { tellDocs } from '../docs/tell.ts';
import type { Case, Intention, Room } from '../intention.ts';

const RECORD =
  '(adr|adrs|rfc|rfcs|decision record|decision records|architecture decision|architecture decisions|design doc|design docs|decision|decisions)';

/** What was decided, and why. */
export const docsRecord: Intention = {
  intent: 'docs.find',
  examples: ['adr about why we chose kafka', 'why did we choose postgres over mysql'],
  patterns: [
    `[any|an|a|the|is there an|is there a|is there any|do we have an|do we have a|find|which|what|show|show me] ${RECORD} (about|for|on|why|that|which|explaining|regarding|of|to) {rest}`,
    `{rest} (adr|adrs|rfc|rfcs|decision record|architecture decision|design doc)`,
    'adr {rest}',
    'why (did|do|have) (we|you|they) (choose|chose|chosen|pick|picked|decide|decided|go with|go for|switch to|move to|settle on|opt for|adopt) {rest}',
    'why (was|were|is|are) {rest} (chosen|picked|selected|adopted|decided)',
    '[the|a|any|show|find] (postmortem|postmortems|post mortem|retro|incident review|pir|rca) (of|for|about|on|from) {rest}',
    '{rest} (postmortem|post mortem|incident review)',
    '(when|who) (did|has) [we|they|anyone] (decide|decided|choose|chose|chosen) {rest}',
    '(when|why) was it decided to {rest}',
    '(what|which) (was|is|has been) (decided|the decision) (about|on|for|regarding) {rest}',
  ],
  bare: 'nothing',
  isNameOptional: true,
  answer: answerRecord,
};

const ADRS: readonly PageKind[] = ['adr'];

/** Decisions are recorded once and read everywhere: what a record is about need not be its own docs. */
async function answerRecord({ text, room }: Case): Promise<Answer | null> {
  const subjects = subjectsOf(room.view, text);
  const anywhere = { ...subjects, things: [], refs: [] };
  const found = await seek(room, { text, subjects: anywhere, kinds: ADRS });
  if (found.verdict.kind === 'says') {
    const hit = await decisionOf(room, found.verdict.hit);
    const decided = { ...found, verdict: { ...found.verdict, hit } };
    return tellDocs(room, { intent: 'docs.find', text, subjects: anywhere, found: decided });
  }
  if (found.verdict.kind === 'several')
    return tellDocs(room, { intent: 'docs.find', text, subjects: anywhere, found });
  const elsewhere = await seek(room, { text, subjects });
  const isRecord = /\b(?:adrs?|rfcs?|records?|design docs?)\b/i.test(text);
  // Who asks for a record is not told what another page happens to say.
  const best =
    isRecord && elsewhere.verdict.kind === 'says'
      ? { ...elsewhere, verdict: { kind: 'near' as const, hits: [elsewhere.verdict.hit] } }
      : elsewhere;
  return tellDocs(room, { intent: 'docs.find', text, subjects, found: best });
}

/** The part of a record that says what was decided. */
async function decisionOf(room: Room, hit: DocHit): Promise<DocHit> {
  const sections = await sectionsOf(room.db, hit.page.id);
  const section = sections.find(({ path }) =>
    /^(?:decision|outcome|conclusion)/i.test(path.at(-1) ?? ''),
  );
  return section ? { ...hit, section } : hit;
}
