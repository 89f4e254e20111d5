import { answerUnlisted } from './found.ts';
import {
  type Case,
  createReader,
  namingSlot,
  QUESTION_WORD,
  type Reading,
  type Room,
} from './intention.ts';
import { INTENTIONS } from './intentions.ts';
import { answerUnread } from './intents/docs-howto.ts';
import { answerHelp, HELP } from './intents/help.ts';
import { answerIncident } from './intents/incident-card.ts';
import { answerCard } from './intents/service-card.ts';
import { type Linked, link } from './link.ts';
import { readLoosely } from './loose/read.ts';
import { asChoice, asUnknown, type Outcome, offerCards, settled } from './outcome.ts';
import { removedNamed, tellRemovals } from './removed.ts';
import { levelReaders } from './standards/level-words.ts';

/** What the patterns of all intentions read in a text, the best first. */
export const read = createReader(INTENTIONS);

/** The same where scorecards have levels of other names. */
const readerFor = levelReaders(INTENTIONS);

/** By the patterns; where they do not answer, by single words that leave nothing unexplained. */
export async function answerText(text: string, room: Room): Promise<Outcome> {
  const outcome = await answerPatterns(text, room);
  if (isSettled(outcome)) return outcome;
  const question = readLoosely(text, room.view, {
    isTalking: room.talk.subjects.length > 0,
    isUnread: outcome.isUnread ?? false,
  });
  const second =
    question === null || question === text ? null : await answerPatterns(question, room);
  if (second?.answer.kind === 'answer') return second;
  const written = mayBeWritten(outcome) ? await answerUnread(text, room) : null;
  if (written) return settled(written, text);
  // What was not understood at all is at least told about what it asks.
  return second && outcome.isUnread && second.answer.kind !== 'silent' ? second : outcome;
}

const ANSWERED: ReadonlySet<string> = new Set(['answer', 'confirm', 'declined', 'silent']);

/** What is tried with words of any kind, and so says little about what was asked. */
const GUESSED: ReadonlySet<string> = new Set(['service.card', 'catalog.query']);

/** It is answered, or it is known why it cannot be: what is not connected is not asked again in other words. */
function isSettled({ answer, missed, isPartial }: Outcome): boolean {
  if (ANSWERED.has(answer.kind)) return !isPartial;
  return answer.kind === 'unknown' && missed === null && !GUESSED.has(answer.intent);
}

/** Nobody was asked for and nothing was ordered: it may be what docs tell of. */
function mayBeWritten({ answer, isUnread }: Outcome): boolean {
  return isUnread === true || GUESSED.has(answer.intent) || answer.intent === 'oos';
}

async function answerPatterns(text: string, room: Room): Promise<Outcome> {
  const exact = await answerName(text, room);
  if (exact) return exact;
  const incident = await answerIncident(text, room);
  if (incident) return settled(incident, text);
  const readings = readerFor(await room.standards.scorecards())(text, room);
  let failure: Outcome | null = null;
  let weak: Outcome | null = null;
  let loose: Outcome | null = null;
  for (const reading of readings) {
    const outcome = await answerReading(text, reading, room);
    if (!outcome) continue;
    if (outcome.isFinal) return outcome;
    // Of a name that nothing has, a question asked first: it is not told to do anything.
    if (failure?.missed && outcome.answer.kind === 'declined' && isOrder(text, outcome)) continue;
    if (outcome.isWeak) weak ??= outcome;
    else if (outcome.isLoose) loose ??= outcome;
    else if (outcome.missed === null && !outcome.isOther) {
      if (!weak || outcome.answer.kind === 'answer') return outcome;
    }
    if (!failure || (outcome.isOther && !failure.isOther)) failure = outcome;
  }
  return weak ?? loose ?? failure ?? { ...(await answerRest(text, room)), isUnread: true };
}

/** Read as an order about nothing that is known. */
function isOrder(text: string, { answer }: Outcome): boolean {
  if (/^(?:can|could|may|should|are|am)\s+(?:i|we)\b/i.test(text)) return true;
  return answer.intent !== 'unsafe' && answer.intent !== 'oos' && answer.subjects.length === 0;
}

/** A text that is nothing but the exact name of something asks for its card, whatever else the words could mean. */
async function answerName(text: string, room: Room): Promise<Outcome | null> {
  const isExact = room.view
    .find(text, { except: ['location'], depth: 'exact', limit: 1 })
    .some(({ match }) => match === 'exact');
  if (!isExact) return null;
  const linked = room.link(text, 'any');
  if (linked.kind === 'unclear') return asChoice(text, text, linked, 'service.card', room);
  if (linked.kind !== 'linked') return null;
  const answer = await answerCard(caseOf(text, {}, linked, room));
  return answer && { answer, asked: text, named: text, missed: null };
}

async function answerReading(text: string, reading: Reading, room: Room): Promise<Outcome | null> {
  const { intention, slots, period, when } = reading;
  const slot = namingSlot(slots);
  const talk = { ...room.talk };
  const linked: Linked = slot
    ? link(room.view, slot.said, { want: slot.want, talk, takesRest: intention.takesRest ?? false })
    : intention.bare === 'talk'
      ? link(room.view, 'it', { want: bareWant(intention.patterns), talk })
      : { kind: 'linked', mentions: [], rest: '', strange: [] };
  const named = slot?.said ?? null;
  if (intention.isNameOptional) {
    const known = linked.kind === 'linked' ? linked : NOTHING_NAMED;
    const answer = await intention.answer({ ...caseOf(text, slots, known, room), period, when });
    const isWeak = linked.kind !== 'linked';
    return answer && { answer, asked: text, named, missed: null, isWeak };
  }
  if (linked.kind === 'unclear')
    return asChoice(text, slot?.said ?? text, linked, intention.intent, room);
  if (linked.kind === 'linked') {
    const answer = await intention.answer({ ...caseOf(text, slots, linked, room), period, when });
    const missed = linked.strange[0] ?? null;
    if (answer && missed) await room.miss(missed);
    return answer && { answer, asked: text, named, missed: null, isPartial: missed !== null };
  }
  const removed = linked.kind === 'unknown' ? await removedNamed(linked.said, room) : [];
  const [only, ...others] = removed;
  if (only && others.length === 0 && intention.takesRemoved) {
    const mention = { ref: only, said: linked.said, isGuess: false, twins: [] };
    const gone = { mentions: [mention], rest: '', strange: [], kind: 'linked' as const };
    const answer = await intention.answer({ ...caseOf(text, slots, gone, room), period, when });
    return answer && { answer, asked: text, named, missed: null };
  }
  if (only) {
    const answer = await tellRemovals(removed, { kind: 'unknown', intent: intention.intent }, room);
    return { answer, asked: text, named, missed: linked.said };
  }
  // What is found outside the catalog is known as it is now, and has no past.
  if (linked.kind === 'unknown' && OF_OWNERS.has(intention.intent) && !intention.takesRemoved) {
    const answer = await answerUnlisted(room, linked.said);
    if (answer) return { answer, asked: text, named, missed: null };
  }
  return asUnknown(text, linked, intention.intent, room, named);
}

/** Questions that what the catalog has no entity of can answer too. */
const OF_OWNERS: ReadonlySet<string> = new Set(['own.lookup', 'contact.route']);

const NOTHING_NAMED = { kind: 'linked', mentions: [], rest: '', strange: [] } as const;

function caseOf(
  text: string,
  slots: Record<string, string>,
  { mentions, rest, strange }: Extract<Linked, { kind: 'linked' }>,
  room: Room,
): Case {
  return { text, slots, mentions, rest, strange, room };
}

/** What a question without a name is about: a team where its patterns ask for teams. */
function bareWant(patterns: readonly string[]): 'thing' | 'team' | 'owner' | 'any' {
  for (const want of ['thing', 'team', 'owner'] as const)
    if (patterns.some((pattern) => pattern.includes(`{${want}}`))) return want;
  return 'any';
}

/** No pattern reads it: the names in it, if any, become a card or a choice; else it was not understood. */
async function answerRest(text: string, room: Room): Promise<Outcome> {
  // An alert or a type alone, as it is copied from elsewhere.
  const unlisted = /\s/.test(text) ? null : await answerUnlisted(room, text);
  if (unlisted) return settled(unlisted, text);
  const linked = link(room.view, text, {
    want: 'any',
    talk: { ...room.talk, subjects: [], refs: [] },
  });
  const words = text.split(/\s+/).length;
  if (linked.kind === 'linked' && linked.mentions.length > 0) {
    const isBare = linked.rest === '' && !QUESTION_WORD.test(text);
    const answer = isBare ? await answerCard(caseOf(text, {}, linked, room)) : null;
    if (answer) return { answer, asked: text, named: text, missed: null };
    const options = linked.mentions.map(({ ref }) => ref);
    return { ...offerCards(options, room), asked: text, named: null, missed: text };
  }
  if (linked.kind === 'unclear' && words <= 4)
    return { ...asChoice(text, text, linked, 'service.card', room), missed: text };
  if (linked.kind === 'unclear')
    return { ...offerCards(linked.options, room), asked: text, named: null, missed: text };
  if (linked.kind === 'unknown' && words <= 3 && (linked.near.length > 0 || words === 1))
    return asUnknown(text, linked, 'service.card', room, text);
  const help = answerHelp(room);
  const answer = {
    ...help,
    kind: 'unknown' as const,
    intent: 'oos' as const,
    text: `I did not understand that. ${help.text}`,
    view: { ...help.view, note: `I did not understand that. ${HELP}` },
  };
  return { answer, asked: text, named: null, missed: text };
}
