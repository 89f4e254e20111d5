import type { Db } from '#dialect';
import { knownZone } from '../calendar.ts';
import type { ReadPast } from '../catalog/file-past.ts';
import type { CatalogIndex, CatalogView } from '../catalog/search.ts';
import { homeZone } from '../catalog/zones.ts';
import { NO_STANDARDS, type Standards } from '../scorecards/standards.ts';
import type { Answer, Ask, Question } from './answer.ts';
import { answerText, read } from './answer-text.ts';
import { countAsked } from './asked.ts';
import { contextAfter, openChoice } from './conversation.ts';
import { docsFollowUp } from './docs/follow-up.ts';
import { type DocsForChat, libraryFor, NO_DOCS } from './docs/library.ts';
import { gatherFacts, statedFacts } from './facts.ts';
import { shortQuestion, wholeQuestion, withoutTie } from './followup.ts';
import { answerFound } from './found.ts';
import type { Room } from './intention.ts';
import { INTENTIONS } from './intentions.ts';
import { answerHelp } from './intents/help.ts';
import { isChatter, isWordless } from './intents/smalltalk.ts';
import { inEnglish } from './languages.ts';
import { link } from './link.ts';
import { answerMessage } from './message.ts';
import { countMiss } from './misses.ts';
import { normalizeQuestion, unSlack } from './normalize.ts';
import { type Outcome, settled } from './outcome.ts';
import { withPending } from './pending.ts';
import { reply } from './reply.ts';
import { resolvePasted } from './resolve.ts';
import { NO_SCAFFOLDING, type Scaffolding } from './scaffolding/scaffolding.ts';
import { createSpeller } from './spelling.ts';
import { readPaste } from './things/table.ts';
import { type Context, readThread, saveThread } from './thread.ts';
import { splitPeriod } from './times.ts';

export type AskOptions = {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
  readPast?: ReadPast;
  scaffolding?: Scaffolding;
  standards?: Standards;
  docs?: DocsForChat;
  /** Refs of the teams and people who run the platform. */
  admins?: readonly string[];
  /** Where days begin for who states no time zone. */
  timezone?: string;
};

/** Where nobody can ask for more, the past begins where the catalog does. */
const noPast: ReadPast = async () => ({ kind: 'unread', reason: null });

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
  scaffolding = NO_SCAFFOLDING,
  standards = NO_STANDARDS,
  docs = NO_DOCS,
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
      scaffolding,
      standards,
      docs: libraryFor(docs, { asker, from }),
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
  const isAboutStandards =
    /\b(?:due|deadline|tell|told|remind|nudge|snooze|exempt|score|drop|improv|better|worse|initiative|campaign|digest)/i.test(
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
    isAboutStandards ||
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
    docsFollowUp(plain, context, room) ??
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

function silent(text: string): Outcome {
  return settled(reply({ kind: 'silent', intent: 'smalltalk', text: '' }), text);
}
