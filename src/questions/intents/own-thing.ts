import { readPath } from '../../catalog/code-paths.ts';
import { labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import { answerFound, answerWord, merged } from '../found.ts';
import type { Case, Intention, Room } from '../intention.ts';
import type { Linked } from '../link.ts';
import { answerPlace } from '../place.ts';
import { choose, reply } from '../reply.ts';
import { type Place, placeIn, type Resolution, resolvePasted, slugOf } from '../resolve.ts';
import { isPathLike } from '../things/path.ts';
import { readThings } from '../things/table.ts';
import type { Pasted, Thing } from '../things/thing.ts';
import { contactRoute } from './contact-route.ts';
import { ownLookup } from './own-lookup.ts';

const IN = '(in|of|from|inside|within|under|at)';
const SORT =
  '[folder|directory|dir|file|files|path|the folder|the directory|the file|the files|the path]';
const REVIEWS =
  '(reviews changes to|reviews changes in|approves changes to|reviews prs for|reviews pull requests for|reviews|approves|should i ask to review|do i ask to review|should review|should approve|needs to review|needs to approve|has to review|has to approve|must review|must approve|can review|can approve)';

const NOUN =
  '(?:topic|queue|stream|channel|subject|exchange|database|table|bucket|dataset|type|message type|operation|operationid|method|rpc|grpc service|graphql type|schema|job|monitor)';
const NOUNED = new RegExp(
  `^(?:the\\s+)?(?:\\w+\\s+)?(?:${NOUN})\\s+(\\S+)$|^(?:the\\s+)?(\\S+)\\s+(?:${NOUN})$`,
  'i',
);

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
    `{what} ${IN} {where} (who owns it|who owns that|who owns this|whose is it|whose is that|whose|who|owner|which team|who is it|whos is it|whos)`,
    `who ${REVIEWS} ${SORT} {what} ${SORT} ${IN} {where}`,
    `who ${REVIEWS} [my|the|this] [pr|pull request|change|changes] {review}`,
    `[who is|who are|what is|what are] [the] (codeowner|codeowners|code owner|code owners|reviewer|reviewers) (of|for|on) ${SORT} {what} ${SORT} ${IN} {where}`,
    '[who is|who are|what is|what are] [the] (codeowner|codeowners|code owner|code owners|reviewer|reviewers) (of|for|on) {review}',
    '{pasted}',
  ],
  shape: new RegExp(
    `[/\\\\.:_@*]|\\p{Ll}\\p{Lu}|\\b(?:code ?owners?|review\\w*|approv\\w*)\\b|\\s${IN.replaceAll('(', '(?:')}\\s|\\b${NOUN}\\b`,
    'u',
  ),
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
    await room.miss(where);
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

/** "topic orders": a word that means something only with the noun that says its sort. */
async function answerNoun(room: Room, said: string): Promise<Answer | null> {
  const match = NOUNED.exec(said.trim());
  const word = match?.[1] ?? match?.[2];
  if (!word || isNamed(room, word)) return null;
  return answerWord(room, word);
}
