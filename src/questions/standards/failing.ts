import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { resultsWhere } from '../../scorecards/results/read.ts';
import type { Answer } from '../answer.ts';
import type { Room } from '../intention.ts';
import { listItem, reply } from '../reply.ts';
import type { Rulebook } from './rulebook.ts';

const intent = 'score.list';
const SHOWN = 25;

/** What the asker's teams fail. */
export async function ofMine(room: Room, rulebook: Rulebook): Promise<Answer> {
  const { view, talk } = room;
  const teams = talk.asker ? [talk.asker, ...view.out(talk.asker, 'memberOf')] : [];
  if (teams.length === 0)
    return reply({
      kind: 'unknown',
      intent,
      text: 'I do not know who you are in the catalog, or which team you are in.',
    });
  const names = enumerate(teams.slice(1).map((team) => labelOf(view, team))) || 'You';
  return tellFailing(room, rulebook, { teams, names });
}

/** What is left for these teams: each check that something of theirs fails. */
export async function tellFailing(
  { view, db, now }: Room,
  rulebook: Rulebook,
  { teams, names }: { teams: readonly string[]; names: string },
): Promise<Answer> {
  const refs = teams.flatMap((team) => view.ownedBy(team).map(({ ref }) => ref));
  const results = refs.length > 0 ? await resultsWhere(db, { refs: refs.slice(0, 500) }) : [];
  const items = results.flatMap(({ ref, scorecard, outcomes }) =>
    Object.entries(outcomes).flatMap(([id, outcome]) => {
      const card = rulebook.byName(scorecard);
      const check = card?.checks.find((one) => one.id === id);
      return outcome === 'fail' && check
        ? [{ ...listItem(view, ref, `${check.title} (${card?.title})`), under: labelOf(view, ref) }]
        : [];
    }),
  );
  const groups = teams.filter((team) => view.get(team)?.kind === 'group');
  const title = `${names}: ${counted(items.length, 'failing check')}`;
  return reply({
    kind: 'answer',
    intent,
    subjects: groups,
    refs: [...new Set(items.map(({ ref }) => ref))],
    text:
      items.length === 0
        ? `${names === 'You' ? 'You fail' : names.includes(' and ') ? `${names} fail` : `${names} fails`} no check.`
        : `${title}: ${enumerate(
            items.map(({ label, detail }) => `${label}: ${detail}`),
            20,
          )}.`,
    facts: [
      {
        name: 'failing checks',
        value: String(items.length),
        source: 'scorecards',
        observedAt: (results[0]?.evaluatedAt ?? now).toISOString(),
      },
    ],
    view: { kind: 'list', title, items: items.slice(0, SHOWN), total: items.length },
  });
}
