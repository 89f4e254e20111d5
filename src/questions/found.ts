import { enumerate, labelOf } from '../catalog/labels.ts';
import type { Answer, Intent } from './answer.ts';
import type { Room } from './intention.ts';
import { answerOwners } from './intents/own-lookup.ts';
import { answerPlace } from './place.ts';
import { choose, reply } from './reply.ts';
import { placeIn, type Resolution, resolvePasted, slugOf, thingsKnownBy } from './resolve.ts';
import type { Pasted } from './things/thing.ts';

const INTENTS: Record<string, Intent> = {
  'stack trace': 'own.path',
  'address on GitHub': 'own.path',
  path: 'own.path',
  package: 'own.path',
};

/** The owner of what was found, and how it was found; buttons where that is a guess; unknown where it is nothing. */
export async function answerFound(
  room: Room,
  { what }: Pasted,
  found: Resolution,
): Promise<Answer> {
  const { view } = room;
  const intent = INTENTS[what] ?? 'own.infra';
  switch (found.kind) {
    case 'place':
      return answerPlace(room, found.place, intent);
    case 'entity': {
      const mention = { ref: found.ref, said: found.said, isGuess: false, twins: [] };
      const text = `who owns ${found.ref}`;
      const answered = await answerOwners({
        text,
        slots: {},
        mentions: [mention],
        rest: '',
        strange: [],
        room,
      });
      return { ...answered, intent };
    }
    case 'choice': {
      const names = enumerate(found.options.map((ref) => labelOf(view, ref)));
      return choose(view, {
        intent,
        said: found.said,
        options: found.options,
        question: (ref) => `who owns ${ref}`,
        note: `The catalog does not say whose "${short(found.said)}" is; by its name it may belong to ${names.replace(/ and ([^,]*)$/, ' or $1')}.`,
      });
    }
    case 'none': {
      const said = short(found.said);
      await room.miss(found.said);
      return reply({
        kind: 'unknown',
        intent,
        text: `I do not know who owns ${said ? `"${said}"` : `this ${what}`}. ${found.why}`,
      });
    }
  }
}

function short(said: string): string {
  return said.length > 120 ? `${said.slice(0, 119)}…` : said;
}

/** One answer to several things: unknown or unclear only where all are. */
export function merged(answers: readonly Answer[]): Answer | null {
  const [first] = answers;
  if (!first || answers.length === 1) return first ?? null;
  const best = answers.find(({ kind }) => kind === 'answer') ?? first;
  const all = <Key extends 'subjects' | 'refs' | 'candidates'>(key: Key) => [
    ...new Set(answers.flatMap((answer) => answer[key])),
  ];
  return reply({
    kind: best.kind,
    intent: best.intent,
    subjects: all('subjects'),
    refs: all('refs'),
    candidates: all('candidates'),
    text: answers.map(({ text }) => text).join(' '),
    facts: answers.flatMap(({ facts }) => facts),
  });
}

/** What a definition calls so: an operation, a type, a topic of one plain word; null where nothing is. */
export async function answerWord(room: Room, word: string): Promise<Answer | null> {
  const found = thingsKnownBy(room, 'word', word.toLowerCase()).map(({ ref }) => ref);
  if (found.length === 0) return null;
  const thing: Pasted = { what: 'name', things: [], isSure: false };
  const [ref = ''] = found;
  return answerFound(
    room,
    thing,
    found.length === 1
      ? { kind: 'entity', ref, said: word }
      : { kind: 'choice', said: word, options: found.slice(0, 5) },
  );
}

/**
 * A text that names nothing, as a repository without a descriptor or as what a definition names; null where it is neither.
 */
export async function answerUnlisted(room: Room, said: string): Promise<Answer | null> {
  const slug = await slugOf(room, said.replace(/\s+(?:repo|repository)$/i, ''));
  if (slug) {
    const found = await placeIn(room, slug, { path: '', hasBranch: false, sort: 'folder' });
    return found.kind === 'place' ? answerPlace(room, found.place, 'own.lookup') : null;
  }
  if (!/[._]|\p{Ll}\p{Lu}/u.test(said) || /\s/.test(said)) return null;
  const word = await answerWord(room, said);
  if (word || !/\p{Ll}\p{Lu}/u.test(said)) return word;
  const thing: Pasted = {
    what: 'name',
    things: [{ kind: 'name', said, name: said }],
    isSure: true,
  };
  const found = await resolvePasted(room, thing);
  return found.kind === 'none' ? null : answerFound(room, thing, found);
}
