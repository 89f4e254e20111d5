import { counted, enumerate } from '../../catalog/labels.ts';
import { resultsWhere, shareOf } from '../../scorecards/results/read.ts';
import type { Answer } from '../answer.ts';
import type { Case, Room } from '../intention.ts';
import { listItem, reply } from '../reply.ts';
import type { Rulebook } from './rulebook.ts';
import { dayOf, percent } from './words.ts';

const intent = 'score.list';
const SHOWN = 25;

/** Who scores lowest or highest: entities, or teams by what is theirs. */
export async function ofRank({ text, slots, room }: Case, rulebook: Rulebook, isWorst: boolean) {
  const named = rulebook.scorecardsIn(slots['rule'] ?? '');
  if (slots['rule'] !== undefined && named.length === 0) return null;
  const results = (await resultsWhere(room.db)).filter(
    ({ scorecard }) => named.length === 0 || named.some(({ name }) => name === scorecard),
  );
  const isTeams = /\bteams?\b/i.test(text);
  const scores = new Map<string, { sum: number; of: number }>();
  for (const result of results) {
    const share = shareOf(result);
    const key = isTeams ? result.owner : result.ref;
    if (share === null || key === null) continue;
    if (!isTeams && isOrganisation(room.view.get(key)?.kind) && !/things|entities/i.test(text))
      continue;
    const score = scores.get(key) ?? { sum: 0, of: 0 };
    scores.set(key, { sum: score.sum + share, of: score.of + 1 });
  }
  // "Tier 1" counts nothing.
  const [, said = '10'] =
    /\b(?:worst|best|lowest|highest|top|bottom|weakest|first|last)\s+(\d+|three|five|ten)\b/i.exec(
      text,
    ) ?? [];
  const limit = NUMBER[said.toLowerCase()] ?? Number(said);
  const ranked = [...scores]
    .map(([ref, { sum, of }]) => ({ ref, average: sum / of }))
    .sort(
      (a, b) =>
        (isWorst ? a.average - b.average : b.average - a.average) || (a.ref < b.ref ? -1 : 1),
    )
    .slice(0, Math.min(limit, SHOWN));
  if (ranked.length === 0)
    return reply({ kind: 'unknown', intent, text: 'Nothing was scored yet.' });
  const on = named.length > 0 ? enumerate(named.map(({ title }) => title)) : 'all scorecards';
  const title = `${isWorst ? 'Lowest' : 'Highest'} ${isTeams ? 'teams' : 'scores'} on ${on}`;
  const items = ranked.map(({ ref, average }) => listItem(room.view, ref, percent(average)));
  return reply({
    kind: 'answer',
    intent,
    refs: ranked.map(({ ref }) => ref),
    text: `${title}: ${enumerate(
      items.map(({ label, detail }) => `${label} ${detail}`),
      SHOWN,
    )}.`,
    facts: [
      {
        name: title,
        value: ranked.map(({ ref, average }) => `${ref} ${percent(average)}`).join(', '),
        source: 'scorecards',
        observedAt: (results[0]?.evaluatedAt ?? room.now).toISOString(),
      },
    ],
    view: { kind: 'list', title, items, total: items.length },
  });
}

/** Scored by a scorecard that is about everything, and no service for that. */
function isOrganisation(kind: string | undefined): boolean {
  return ['group', 'user', 'domain', 'system', 'template'].includes(kind ?? '');
}

const NUMBER: Readonly<Record<string, number>> = { three: 3, five: 5, ten: 10 };

/** Checks by how many fail them. */
export async function ofChecks(room: Room, rulebook: Rulebook): Promise<Answer> {
  const rows = await resultsWhere(room.db);
  const fails = new Map<string, number>();
  for (const { scorecard, outcomes } of rows)
    for (const [check, outcome] of Object.entries(outcomes))
      if (outcome === 'fail') {
        const key = `${scorecard} ${check}`;
        fails.set(key, (fails.get(key) ?? 0) + 1);
      }
  const ranked = rulebook.scorecards
    .flatMap((scorecard) =>
      scorecard.checks.map((check) => ({
        title: `${check.title} (${scorecard.title})`,
        fails: fails.get(`${scorecard.name} ${check.id}`) ?? 0,
      })),
    )
    .filter((one) => one.fails > 0)
    .sort((a, b) => b.fails - a.fails)
    .slice(0, 10);
  return reply({
    kind: 'answer',
    intent,
    text:
      ranked.length === 0
        ? 'No check fails.'
        : `Failed the most: ${enumerate(ranked.map((one) => `${one.title}, ${one.fails}`))}.`,
    facts: [
      {
        name: 'failing checks',
        value: ranked.map((one) => `${one.title} ${one.fails}`).join('; ') || 'none',
        source: 'scorecards',
        observedAt: room.now.toISOString(),
      },
    ],
  });
}

/** Teams by their failing checks, for each of their entities: a large team is not worse for being large. */
export async function ofTeams(room: Room): Promise<Answer> {
  const results = await resultsWhere(room.db);
  const teams = Map.groupBy(results, ({ owner }) => owner);
  const ranked = [...teams]
    .flatMap(([owner, of]) => {
      if (owner === null) return [];
      const fails = of.reduce(
        (sum, { outcomes }) => sum + Object.values(outcomes).filter((one) => one === 'fail').length,
        0,
      );
      const entities = new Set(of.map(({ ref }) => ref)).size;
      return fails > 0 ? [{ owner, fails, entities }] : [];
    })
    .sort((a, b) => b.fails / b.entities - a.fails / a.entities || (a.owner < b.owner ? -1 : 1));
  const items = ranked.map(({ owner, fails, entities }) =>
    listItem(
      room.view,
      owner,
      `${counted(fails, 'failing check')} in ${counted(entities, 'entity')}`,
    ),
  );
  return reply({
    kind: 'answer',
    intent,
    refs: ranked.map(({ owner }) => owner),
    text:
      ranked.length === 0
        ? 'No team fails a check.'
        : `By failing checks for each entity, most first: ${enumerate(
            items.map(({ label, detail }) => `${label} (${detail})`),
            15,
          )}. As of ${dayOf(room.now, room.zone)}.`,
    facts: [
      {
        name: 'failing checks by team',
        value: items.map(({ label, detail }) => `${label}: ${detail}`).join('; '),
        source: 'scorecards',
        observedAt: room.now.toISOString(),
      },
    ],
    view: {
      kind: 'list',
      title: 'Failing checks by team, for each entity',
      items: items.slice(0, SHOWN),
      total: items.length,
    },
  });
}
