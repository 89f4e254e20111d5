import { enumerate, labelOf } from '../../catalog/labels.ts';
import { markOf } from '../../catalog/summary.ts';
import type { Answer, CardField, Fact } from '../answer.ts';
import { statedFact } from '../facts.ts';
import type { Case, Intention } from '../intention.ts';
import { readingNote, strangers, understood } from '../labels.ts';
import { reply } from '../reply.ts';
import { answerTeam } from './team-card.ts';

/** Who somebody is, and in which team. */
export const personWho: Intention = {
  intent: 'person.who',
  examples: [
    'who is ana lima',
    'what team is ana on?',
    'which team does ana lima work in',
    'who am i',
  ],
  patterns: [
    'who am {person}',
    'who (is|are|was) {owner}',
    '(what|which) (team|teams|squad|group) (is|are|am|does|do) {person} [in|on|part of|work in|work on|work for|work with|belong to|a member of|with|at]',
    '(where|on which team|in which team|on what team|in what team) (does|do|is) {person} [work|working|sit]',
    '(is) {person} (still here|still around|still with us|still at the company)',
    '{person} team',
    'team of {person}',
    'what does {person} (work on|do)',
    'what is {person} (working on|responsible for)',
    '{person} (which|what|whose) (team|squad|group)',
    'who the hell is {person}',
    '(is|does) {person} (on|in|at) (which|what) (team|squad)',
    '(which|what) (team|squad|group) (has|got) {person}',
    'where is {person} (sitting|working|now)',
    '(what|which) is {person} team',
  ],
  answer,
};

async function answer(question: Case): Promise<Answer | null> {
  const { mentions, strange, room } = question;
  const { view } = room;
  if (mentions.every(({ ref }) => view.get(ref)?.kind === 'group')) return answerTeam(question);
  const found = (await Promise.all(mentions.map(({ ref }) => room.facts(ref)))).filter(
    (facts) => facts !== null,
  );
  if (found.length === 0) return null;
  const facts: Fact[] = [];
  const texts: string[] = [];
  const cards = found.map((person, at) => {
    const { entry, entity } = person;
    const name = labelOf(view, entry.ref);
    const teams = view.out(entry.ref, 'memberOf');
    const fields: CardField[] = teams.map((ref) => ({
      name: 'Team',
      text: labelOf(view, ref),
      ref,
    }));
    for (const ref of teams) facts.push(statedFact(person, 'team', ref));
    const login = markOf(entity, 'user-login')?.value;
    if (login) fields.push({ name: 'GitHub', text: login });
    const mention = mentions[at];
    texts.push(
      `${mention ? understood(view, mention) : ''}${name} is ${teams.length > 0 ? `in ${enumerate(teams.map((ref) => labelOf(view, ref)))}` : 'in no team that the catalog knows'}.`,
    );
    return {
      ref: entry.ref,
      kind: 'person',
      title: name,
      description: entity.metadata.description ?? null,
      url: login ? `https://github.com/${login}` : null,
      fields,
      links: [],
      upstream: 0,
      downstream: 0,
      warnings: [],
    };
  });
  const teams = found.flatMap(({ entry }) => view.out(entry.ref, 'memberOf'));
  return reply({
    kind: 'answer',
    intent: 'person.who',
    subjects: found.map(({ entry }) => entry.ref),
    refs: [...new Set(teams.filter((ref) => view.get(ref)))],
    text: [...texts, ...strangers(strange)].join(' '),
    view: { kind: 'card', cards, note: readingNote(view, mentions, strange) },
    facts,
  });
}
