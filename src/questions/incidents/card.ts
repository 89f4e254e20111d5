import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { type OnCallBook, readBook } from '../../operations/cover.ts';
import type { Answer, Card, CardField, Fact } from '../answer.ts';
import { cardLinks, serviceCard } from '../card.ts';
import { changedNear } from '../delivery/field.ts';
import { downstreamOf, reachable } from '../dependencies.ts';
import type { Room } from '../intention.ts';
import { ownerSentence } from '../intents/own-lookup.ts';
import { coverAt } from '../on-call/gather.ts';
import { tellNow } from '../on-call/tell.ts';
import { ageText } from '../on-call/words.ts';
import { reply } from '../reply.ts';
import { incidentStandings, incidentsAbout, incidentsOf } from './gather.ts';
import { incidentFact, incidentLine, incidentName, type Told } from './words.ts';

type One = { text: string; card: Card; facts: Fact[]; refs: string[] };

/** One message that is enough to act on: whose it is, who has the pager, what is open, who feels it, what to do. */
export async function incidentCard(
  room: Room,
  refs: readonly string[],
  { incident = null, notes = [] }: { incident?: Told | null; notes?: readonly string[] } = {},
): Promise<Answer | null> {
  const book = await readBook(room.db);
  const open = await incidentsOf(room, book, null);
  const found = await Promise.all(refs.map((ref) => cardOf(room, book, ref, open, incident)));
  const known = found.filter((one) => one !== null);
  if (known.length === 0) return null;
  const first = incident ? `${incidentLine(room.view, incident, room)}.` : '';
  const ages = new Set([...book.standings.values()].map((standing) => ageText(standing, room)));
  const stated = incident
    ? [incidentFact(incident, book.standings.get(incident.incident.source))]
    : [];
  return reply({
    kind: 'answer',
    intent: 'incident.card',
    subjects: refs,
    refs: [...new Set([...known.flatMap((one) => one.refs), ...(incident?.refs ?? [])])],
    text: [...notes, first, ...known.map(({ text }) => text), ...ages].filter(Boolean).join(' '),
    view: {
      kind: 'card',
      cards: known.map(({ card }) => card),
      note: [...notes, first, ...ages].filter(Boolean).join(' '),
    },
    facts: [...stated, ...known.flatMap(({ facts }) => facts)],
  });
}

async function cardOf(
  room: Room,
  book: OnCallBook,
  ref: string,
  open: readonly Told[],
  /** Told already, once for all. */
  known: Told | null,
): Promise<One | null> {
  const { view } = room;
  const facts = await room.facts(ref);
  if (!facts) return null;
  const name = labelOf(view, ref);
  const base = serviceCard(view, facts);
  const near = await changedNear(room, ref);
  const found = await coverAt(room, book, ref);
  const duty = found && tellNow(room, found);
  const about = await incidentsAbout(room, book, ref, open);
  const hit = reachable(view, ref, downstreamOf);
  const direct = hit.filter(({ distance }) => distance === 1).map((one) => one.ref);
  const teams = new Set(
    hit.flatMap((one) => view.out(one.ref, 'ownedBy')).filter((one) => view.get(one)),
  );
  const tierOne = hit.filter((one) => /^(?:tier[\s-]*)?1$/i.test(view.get(one.ref)?.tier ?? ''));
  const titles = enumerate(incidentStandings(book).map(({ title }) => title));
  const incidents = about.told.map(({ incident }) => incidentName(incident));
  const others = about.told.filter(({ incident }) => incident.id !== known?.incident.id);
  const links = cardLinks(facts);
  const help = links.filter(({ label }) => /^(?:runbook|dashboard)/i.test(label));
  const channel = facts.owner?.channel ?? facts.owner?.askChannel;
  const blast =
    hit.length === 0
      ? `Nothing in the catalog depends on ${name}.`
      : `${counted(hit.length, 'thing')} of ${counted(teams.size, 'team')} ${hit.length === 1 ? 'depends' : 'depend'} on ${name}, first ${enumerate(
          direct.map((one) => labelOf(view, one)),
          6,
        )}${
          tierOne.length > 0
            ? `; tier 1 among them: ${enumerate(
                tierOne.map((one) => labelOf(view, one.ref)),
                5,
              )}`
            : ''
        }.`;
  const fields: CardField[] = [
    ...base.card.fields.filter((field) => field.name === 'Owner'),
    ...(duty?.fields ?? []).slice(0, 3),
    ...(titles
      ? [{ name: 'Open incidents', text: enumerate(incidents) || `none in ${titles}` }]
      : []),
    ...(near?.fields ?? []),
    {
      name: 'Needed by',
      text:
        hit.length === 0
          ? 'nothing in the catalog'
          : `${counted(hit.length, 'thing')}, ${counted(teams.size, 'team')}`,
    },
    ...base.card.fields.filter((field) => field.name === 'Tier'),
  ];
  const sentences = [
    ownerSentence(view, facts),
    duty?.text ?? '',
    others.length > 0
      ? `Open: ${others.map((one) => incidentLine(view, one, room)).join('; ')}.`
      : titles && about.isLinked && incidents.length === 0
        ? `${titles} has no open incident on ${name}.`
        : titles === ''
          ? 'Incidents are not connected, so I do not know what is open.'
          : '',
    near?.text ?? '',
    blast,
    help.length > 0
      ? `${enumerate(help.map(({ label, url }) => `${label}: ${url}`))}.`
      : `No runbook is registered for ${name}.`,
    channel ? `Talk in ${channel}.` : '',
  ];
  return {
    text: sentences.filter(Boolean).join(' '),
    card: { ...base.card, description: null, fields },
    facts: [
      ...base.facts,
      ...(duty?.facts ?? []),
      ...(near?.facts ?? []),
      ...about.told.map((one) => incidentFact(one, book.standings.get(one.incident.source))),
    ],
    refs: [...(facts.owner?.exists ? [facts.owner.ref] : []), ...(duty?.refs ?? [])],
  };
}
