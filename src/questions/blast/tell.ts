import { channelsOf } from '../../catalog/channels.ts';
import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import type { Room } from '../intention.ts';
import { reply } from '../reply.ts';
import { affectedBy } from './affected.ts';
import { type Audience, audienceOf, type Listener } from './audience.ts';

const intent = 'blast';
/** More messages than these at one press would be a flood; the most critical come first. */
const MOST_TOLD = 20;
const NAMED = 12;

/** The card that would tell the owners of what depends on `ref`. `words`: what they would read, as far as that was said. */
export async function proposeTelling(
  room: Room,
  { ref, words, note }: { ref: string; words: string | null; note: string },
): Promise<Answer> {
  const { db, view } = room;
  const name = labelOf(view, ref);
  const affected = affectedBy(view, [ref]);
  if (affected.length === 0)
    return reply({
      kind: 'answer',
      intent,
      subjects: [ref],
      text: `${note}Nothing in the catalog depends on ${name}, so there is nobody to tell. I sent nothing.`,
    });
  const audience = await audienceOf(db, view, affected);
  const to = audience.listeners.slice(0, MOST_TOLD);
  const left = missing(room, audience);
  if (to.length === 0)
    return reply({
      kind: 'declined',
      intent,
      subjects: [ref],
      text: `${note}I sent nothing: no owner of what depends on ${name} has a channel or a lead that I know. ${left}`.trim(),
    });
  const owners = [...new Set(to.flatMap((one) => one.owners))];
  const text = await textOf(room, ref, words);
  const who = to.map((listener) => whoIn(room, listener));
  return reply({
    kind: 'confirm',
    intent,
    subjects: [ref],
    refs: owners,
    text: `${note}Tell ${counted(owners.length, 'owner')} of what depends on ${name}? That is one message each: ${enumerate(who, MOST_TOLD)}. They would read: "${text}"${left ? ` ${left}` : ''} Nothing has been sent yet.`,
    view: {
      kind: 'confirm',
      title: `Tell the owners of what depends on ${name}?`,
      details: [
        // What is read first also stands in Slack's own question, which has room for little.
        { name: 'Text', text },
        { name: 'How', text: `${counted(to.length, 'message')}, one in each place, in your name` },
        { name: 'Who', text: enumerate(who, NAMED) },
      ],
      verb: 'Tell them',
      isDangerous: true,
      deed: { kind: 'tell', about: ref, text, to },
      ...((note || left) && { note: `${note}${left}`.trim() }),
    },
    facts: await room.stated(
      'dependencyOf',
      affected.map((one) => one.ref),
    ),
  });
}

/** "Payments Platform in #team-payments", "Ana Lima for Risk". */
function whoIn({ view }: Room, { place, owners }: Listener): string {
  const names = enumerate(owners.map((owner) => labelOf(view, owner)));
  if (!place.startsWith('user:')) return `${names} in ${place}`;
  const person = labelOf(view, place);
  return owners.includes(place) ? person : `${person} for ${names}`;
}

/** Whom nobody tells, and why. */
function missing({ view }: Room, { listeners, unreachable }: Audience): string {
  const later = listeners.slice(MOST_TOLD).flatMap((one) => one.owners);
  const silent = unreachable.flatMap(({ owner }) => owner ?? []);
  const orphans = unreachable.filter(({ owner }) => owner === null).flatMap((one) => one.things);
  const names = (refs: readonly string[]) =>
    enumerate(
      refs.map((ref) => labelOf(view, ref)),
      NAMED,
    );
  return [
    later.length > 0
      ? `I send no more than ${MOST_TOLD} messages at once; these are left out: ${names(later)}.`
      : '',
    silent.length > 0 ? `I know no channel and no lead of ${names(silent)}.` : '',
    orphans.length > 0 ? `Nobody owns ${names(orphans)}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What they read: what was said, about the thing by name, and where to ask. */
async function textOf(room: Room, ref: string, words: string | null): Promise<string> {
  const name = labelOf(room.view, ref);
  const said = words
    ? words.replace(/^(?:it|this|that|they)\b/i, () => name).replace(/[.\s]+$/, '')
    : `there is trouble with ${name}`;
  const owner = room.view.out(ref, 'ownedBy')[0];
  const { channel, askChannel } = channelsOf((owner && (await room.facts(owner))?.entity) || null);
  const where = channel ?? askChannel;
  const sentence = said.startsWith(name) ? said : said.charAt(0).toUpperCase() + said.slice(1);
  return `${sentence}.${where ? ` Questions: ${where}.` : ''}`;
}
