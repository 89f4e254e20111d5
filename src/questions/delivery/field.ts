import { counted, labelOf } from '../../catalog/labels.ts';
import { versionOf } from '../../operations/deployments.ts';
import { stageOf } from '../../operations/environments.ts';
import type { Answer, Card, CardField, Fact } from '../answer.ts';
import type { Room } from '../intention.ts';
import { changeFact, changesNear, changeText } from './changes.ts';
import { isRead, type WorkRoom } from './places.ts';
import { type Deployed, deployedOf, runningFact } from './running.ts';
import { agoText } from './words.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Before an incident, somebody wants to know of the last hours. */
const HOURS_NEAR = 6;
const ENVIRONMENTS = 2;

type Shown = { fields: CardField[]; facts: Fact[]; text: string };

/** What runs in production and how old that is, with a newer try that failed; null where nothing is deployed. */
function runningField(room: WorkRoom, deployed: Deployed): Shown | null {
  const { environments, tags } = deployed;
  const production = environments.filter(
    ({ environment }) => stageOf(environment) === 'production',
  );
  const shown = (production.length > 0 ? production : environments)
    .filter(({ running, newer }) => running || newer)
    .slice(0, ENVIRONMENTS);
  if (shown.length === 0) return null;
  const lines = shown.map(({ environment, running, newer }) => {
    const what = running
      ? `${versionOf(running, tags)} in ${environment}, ${agoText(running.createdAt, room.now)}`
      : `nothing known in ${environment}`;
    const failed =
      newer?.state === 'failed'
        ? ` (${versionOf(newer, tags)} failed ${agoText(newer.changedAt, room.now)})`
        : '';
    return `${what}${failed}`;
  });
  const url = shown[0]?.running?.url;
  const text = lines.join('; ');
  return {
    fields: [{ name: 'Running', text, ...(url && { url }) }],
    facts: shown.flatMap((one) => runningFact(room, deployed, one)),
    text: `Running: ${text}.`,
  };
}

/** The newest merge, push or deployment of a thing in the last weeks; null where none is known. */
async function lastChangeField(room: WorkRoom, ref: string): Promise<Shown | null> {
  const span = { since: new Date(room.now.getTime() - 60 * DAY), until: room.now };
  const { own } = await changesNear(room, [ref], span, { withUpstream: false });
  const last = own.find(({ sort }) => sort === 'merge' || sort === 'push');
  if (!last) return null;
  const text = `${changeText(room, last)}, ${agoText(last.at, room.now)}`;
  return {
    fields: [{ name: 'Last change', text, ...(last.url && { url: last.url }) }],
    facts: [changeFact(room, last)],
    text: `Last change: ${text}.`,
  };
}

/** The same answer with what runs and what changed last on each of its cards. */
export async function withWork(room: Room, answer: Answer): Promise<Answer> {
  if (answer.kind !== 'answer' || answer.view.kind !== 'card') return answer;
  const { cards } = answer.view;
  const deployed = new Map(
    (
      await deployedOf(
        room,
        cards.map(({ ref }) => ref),
      )
    ).map((one) => [one.ref, one]),
  );
  const told = await Promise.all(
    cards.map(async ({ ref }) => {
      const own = deployed.get(ref);
      const running = own && runningField(room, own);
      return [running, own && (await lastChangeField(room, ref))].flatMap((one) => one ?? []);
    }),
  );
  const named = (at: number, text: string) =>
    cards.length > 1 ? `${labelOf(room.view, cards[at]?.ref ?? '')}: ${text}` : text;
  return {
    ...answer,
    text: [
      answer.text,
      ...told.flatMap((some, at) => some.map(({ text }) => named(at, text))),
    ].join(' '),
    view: {
      ...answer.view,
      cards: cards.map((card, at) =>
        withFields(
          card,
          (told[at] ?? []).flatMap(({ fields }) => fields),
        ),
      ),
    },
    facts: [...answer.facts, ...told.flatMap((some) => some.flatMap(({ facts }) => facts))],
  };
}

/** Behind whose it is and who is awake. */
function withFields(card: Card, fields: readonly CardField[]): Card {
  const at = card.fields.findLastIndex(({ name }) => /^(?:Owner|On call)$/.test(name)) + 1;
  return { ...card, fields: card.fields.toSpliced(at, 0, ...fields) };
}

/** What changed near something in the last hours, for whoever looks for what broke it; null where nobody looks. */
export async function changedNear(room: WorkRoom, ref: string): Promise<Shown | null> {
  const span = { since: new Date(room.now.getTime() - HOURS_NEAR * HOUR), until: room.now };
  const { own, upstream, places, upstreams } = await changesNear(room, [ref], span);
  const all = [...own, ...upstream].filter(({ sort }) => sort !== 'release');
  const looked = [...places, ...upstreams].filter(isRead);
  const [last] = all;
  if (!last)
    return looked.length === 0
      ? null
      : {
          fields: [{ name: 'Changed near it', text: `nothing known in ${HOURS_NEAR} h` }],
          facts: [],
          text: `No change near ${labelOf(room.view, ref)} is known in the last ${HOURS_NEAR} hours.`,
        };
  const lines = all
    .slice(0, 3)
    .map(
      (change) =>
        `${labelOf(room.view, change.ref)} ${changeText(room, change)}, ${agoText(change.at, room.now)}`,
    );
  const url = last.compare ?? last.url;
  const more = all.length > 3 ? ` And ${all.length - 3} more: ask what changed around it.` : '';
  return {
    fields: [
      {
        name: 'Changed near it',
        text: `${counted(all.length, 'change')} in ${HOURS_NEAR} h, last ${lines[0]}`,
        ...(url && { url }),
      },
    ],
    facts: all.slice(0, 8).map((change) => changeFact(room, change)),
    text: `Changed near ${labelOf(room.view, ref)} in the last ${HOURS_NEAR} hours: ${lines.join('; ')}.${more}`,
  };
}
