import { labelOf } from '../../catalog/labels.ts';
import type { OnCallBook } from '../../operations/cover.ts';
import type { Answer, Intent } from '../answer.ts';
import type { Room } from '../intention.ts';
import { whoKnows } from '../intents/missing.ts';
import { reply } from '../reply.ts';

export const CONNECT =
  'Connect PagerDuty with PAGERDUTY_TOKEN, or a file of rotas with CALLBOARD_ROTAS.';

/** Why nothing can be said about on call at all; null where some source was read. */
export async function unreadAnswer(
  room: Room,
  book: OnCallBook,
  { intent, what, refs }: { intent: Intent; what: string; refs: readonly string[] },
): Promise<Answer | null> {
  const standings = [...book.standings.values()];
  if (standings.some(({ readAt }) => readAt !== null)) return null;
  const hints = await Promise.all(refs.slice(0, 3).map((ref) => whoKnows(room, ref)));
  const [failed] = standings;
  const why = failed
    ? `${failed.title} was not read yet. ${failed.reason ?? 'That is under way: ask again in a moment.'} ${failed.nextStep ?? ''}`
    : `no on-call source is connected. ${CONNECT}`;
  return reply({
    kind: 'unknown',
    intent,
    subjects: refs,
    text: [`I do not know ${what}: ${why.replace(/\s+/g, ' ').trim()}`, ...hints]
      .filter(Boolean)
      .join(' '),
  });
}

/** No rota is for it: what was looked at, and who will know. */
export async function noRotaText(room: Room, ref: string): Promise<string> {
  const { view } = room;
  const kind = view.get(ref)?.kind;
  const name = labelOf(view, ref);
  const owner = view.out(ref, 'ownedBy')[0];
  const looked =
    kind === 'user'
      ? `${name} is in no team that has a rota.`
      : kind === 'group' || !owner
        ? `No on-call rota is linked to ${name}.`
        : `No on-call rota is linked to ${name} or to ${labelOf(view, owner)}, who own it.`;
  const hint = await whoKnows(room, ref);
  const how =
    kind === 'user'
      ? ''
      : 'Link one with the annotation pagerduty.com/service-id, or name it in a file of rotas.';
  return [looked, hint, how].filter(Boolean).join(' ');
}
