import { channelsOf } from '../../catalog/channels.ts';
import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import { beforeDeploying } from '../delivery/instead.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { reply } from '../reply.ts';
import { REQUESTS, type Request } from './request-table.ts';

/** Imperatives: recognised, never carried out; whose it is to do is said instead. */
export const requests: readonly Intention[] = REQUESTS.map((request) => ({
  intent: request.intent,
  examples: request.examples,
  patterns: request.patterns,
  bare: 'nothing',
  isNameOptional: true,
  answer: (question) => decline(request, question),
}));

async function decline(
  { intent, refusal, instead, isDeployment = false }: Request,
  { text, mentions, room }: Case,
): Promise<Answer | null> {
  // A thing may be called "start page" or "release train".
  if (isName(text, room)) return null;
  const named = mentions.map(({ ref }) => ref);
  const refs = named.length > 0 ? named : namedIn(text, room);
  const told = await Promise.all(
    refs
      .slice(0, 3)
      .map((ref) =>
        isDeployment && isDeployed(room, ref)
          ? beforeDeploying(room, ref, text)
          : insteadFor(room, ref).then((whose) => ({ text: whose, refs: [], facts: [] })),
      ),
  );
  return reply({
    kind: 'declined',
    intent,
    subjects: refs,
    refs: [...new Set(told.flatMap((one) => one.refs))],
    text: [`I did nothing: I ${refusal}.`, ...told.map((one) => one.text), instead]
      .filter(Boolean)
      .join(' '),
    facts: told.flatMap(({ facts }) => facts),
  });
}

function isDeployed({ view }: Room, ref: string): boolean {
  const kind = view.get(ref)?.kind;
  return kind === 'component' || kind === 'resource';
}

function isName(text: string, room: Room): boolean {
  const [best] = room.view.find(text, { except: ['location'], depth: 'exact', limit: 1 });
  return best?.match === 'exact';
}

const BETWEEN =
  /[\s,;:]+(?:(?:to|in|on|into|from|for|of|at|by|with|until|and|the|an?|all|my|our)\s+)+/i;

/** What an order names somewhere in its words: "clear the cache of ledger", "give Ana Lima access to ledger". */
function namedIn(text: string, room: Room): string[] {
  const parts = text.replace(/^\S+\s+/, ' the ').split(BETWEEN);
  const found = parts.flatMap((part) => {
    const linked = part.trim() ? room.link(part.trim(), 'any') : null;
    const isOne = linked?.kind === 'linked' && !linked.rest && linked.mentions.length === 1;
    return isOne ? linked.mentions.filter(({ isGuess }) => !isGuess).map(({ ref }) => ref) : [];
  });
  return [...new Set(found)];
}

async function insteadFor({ view, facts }: Room, ref: string): Promise<string> {
  const name = labelOf(view, ref);
  const kind = view.get(ref)?.kind;
  if (kind === 'user') return `You can write to ${name} yourself.`;
  const about = await facts(ref);
  if (kind === 'group') {
    const { channel, askChannel } = channelsOf(about?.entity ?? null);
    const where = askChannel ?? channel;
    return where ? `${name} can be asked in ${where}.` : `No channel is registered for ${name}.`;
  }
  const { owner, repository } = about ?? {};
  if (!owner?.exists) return `Nobody is registered as the owner of ${name}.`;
  const places = [owner.askChannel ?? owner.channel, repository?.url].filter(Boolean);
  const where = places.length > 0 ? ` (${enumerate(places as string[])})` : '';
  return `${name} is owned by ${labelOf(view, owner.ref)}${where}; ask them.`;
}
