import { readPath } from '../../catalog/code-paths.ts';
import type { Answer, Intent } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { enumerate, labelOf } from '../labels.ts';
import type { Linked } from '../link.ts';
import { countMiss } from '../misses.ts';
import { answerPlace } from '../place.ts';
import { choose, reply } from '../reply.ts';
import {
  type Place,
  placeIn,
  type Resolution,
  resolvePasted,
  slugOf,
  thingsKnownBy,
} from '../resolve.ts';
import { isPathLike } from '../things/path.ts';
import { readThings } from '../things/table.ts';
import type { Pasted, Thing } from '../things/thing.ts';
import { contactRoute } from './contact-route.ts';
import { answerOwners, ownLookup } from './own-lookup.ts';

const IN = '(in|of|from|inside|within|under|at)';
const SORT =
  '[folder|directory|dir|file|files|path|the folder|the directory|the file|the files|the path]';
const REVIEWS =
  '(reviews changes to|reviews changes in|approves changes to|reviews prs for|reviews pull requests for|reviews|approves|should i ask to review|do i ask to review|should review|should approve|needs to review|needs to approve|has to review|has to approve|must review|must approve|can review|can approve)';

/** Who owns what is no name: a file, an address, a package, a topic, a frame of a stack trace. */
export const ownThing: Intention = {
  intent: 'own.path',
  examples: [
    'who owns src/capture/ in token-vault',
    'who owns acme/unknown/src/index.ts',
    'who owns https://github.com/acme/unknown/blob/main/src/x.ts#L10',
    'who reviews changes to infra/terraform in ledger',
    'codeowner of *.sql in ledger',
    'com.acme.unknown.api.Foo',
  ],
  patterns: [
    ...[...ownLookup.patterns, ...contactRoute.patterns].map(asking),
    ...ownLookup.patterns
      .filter((pattern) => pattern.endsWith('{thing}'))
      .map((pattern) => `${pattern.replace('{thing}', `${SORT} {what}`)} ${SORT} ${IN} {where}`),
    `who ${REVIEWS} ${SORT} {what} ${SORT} ${IN} {where}`,
    `who ${REVIEWS} [my|the|this] [pr|pull request|change|changes] {review}`,
    `[who is|who are|what is|what are] [the] (codeowner|codeowners|code owner|code owners|reviewer|reviewers) (of|for|on) ${SORT} {what} ${SORT} ${IN} {where}`,
    '[who is|who are|what is|what are] [the] (codeowner|codeowners|code owner|code owners|reviewer|reviewers) (of|for|on) {review}',
    '{pasted}',
  ],
  bare: 'nothing',
  isExact: true,
  answer,
};

function asking(pattern: string): string {
  return pattern.replace(/\{(?:thing|any)\}/, '{what}');
}

async function answer(question: Case): Promise<Answer | null> {
  const { slots, room } = question;
  const { what, where, review, pasted } = slots;
  if (what && where) {
    const place = await answerIn(room, what, where);
    if (place) return place;
  }
  const said = what && where ? `${what} in ${where}` : (what ?? review ?? pasted ?? '');
  if (isNamed(room, said)) return null;
  if (pasted && /\s/.test(pasted)) return null;
  const things = readThings(said);
  if (things.length === 0) return pasted ? null : answerNoun(room, said);
  const found = await Promise.all(
    things.map(async (thing) => ({ thing, found: await resolveAsked(room, thing, question) })),
  );
  const isPlain = found.every((one) => isForNames(room, one, question));
  if (isPlain) return null;
  return merged(await Promise.all(found.map((one) => answerFound(room, one.thing, one.found))));
}

async function resolveAsked(room: Room, thing: Pasted, { slots }: Case): Promise<Resolution> {
  const [first] = thing.things;
  const whole =
    slots['review'] && first?.kind === 'code' && first.place === null
      ? await placeOf(room, first)
      : null;
  return whole ? { kind: 'place', place: whole } : resolvePasted(room, thing);
}

type Found = { thing: Pasted; found: Resolution };

/** Whether names are read elsewhere as well or better: what is exactly one entity, what may be a name, a repository alone. */
function isForNames(room: Room, { thing, found }: Found, { slots }: Case): boolean {
  if (found.kind === 'entity') {
    const known = room.link(found.said, 'any');
    return known.kind === 'linked' && known.mentions.some(({ ref }) => ref === found.ref);
  }
  if (found.kind === 'none') return !thing.isSure;
  return Boolean(slots['pasted']) && found.kind === 'place' && found.place.path.path === '';
}

/** One answer to several things: unknown or unclear only where all are. */
function merged(answers: readonly Answer[]): Answer | null {
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

/** The whole repository that a pull request is in: who reviews it is its rule for everything. */
async function placeOf(room: Room, thing: Extract<Thing, { kind: 'code' }>): Promise<Place | null> {
  const known = await resolvePasted(room, { what: '', things: [thing], isSure: true });
  if (known.kind === 'none') return null;
  const found = await placeIn(room, thing.slug, { path: '', hasBranch: false, sort: 'folder' });
  return found.kind === 'place' ? found.place : null;
}

/** A name, an alias or an id of the catalog is one whatever it looks like. */
function isNamed({ view }: Room, said: string): boolean {
  return view.find(said, { except: ['location'], depth: 'exact', limit: 1 }).length > 0;
}

/** "src/capture in payments-api": null where one of them is something else. */
async function answerIn(room: Room, what: string, where: string): Promise<Answer | null> {
  const path = what.replace(/^the\s+/i, '');
  const called = await repositoryCalled(room, where);
  if (called.kind === 'linked' && called.slug === null) {
    if (!isPathLike(path) || readThings(path)[0]?.isSure === false) return null;
    const place = { slug: called.name, repository: null, ref: called.ref, path: readPath(path) };
    return answerPlace(room, place, 'own.path');
  }
  if (called.kind !== 'linked') {
    if (!isPathLike(path) || readThings(path)[0]?.isSure === false) return null;
    if (called.kind === 'unclear')
      return choose(room.view, {
        intent: 'own.path',
        said: called.said,
        options: called.options,
        question: (ref) => `who owns ${path} in ${ref}`,
      });
    await countMiss(room.db, where, room.now);
    const text = `I know no repository "${where}", so not who owns ${path} there.`;
    return reply({ kind: 'unknown', intent: 'own.path', text });
  }
  const inFolder = withFolder(path, called.folder);
  const place = { path: inFolder, hasBranch: false, sort: null };
  const found = await placeIn(room, called.slug ?? '', place);
  if (found.kind !== 'place') return null;
  // A word may be a folder, and may be anything else: only a rule that names it says so.
  const isFolder = found.place.repository?.codeowners?.includes(path) ?? false;
  if (!isPathLike(path) && (/\s/.test(path) || !isFolder)) return null;
  return answerPlace(room, found.place, 'own.path');
}

/** What lies in a folder of a repository is told from there on, or from the root. */
function withFolder(path: string, folder: string): string {
  const top = folder.replace(/^\/+|\/+$/g, '');
  const isThere = top === '' || `${path}/`.startsWith(`${top}/`);
  return isThere ? path : `${top}/${path.replace(/^(?:\.?\/)+/, '')}`;
}

type Called =
  /** `slug` null: the catalog does not say where its code is. */
  | { kind: 'linked'; slug: string | null; folder: string; ref: string | null; name: string }
  | Extract<Linked, { kind: 'unclear' }>
  | { kind: 'unknown' };

/** The repository that a text names: by its own name, or by that of what is made there. */
async function repositoryCalled(room: Room, said: string): Promise<Called> {
  const bare = said
    .replace(/^the\s+/i, '')
    .replace(/\s+(?:repo|repository|service|codebase)$/i, '');
  const slug = await slugOf(room, bare);
  if (slug) return { kind: 'linked', slug, folder: '', ref: null, name: slug };
  const linked = room.link(bare, 'thing');
  if (linked.kind === 'unclear') return linked;
  const ref = linked.kind === 'linked' ? linked.mentions[0]?.ref : undefined;
  const facts = ref ? await room.facts(ref) : null;
  if (!facts || !ref) return { kind: 'unknown' };
  const { slug: code = null, folder = '' } = facts.code ?? {};
  return { kind: 'linked', slug: code, folder, ref, name: labelOf(room.view, ref) };
}

const NOUN =
  '(?:topic|queue|stream|channel|subject|exchange|database|table|bucket|dataset|type|message type|operation|operationid|method|rpc|grpc service|graphql type|schema|job|monitor)';
const NOUNED = new RegExp(
  `^(?:the\\s+)?(?:\\w+\\s+)?(?:${NOUN})\\s+(\\S+)$|^(?:the\\s+)?(\\S+)\\s+(?:${NOUN})$`,
  'i',
);

/** "topic orders": a word that means something only with the noun that says its sort. */
async function answerNoun(room: Room, said: string): Promise<Answer | null> {
  const match = NOUNED.exec(said.trim());
  const word = match?.[1] ?? match?.[2];
  if (!word || isNamed(room, word)) return null;
  return answerWord(room, word);
}

async function answerWord(room: Room, word: string): Promise<Answer | null> {
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
      await countMiss(room.db, found.said, room.now);
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
