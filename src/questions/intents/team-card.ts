import { channelsOf } from '../../catalog/channels.ts';
import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { markOf } from '../../catalog/summary.ts';
import type { Answer, Card, CardField, Fact } from '../answer.ts';
import { cardLinks } from '../card.ts';
import { type EntityFacts, statedFact } from '../facts.ts';
import type { Case, Intention } from '../intention.ts';
import { readingNote, strangers, understood } from '../labels.ts';
import { withOnCall } from '../on-call/field.ts';
import { listItem, reply } from '../reply.ts';

/** About a team: who is in it, where it talks. */
export const teamCard: Intention = {
  intent: 'team.card',
  examples: [
    'who is in Security',
    "who's on the Security team",
    'tell me about the Security team',
    'members of Security',
    'who leads Money',
  ],
  patterns: [
    '(who is|who are|who works|who all is|who) (in|on|part of|a member of|at|inside|within) [the] {team}',
    'who (are|is) [all] [the] (members|people|folks|engineers|devs|developers) (of|in|on|at) {team}',
    'who (are|is) the {team} (members|people|folks|team|engineers|devs)',
    'who (are|is) [the] {team} (team|squad|group)',
    'who works (in|on|at|for|with) {team}',
    'who belongs to {team}',
    '[the] (members|member list|people|team members|folks|engineers|roster) (of|in|on) {team}',
    '{team} (members|team members|people|roster|lead|team lead|manager|team)',
    '(list|show) [all] [the] (members|people) (of|in) {team}',
    'how many (people|members|engineers|folks|devs|developers) (are|work|sit|are there|do we have) (in|on|at|inside) {team}',
    'how many (people|members|engineers|folks|devs|developers) (does|do) {team} have',
    '(size|headcount) of {team}',
    'how (big|large) is {team}',
    'who (leads|runs|heads|manages) [the] {team} team',
    'who (leads|heads|manages) {team}',
    'who is the (lead|team lead|manager|head|boss|leader|engineering manager|em|tech lead) (of|for|in) {team}',
    'who is {team} lead',
    '[the] (lead|leads|team lead|manager|boss|head|engineering manager|em|tech lead) (of|for|in) [the] {team}',
    '(show|give|get) [me] [the] {team} (members|team|people|roster)',
    'who (do we have|is there) (in|on) [the] {team}',
    'who all is (in|on) [the] {team}',
    '(who is|who are) {team} (members|people|engineers|folks)',
    '(about|what is|what about|who is|what does) [the] {team} (team|squad|group|tribe) [do]',
    '[more] about [the] {team} (team|squad|group|tribe)',
    '(what are|which are|list|show) [the] (sub teams|subteams|sub-teams|child teams|teams inside|teams under|squads) (of|in|inside|under) {team}',
    '(what|which) [sub] (teams|squads) (are in|belong to|does|are part of) {team} [have]',
    '(does|do) [the] {team} (team|squad|group) [still] exist [anymore]',
    'is there [still] (a|an) {team} (team|squad|group)',
    'is [the] {team} (team|squad|group) still (a thing|around|there|active)',
  ],
  bare: 'talk',
  answer: answerTeam,
};

/** The team's members, channel, lead and place, for each team named. */
export async function answerTeam({ mentions, strange, room }: Case): Promise<Answer> {
  const { view } = room;
  const found = (await Promise.all(mentions.map(({ ref }) => room.facts(ref)))).filter(
    (facts) => facts !== null,
  );
  const teams = found.map((facts) => drawTeam(room, facts));
  const members = found.flatMap(({ entry }) => view.out(entry.ref, 'hasMember'));
  const sentences = teams.map(({ text }, at) => {
    const mention = mentions[at];
    return `${mention ? understood(view, mention) : ''}${text}`;
  });
  return withOnCall(
    room,
    reply({
      kind: 'answer',
      intent: 'team.card',
      subjects: found.map(({ entry }) => entry.ref),
      refs: [...new Set(members.filter((ref) => view.get(ref)))],
      text: [...sentences, ...strangers(strange)].join(' '),
      view:
        found.length === 1 && members.length > 0
          ? {
              kind: 'list',
              title: `${labelOf(view, found[0]?.entry.ref ?? '')}: ${counted(members.length, 'member')}`,
              items: members.map((ref) =>
                listItem(view, ref, ref === teams[0]?.lead ? 'lead' : null),
              ),
              total: members.length,
              note: [readingNote(view, mentions, strange), teams[0]?.where]
                .filter(Boolean)
                .join(' '),
            }
          : {
              kind: 'card',
              cards: teams.map(({ card }) => card),
              note: readingNote(view, mentions, strange),
            },
      facts: teams.flatMap(({ facts }) => facts),
    }),
  );
}

function drawTeam(
  { view }: Case['room'],
  facts: EntityFacts,
): { card: Card; facts: Fact[]; text: string; lead: string | null; where: string } {
  const { entry, entity } = facts;
  const name = labelOf(view, entry.ref);
  const { channel, askChannel } = channelsOf(entity);
  const lead = markOf(entity, 'lead') ?? markOf(entity, 'team-lead');
  const leadRef = lead && leadOf(view, lead.value);
  const parent = view.out(entry.ref, 'childOf')[0];
  const children = view.out(entry.ref, 'parentOf');
  const members = view.out(entry.ref, 'hasMember');
  const owned = view.ownedBy(entry.ref).length;
  const fields: CardField[] = [];
  const said: Fact[] = [];
  const add = (field: CardField, value = field.ref ?? field.text) => {
    fields.push(field);
    said.push(statedFact(facts, field.name.toLowerCase(), value));
  };
  if (channel) add({ name: 'Channel', text: channel, channel });
  if (askChannel && askChannel !== channel)
    add({ name: 'Ask in', text: askChannel, channel: askChannel });
  if (leadRef) add({ name: 'Lead', text: labelOf(view, leadRef), ref: leadRef });
  if (parent) add({ name: 'Part of', text: labelOf(view, parent), ref: parent });
  if (members.length > 0)
    add({ name: 'Members', text: enumerate(members.map((ref) => labelOf(view, ref))) });
  add({ name: 'Owns', text: counted(owned, 'entity') });
  const channels = [...new Set([channel, askChannel].filter((one) => one !== null))];
  const where =
    channels.length > 0
      ? `Slack: ${channels.join(', ')}.`
      : 'No Slack channel is registered for it.';
  const sentences = [
    `${name} is a ${entry.type ?? 'team'}${parent ? ` in ${labelOf(view, parent)}` : ''}.`,
    entity.metadata.description ? sentence(entity.metadata.description) : '',
    where,
    leadRef ? `Lead: ${labelOf(view, leadRef)}.` : '',
    members.length > 0
      ? `${counted(members.length, 'member')}: ${enumerate(
          members.map((ref) => labelOf(view, ref)),
          40,
        )}.`
      : 'The catalog lists no members.',
    children.length > 0
      ? `Teams inside: ${enumerate(children.map((ref) => labelOf(view, ref)))}.`
      : '',
  ];
  return {
    card: {
      ref: entry.ref,
      kind: entry.type ?? 'team',
      title: name,
      description: entity.metadata.description ?? null,
      url: facts.source.url ?? null,
      fields,
      links: cardLinks(facts),
      upstream: 0,
      downstream: 0,
      warnings: [],
    },
    facts: said,
    text: sentences.filter(Boolean).join(' '),
    lead: leadRef ?? null,
    where,
  };
}

function leadOf(view: Case['room']['view'], value: string): string | null {
  const ref = /^user:/.test(value) ? value.toLowerCase() : `user:default/${value.toLowerCase()}`;
  return view.get(ref)?.ref ?? null;
}

function sentence(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
