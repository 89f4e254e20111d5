import type { Db } from '#dialect';
import { enumerate, labelOf } from '../catalog/labels.ts';
import type { CatalogIndex, CatalogView } from '../catalog/search.ts';
import { NO_STANDARDS } from '../scorecards/standards.ts';
import type { Answer, Card } from './answer.ts';
import { type Briefed, briefOf, type OnCallNow } from './brief.ts';
import { briefOfPlace } from './brief-place.ts';
import { libraryFor, NO_DOCS } from './docs/library.ts';
import { gatherFacts, statedFacts } from './facts.ts';
import { answerFound } from './found.ts';
import type { Room } from './intention.ts';
import { link } from './link.ts';
import { onCallIn } from './on-call/look.ts';
import { answerPlace } from './place.ts';
import { type MessageReading, type Pointed, readMessage } from './pointed.ts';
import { choose, reply } from './reply.ts';
import { NO_SCAFFOLDING } from './scaffolding/scaffolding.ts';
import { type Context, saveThread } from './thread.ts';

/** Whose the things are that a message points to. What is certain is what `thread` is about from then on: "and who is on call?". */
export type Whose = (text: string, thread: string | null) => Promise<Answer>;

export type WhoseOptions = { db: Db; index: CatalogIndex; now: () => Date };

export function createWhose({ db, index, now }: WhoseOptions): Whose {
  return async (text, thread) => {
    const room = readingRoom(db, await index.current(), now());
    const reading = await readMessage(room, text);
    const [first, ...others] = reading.pointed;
    if (!first) return nothingCertain(room, reading);
    const answer = await (others.length === 0
      ? answerOne(room, first)
      : answerSeveral(room, reading.pointed));
    if (thread && answer.kind === 'answer')
      await saveThread(db, thread, contextOf(answer), room.now);
    return answer;
  };
}

function contextOf({ subjects, refs }: Answer): Context {
  const [named = null] = subjects;
  return {
    asked: `who owns ${named ?? 'it'}`,
    named,
    subjects: [...subjects],
    refs: [...refs],
    offered: subjects.map((ref) => `what is ${ref}`),
    intent: 'own.lookup',
    isOpen: false,
  };
}

/** A room in which nobody talks: for reading what somebody wrote to somebody else. */
export function readingRoom(db: Db, view: CatalogView, at: Date): Room {
  const talk = { asker: null, subjects: [], refs: [] };
  return {
    db,
    view,
    now: at,
    zone: 'UTC',
    talk,
    admins: [],
    // What others wrote was asked by nobody, and stays out of the log of unknown names.
    miss: async () => {},
    facts: (ref) => gatherFacts(db, view, ref),
    stated: (name, refs) => statedFacts(db, name, refs),
    readPast: async () => ({ kind: 'unread', reason: null }),
    scaffolding: NO_SCAFFOLDING,
    standards: NO_STANDARDS,
    docs: libraryFor(NO_DOCS, { asker: null, from: undefined }),
    link: (part, want) => link(view, part, { want, talk }),
  };
}

/** Whose the one thing is, and who of them is awake: a message that somebody points at is often an alert. */
async function answerOne(room: Room, pointed: Pointed): Promise<Answer> {
  const { ref, said } = pointed;
  const thing = { what: 'message', things: [], isSure: true };
  const answer =
    pointed.kind === 'place'
      ? await answerPlace(room, pointed.place, 'own.path')
      : await answerFound(room, thing, { kind: 'entity', ref: pointed.ref, said });
  const onCall = ref && answer.kind === 'answer' ? await onCallIn(room)(ref) : null;
  const asked = {
    ...answer,
    intent: pointed.kind === 'place' ? answer.intent : 'own.lookup',
  } as const;
  if (!onCall) return asked;
  const { view } = answer;
  return {
    ...asked,
    text: `${answer.text} On call: ${onCall.who}.`,
    facts: [...answer.facts, onCall.fact],
    view: view.kind === 'card' ? { ...view, cards: view.cards.map(withOnCall(onCall.who)) } : view,
  };
}

/** After the owner, before what can wait. */
function withOnCall(who: string): (card: Card) => Card {
  return (card) =>
    card.fields.some(({ name }) => name === 'On call')
      ? card
      : {
          ...card,
          fields: [
            ...card.fields.slice(0, 1),
            { name: 'On call', text: who },
            ...card.fields.slice(1),
          ],
        };
}

async function answerSeveral(room: Room, pointed: readonly Pointed[]): Promise<Answer> {
  const onCallNow = onCallIn(room);
  const briefed: Briefed[] = [];
  for (const one of pointed) {
    const made =
      one.kind === 'place'
        ? await briefOfPlace(room, one.place, onCallNow)
        : await briefOfRef(room, one.ref, onCallNow);
    if (made) briefed.push(made);
  }
  const subjects = pointed.flatMap(({ ref }) => ref ?? []);
  const owners = subjects.flatMap((ref) => room.view.out(ref, 'ownedBy').slice(0, 1));
  const note = `This message points to ${enumerate(briefed.map(({ brief }) => brief.title))}.`;
  return reply({
    kind: 'answer',
    intent: 'own.lookup',
    subjects: [...new Set(subjects)],
    refs: [...new Set(owners)].filter((ref) => room.view.get(ref)),
    text: [note, ...briefed.map(({ sentence }) => sentence)].join(' '),
    view: { kind: 'briefs', briefs: briefed.map(({ brief }) => brief), note },
    facts: briefed.flatMap(({ facts }) => facts),
  });
}

export async function briefOfRef(
  room: Room,
  ref: string,
  onCallNow: OnCallNow,
): Promise<Briefed | null> {
  const facts = await room.facts(ref);
  return facts && briefOf(room, facts, onCallNow);
}

/** Nothing is certain: what it may mean becomes buttons, and else what was read is said, so that nobody thinks it was overlooked. */
function nothingCertain(room: Room, { guesses, strange }: MessageReading): Answer {
  if (guesses.length > 0) {
    const names = guesses.map((ref) => labelOf(room.view, ref));
    const note = `Nothing in this message is certain to be in the catalog. By its words it may be about ${enumerate(names).replace(/ and ([^,]*)$/, ' or $1')}.`;
    return choose(room.view, {
      intent: 'own.lookup',
      said: names.join(', '),
      options: guesses,
      question: (ref) => `who owns ${ref}`,
      note,
    });
  }
  const read = enumerate(strange.map((said) => `"${short(said)}"`));
  return reply({
    kind: 'unknown',
    intent: 'own.lookup',
    text: read
      ? `I read ${read} in this message, and the catalog knows ${strange.length === 1 ? 'it' : 'none of them'}.`
      : 'I found no link, stack frame, alert label, file path or name of a service in this message.',
  });
}

function short(said: string): string {
  return said.length > 80 ? `${said.slice(0, 79)}…` : said;
}
