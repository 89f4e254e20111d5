import type { Db } from '#dialect';
import type { CatalogIndex } from '../catalog/search.ts';
import type { Answer, Ask, Question } from './answer.ts';
import { gatherFacts } from './facts.ts';
import { wholeQuestion, withoutTie } from './followup.ts';
import {
  type Case,
  createReader,
  namingSlot,
  QUESTION_WORD,
  type Reading,
  type Room,
} from './intention.ts';
import { INTENTIONS } from './intentions.ts';
import { answerHelp } from './intents/help.ts';
import { answerCard } from './intents/service-card.ts';
import { isWordless } from './intents/smalltalk.ts';
import { labelOf } from './labels.ts';
import { type Linked, link } from './link.ts';
import { countMiss } from './misses.ts';
import { normalizeQuestion } from './normalize.ts';
import { choose, formerOwner, reply, unknownName } from './reply.ts';
import { createSpeller } from './spelling.ts';
import { type Context, readThread, saveThread } from './thread.ts';

export type AskOptions = { db: Db; index: CatalogIndex; now: () => Date };

/** What became of reading a text: an answer, with the part of the question that named something. */
type Outcome = {
  answer: Answer;
  asked: string;
  named: string | null;
  /** What was not found or not understood. */
  missed: string | null;
  /** It names something that such a question is not about: another reading may fit better. */
  isOther?: boolean;
  /** It goes without the name that was said, because that is not known: a full answer fits better. */
  isWeak?: boolean;
};

const read = createReader(INTENTIONS);
const respell = createSpeller(INTENTIONS);

/**
 * Answers questions in plain words from the catalog: normalise, read with the patterns, link names, gather facts, answer.
 * No language model, no guess: what is unclear comes back as a choice, what is unknown as unknown.
 */
export function createAsk({ db, index, now }: AskOptions): Ask {
  return async function ask({ text, asker, thread }: Question): Promise<Answer> {
    const at = now();
    const view = await index.current();
    const context = thread ? await readThread(db, thread, at) : null;
    const room: Room = {
      db,
      view,
      now: at,
      talk: { asker, subjects: context?.subjects ?? [], refs: context?.refs ?? [] },
      facts: (ref) => gatherFacts(db, view, ref),
      link: (part, want) => link(view, part, { want, talk: room.talk }),
    };
    const outcome = await understand(text, room, context);
    const { answer, missed } = outcome;
    if (missed) await countMiss(db, missed, at);
    if (thread && answer.kind !== 'silent')
      await saveThread(db, thread, contextAfter(outcome, context), at);
    return answer;
  };
}

async function understand(text: string, room: Room, context: Context | null): Promise<Outcome> {
  const plain = normalizeQuestion(text);
  if (isWordless(text.trim()) || isWordless(plain)) return silent(plain);
  if (plain === '' || plain === '?') return settled(answerHelp(room), plain);
  const chosen = openChoice(plain, room, context) ?? wholeQuestion(plain, context);
  // "and what depends on it?" is a question of its own; "and ledger?" is the last one again.
  const untied = withoutTie(plain);
  const whole = chosen && !isQuestion(untied, plain) ? chosen : untied;
  const outcome = await answerText(whole, room);
  if (outcome.missed === null) return outcome;
  const respelled = respell(whole, room.view);
  if (respelled === null) return outcome;
  const second = await answerText(respelled, room);
  return second.answer.kind === 'unknown' || second.answer.kind === 'silent' ? outcome : second;
}

/** Whether what is left after "and" reads as a question by itself. */
function isQuestion(untied: string, plain: string): boolean {
  return untied !== plain && read(untied).some(({ weight }) => weight > 3);
}

/** A name typed where buttons were offered picks one of them. */
function openChoice(plain: string, room: Room, context: Context | null): string | null {
  if (!context?.isOpen) return null;
  const named = room.link(plain, 'any');
  if (named.kind !== 'linked' || named.rest || named.mentions.length !== 1) return null;
  return (
    context.offered.find((question) => question.includes(named.mentions[0]?.ref ?? '')) ?? null
  );
}

async function answerText(text: string, room: Room): Promise<Outcome> {
  const exact = await answerName(text, room);
  if (exact) return exact;
  const readings = read(text);
  let failure: Outcome | null = null;
  let weak: Outcome | null = null;
  for (const reading of readings) {
    const outcome = await answerReading(text, reading, room);
    if (!outcome) continue;
    if (outcome.isWeak) weak ??= outcome;
    else if (outcome.missed === null && !outcome.isOther) {
      if (!weak || outcome.answer.kind === 'answer') return outcome;
    }
    if (!failure || (outcome.isOther && !failure.isOther)) failure = outcome;
  }
  return weak ?? failure ?? (await answerRest(text, room));
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
  const { intention, slots } = reading;
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
    const answer = await intention.answer(caseOf(text, slots, known, room));
    const isWeak = linked.kind !== 'linked';
    return answer && { answer, asked: text, named, missed: null, isWeak };
  }
  if (linked.kind === 'unclear')
    return asChoice(text, slot?.said ?? text, linked, intention.intent, room);
  if (linked.kind === 'linked') {
    const answer = await intention.answer(caseOf(text, slots, linked, room));
    const missed = linked.strange[0] ?? null;
    if (answer && missed) await countMiss(room.db, missed, room.now);
    return answer && { answer, asked: text, named, missed: null };
  }
  return asUnknown(text, linked, intention.intent, room, named);
}

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

function asChoice(
  text: string,
  said: string,
  { options, said: heard }: Extract<Linked, { kind: 'unclear' }>,
  intent: Answer['intent'],
  room: Room,
): Outcome {
  const part = text.includes(heard) ? heard : said;
  const question = (ref: string) => text.replace(part, () => ref);
  const answer = choose(room.view, { intent, said: heard, options, question });
  return { answer, asked: text, named: part, missed: null };
}

function asUnknown(
  text: string,
  linked: Exclude<Linked, { kind: 'linked' | 'unclear' }>,
  intent: Answer['intent'],
  room: Room,
  named: string | null,
): Outcome {
  const { view } = room;
  const { said } = linked;
  const question = (ref: string) => text.replace(said, () => ref);
  if (linked.kind === 'other')
    return { ...asOther(linked.ref, intent, room), asked: text, named, isOther: true };
  if (linked.kind === 'dangling') {
    const isSelf = /\b(i|me|my|mine|we|us|our|ours)\b/i.test(said);
    const sentence = isSelf
      ? 'I do not know who you are in the catalog, or which team you are in.'
      : `I do not know what "${said}" refers to. Name the service, team or person.`;
    return {
      answer: reply({ kind: 'unknown', intent, text: sentence }),
      asked: text,
      named,
      missed: text,
    };
  }
  const gone = formerOwner(view, said, intent);
  if (gone) return { answer: gone, asked: text, named, missed: said };
  const answer = unknownName(view, { intent, said, near: linked.near, question });
  return { answer, asked: text, named, missed: said };
}

/** It is something else than the question is about: a team where a service was asked for, or the other way round. */
function asOther(
  ref: string,
  intent: Answer['intent'],
  room: Room,
): Pick<Outcome, 'answer' | 'missed'> {
  const { view } = room;
  const name = labelOf(view, ref);
  const kind = view.get(ref)?.kind;
  const owner = view.out(ref, 'ownedBy')[0];
  const options =
    kind === 'group'
      ? [
          { ref, label: `What ${name} owns`, detail: null, question: `what does ${ref} own` },
          { ref, label: `Who is in ${name}`, detail: null, question: `who is in ${ref}` },
        ]
      : [
          { ref, label: name, detail: null, question: `what is ${ref}` },
          ...(owner && view.get(owner)
            ? [
                {
                  ref: owner,
                  label: labelOf(view, owner),
                  detail: `owns ${name}`,
                  question: `who is in ${owner}`,
                },
              ]
            : []),
        ];
  const sort =
    kind === 'group' ? 'a team' : kind === 'user' ? 'a person' : 'neither a team nor a person';
  const answer = reply({
    kind: 'choose',
    intent,
    text: `${name} is ${sort}. Do you want to know ${options.map(({ label }) => `"${label}"`).join(' or ')}?`,
    candidates: [...new Set(options.map((option) => option.ref))],
    view: { kind: 'choice', options },
  });
  return { answer, missed: null };
}

/** No pattern reads it: the names in it, if any, become a card or a choice; else it was not understood. */
async function answerRest(text: string, room: Room): Promise<Outcome> {
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
  if (linked.kind === 'unknown' && words <= 3 && linked.near.length > 0)
    return asUnknown(text, linked, 'service.card', room, text);
  const help = answerHelp(room);
  const answer = {
    ...help,
    kind: 'unknown' as const,
    intent: 'oos' as const,
    text: `I did not understand that. ${help.text}`,
  };
  return { answer, asked: text, named: null, missed: text };
}

function offerCards(options: readonly string[], room: Room): Pick<Outcome, 'answer'> {
  const names = options.map((ref) => labelOf(room.view, ref));
  const choice = choose(room.view, {
    intent: 'service.card',
    said: names.join(', '),
    options,
    question: (ref) => `what is ${ref}`,
  });
  return {
    answer: {
      ...choice,
      text: `I did not understand the question, but I know ${names.join(', ')}.`,
    },
  };
}

function silent(text: string): Outcome {
  return settled(reply({ kind: 'silent', intent: 'smalltalk', text: '' }), text);
}

function settled(answer: Answer, asked: string): Outcome {
  return { answer, asked, named: null, missed: null };
}

/** What the conversation is about after an answer. An answer about nothing in particular leaves it as it was. */
function contextAfter({ answer, asked, named }: Outcome, before: Context | null): Context {
  const offered =
    answer.view.kind === 'choice'
      ? answer.view.options.map(({ question }) => question)
      : answer.view.kind === 'list'
        ? answer.view.items.map(({ ref }) => `what is ${ref}`)
        : [];
  const isAbout = answer.subjects.length > 0 || offered.length > 0 || before === null;
  if (!isAbout) return before;
  return {
    asked,
    named,
    subjects: [...answer.subjects],
    refs: [...answer.refs].slice(0, 50),
    offered: offered.slice(0, 50),
    isOpen: answer.kind === 'choose',
  };
}
