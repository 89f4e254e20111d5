import type { Db } from '#dialect';
import type { ReadPast } from '../catalog/file-past.ts';
import type { CatalogIndex, CatalogView } from '../catalog/search.ts';
import type { Answer, Ask, Question } from './answer.ts';
import { countAsked } from './asked.ts';
import { knownZone } from './calendar.ts';
import { contextAfter, openChoice } from './conversation.ts';
import { gatherFacts, statedFacts } from './facts.ts';
import { shortQuestion, wholeQuestion, withoutTie } from './followup.ts';
import { answerFound, answerUnlisted } from './found.ts';
import {
  type Case,
  createReader,
  namingSlot,
  QUESTION_WORD,
  type Reading,
  type Room,
} from './intention.ts';
import { INTENTIONS } from './intentions.ts';
import { answerHelp, HELP } from './intents/help.ts';
import { answerIncident } from './intents/incident-card.ts';
import { answerCard } from './intents/service-card.ts';
import { isChatter, isWordless } from './intents/smalltalk.ts';
import { inEnglish } from './languages.ts';
import { type Linked, link } from './link.ts';
import { readLoosely } from './loose/read.ts';
import { answerMessage } from './message.ts';
import { countMiss } from './misses.ts';
import { normalizeQuestion, unSlack } from './normalize.ts';
import { asChoice, asUnknown, type Outcome, offerCards } from './outcome.ts';
import { withPending } from './pending.ts';
import { removedNamed, tellRemovals } from './removed.ts';
import { reply } from './reply.ts';
import { resolvePasted } from './resolve.ts';
import { createSpeller } from './spelling.ts';
import { readPaste } from './things/table.ts';
import { type Context, readThread, saveThread } from './thread.ts';
import { splitPeriod } from './times.ts';
import { homeZone } from './zones.ts';

export type AskOptions = {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
  readPast?: ReadPast;
  /** Refs of the teams and people who run the platform. */
  admins?: readonly string[];
  /** Where days begin for who states no time zone. */
  timezone?: string;
};

/** Where nobody can ask for more, the past begins where the catalog does. */
const noPast: ReadPast = async () => ({ kind: 'unread', reason: null });

const read = createReader(INTENTIONS);
const respell = createSpeller(INTENTIONS);

/**
 * Answers questions in plain words from the catalog: normalise, read with the patterns, link names, gather facts, answer.
 * No language model, no guess: what is unclear comes back as a choice, what is unknown as unknown.
 */
export function createAsk({
  db,
  index,
  now,
  readPast = noPast,
  admins = [],
  timezone = 'UTC',
}: AskOptions): Ask {
  return async function ask({ text, asker, thread, zone, from }: Question): Promise<Answer> {
    const at = now();
    const whole = await index.current();
    const view = text.length > LETTER ? withoutLikeness(whole) : whole;
    const context = thread ? await readThread(db, thread, at) : null;
    const miss = (said: string) =>
      countMiss(db, said, at, {
        view,
        asker: from ?? { person: asker, place: 'api' },
        question: unSlack(text),
      });
    const room: Room = {
      db,
      view,
      now: at,
      zone: isAboutTime(`${context?.asked ?? ''} ${text}`, at)
        ? knownZone((await zone?.()) ?? (asker && (await homeZone(db, view, asker))) ?? timezone)
        : timezone,
      talk: {
        asker,
        subjects: context?.subjects ?? [],
        refs: context?.refs ?? [],
        asked: context?.asked ?? null,
      },
      admins,
      facts: (ref) => gatherFacts(db, view, ref),
      stated: (name, refs) => statedFacts(db, name, refs),
      readPast,
      link: (part, want) => link(view, part, { want, talk: room.talk }),
      miss,
    };
    const outcome = await understand(text, room, context);
    const { answer, missed } = outcome;
    if (missed && !isAboutPeople(answer)) await miss(missed);
    if (from && from.place !== 'terminal') await countAsked(room, answer, asker);
    if (thread && answer.kind !== 'silent')
      await saveThread(db, thread, contextAfter(outcome, context), at);
    return withPending(db, view, answer);
  };
}

/** In longer texts names are read as they are written: looking for what is like each part of a letter takes long and finds chance. */
const LETTER = 250;

function withoutLikeness(view: CatalogView): CatalogView {
  return {
    ...view,
    find: (said, options) =>
      view.find(said, { ...options, depth: options?.depth === 'exact' ? 'exact' : 'words' }),
  };
}

/** A name that is asked for as a person's is nobody's to log. */
function isAboutPeople({ intent }: Answer): boolean {
  return intent === 'person.who' || intent === 'oncall.person';
}

/** Few questions need the asker's time zone, which may have to be asked for. */
function isAboutTime(text: string, now: Date): boolean {
  const isAboutPast =
    /\b(?:when|previous|former|before|chang|histor|new|gone|locks?\b|locked|unlock|freeze|frozen|until|till|every\b|weekly|daily|paged|my page|audit|did what|done to)/i.test(
      text,
    );
  const isAboutOnCall =
    /\b(?:on[\s-]?cal|pager|shift|rota|escalat|incident|outage|broke|down|fire|awake|around|cover|talk to|inc-)/i.test(
      text,
    );
  const isAboutWork =
    /\b(?:deploy|ship|releas|merg|roll|commit|pushe?|went|version|runs?\b|running|live|prod|staging|pr\b|pull|since|between|reach|diff|compare)/i.test(
      text,
    );
  return (
    isAboutPast ||
    isAboutOnCall ||
    isAboutWork ||
    splitPeriod(normalizeQuestion(text), { now, zone: 'UTC' }) !== null
  );
}

async function understand(text: string, room: Room, context: Context | null): Promise<Outcome> {
  const pasted = readPaste(unSlack(text));
  if (pasted)
    return settled(await answerFound(room, pasted, await resolvePasted(room, pasted)), '');
  const plain = inEnglish(normalizeQuestion(text));
  if (isWordless(text.trim()) || isWordless(plain)) return silent(plain);
  if (plain === '' || plain === '?') return settled(answerHelp(room), plain);
  const chosen =
    openChoice(plain, room, context) ??
    shortQuestion(plain, context) ??
    wholeQuestion(plain, context);
  // "and what depends on it?" is a question of its own; "and ledger?" is the last one again.
  const untied = withoutTie(plain);
  const whole = chosen && !isQuestion(untied, plain, room) ? chosen : untied;
  const outcome = await answerText(whole, room);
  if (isClear(outcome)) return outcome;
  const message = await answerMessage(whole, room, { read, answer: answerText });
  if (
    message &&
    (message.missed === null || message.answer.kind === 'answer' || outcome.missed !== null)
  )
    return message;
  if (isChatter(whole)) return silent(whole);
  if (outcome.missed === null) return outcome;
  const respelled = respell(whole, room.view);
  if (respelled === null) return outcome;
  const second = await answerText(respelled, room);
  return second.answer.kind === 'unknown' || second.answer.kind === 'silent' ? outcome : second;
}

/** It was understood, with every name in it. */
function isClear({ answer, missed, isPartial }: Outcome): boolean {
  return missed === null && answer.kind !== 'choose' && !isPartial;
}

/** Whether what is left after "and" reads as a question by itself. */
function isQuestion(untied: string, plain: string, room: Room): boolean {
  return untied !== plain && read(untied, room).some(({ weight }) => weight > 3);
}

/** By the patterns; where they do not answer, by single words that leave nothing unexplained. */
async function answerText(text: string, room: Room): Promise<Outcome> {
  const outcome = await answerPatterns(text, room);
  if (isSettled(outcome)) return outcome;
  const question = readLoosely(text, room.view, {
    isTalking: room.talk.subjects.length > 0,
    isUnread: outcome.isUnread ?? false,
  });
  if (question === null || question === text) return outcome;
  const second = await answerPatterns(question, room);
  if (second.answer.kind === 'answer') return second;
  // What was not understood at all is at least told about what it asks.
  return outcome.isUnread && second.answer.kind !== 'silent' ? second : outcome;
}

const ANSWERED: ReadonlySet<string> = new Set(['answer', 'confirm', 'declined', 'silent']);

/** What is tried with words of any kind, and so says little about what was asked. */
const GUESSED: ReadonlySet<string> = new Set(['service.card', 'catalog.query']);

/** It is answered, or it is known why it cannot be: what is not connected is not asked again in other words. */
function isSettled({ answer, missed, isPartial }: Outcome): boolean {
  if (ANSWERED.has(answer.kind)) return !isPartial;
  return answer.kind === 'unknown' && missed === null && !GUESSED.has(answer.intent);
}

async function answerPatterns(text: string, room: Room): Promise<Outcome> {
  const exact = await answerName(text, room);
  if (exact) return exact;
  const incident = await answerIncident(text, room);
  if (incident) return settled(incident, text);
  const readings = read(text, room);
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

function silent(text: string): Outcome {
  return settled(reply({ kind: 'silent', intent: 'smalltalk', text: '' }), text);
}

function settled(answer: Answer, asked: string): Outcome {
  return { answer, asked, named: null, missed: null };
}
