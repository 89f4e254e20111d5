import { addMonths, dayAt, startOf } from '../../calendar.ts';
import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { type Moved, movementOf } from '../../scorecards/digest/movement.ts';
import { ranked, SMALLEST } from '../../scorecards/digest/ranking.ts';
import { changesWhere, daysWhere, resultsWhere, shareOf } from '../../scorecards/results/read.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { listItem, reply } from '../reply.ts';
import { rulebookOf } from '../standards/rulebook.ts';
import { dayOf, percent } from '../standards/words.ts';
import type { Period } from '../times.ts';

const intent = 'trend';
const MONTH_MS = 30 * 24 * 3_600_000;

/** How the scores of everybody or of a team moved, and why: in parts that sum to the movement. */
export const scoreTrend: Intention = {
  intent,
  examples: [
    'which team improved the most this month',
    'are we getting better',
    'why did the average drop',
    'score trend',
    'what moved the scores last week',
  ],
  patterns: [
    '(are|is|did) (we|it|things|they) (getting|get|become) (better|worse) [over time|at this|on scorecards]',
    '(are|is) (we|it|things|they) getting (better|worse) (on|at|in|with) {rest}',
    '(are|is|how are|how is) [the|our] (scores|average|score|scorecards|standards|quality) (improving|moving|developing|doing|going up|going down|rising|falling|getting better|getting worse|changing)',
    '(which|what|who) [team|service|group|teams|services] (improved|got better|got worse|declined|dropped|moved|regressed|gained) [the] [most|least] [on|in] {rest}',
    '(which|what|who) [team|service|group|teams|services] (improved|got better|got worse|declined|moved|regressed|gained|dropped) [the] [most|least]',
    '(most|best|biggest) (improved|improvement|improving) [team|teams|service|services]',
    '[show|show me|what is] [the|our] (trend|trends|progress over time|score history|score trend|movement) [of|for|in|on] {rest}',
    '[show|show me|what is] [the|our] (trend|trends|score trend|scores over time|average score|average|overall score|org score)',
    'why (did|has|is|was) (the|our) (score|scores|average|org score|overall score|trend) {rest}',
    'what (moved|changed|happened to|happened with) [the|our] (score|scores|average|org score|scorecards)',
  ],
  bare: 'nothing',
  time: 'welcome',
  answer: tell,
};

async function tell({ text, slots, period, room }: Case): Promise<Answer | null> {
  const rulebook = rulebookOf(await room.standards.scorecards());
  const rest = (slots['rest'] ?? '').replace(
    /^(?:drop|fall|rise|go|move|change|improve)\w*\b/i,
    '',
  );
  const named = rulebook.scorecardsIn(rest);
  const target = rest && named.length === 0 ? room.link(rest, 'team') : null;
  const team = target?.kind === 'linked' ? (target.mentions[0]?.ref ?? null) : null;
  if (rest.trim() && named.length === 0 && !team && !IDLE.test(rest)) return null;
  const { since, until, label } = periodOf(period ?? null, room);
  const scorecards = named.length > 0 ? named : rulebook.scorecards;
  const owners = team ? new Set([team]) : null;
  const moved: Moved[] = [];
  for (const scorecard of scorecards) {
    const standings = await resultsWhere(room.db, { scorecard: scorecard.name });
    const changes = await changesWhere(room.db, { scorecard: scorecard.name, since });
    if (standings.length === 0 && changes.length === 0) continue;
    const { name, title, levels } = scorecard;
    const history = { scorecard: name, title, levels, standings, changes, weeks: [] };
    moved.push(movementOf(history, { until, owners }));
  }
  if (moved.length === 0)
    return reply({
      kind: 'unknown',
      intent,
      text: 'Nothing was scored yet, so nothing has moved.',
    });
  if (/\bservices?\b/i.test(text))
    return ofServices(room, { since, until, label, isWorse: isWorse(text) });
  if (/\b(?:team|teams|who|group)\b/i.test(text) && !team)
    return isWorse(text) ? ofWorse(room, moved, label) : ofTeams(room, moved, label);
  return ofAll(room, moved, { label, since, team });
}

const IDLE =
  /^(?:\s|over time|lately|recently|so|much|down|up|the|last|this|most|all|everything|everybody|us|we|scores?|average)*$/i;

function isWorse(text: string): boolean {
  return /\b(?:worse|declined|dropped|regressed|least)\b/i.test(text);
}

/** The time that was named; a month where none was, and "this month" from its first day. */
function periodOf(period: Period | null, { now, zone }: Room): Period {
  if (period && period.since.getTime() > 0) return period;
  const since = new Date(now.getTime() - MONTH_MS);
  const first = startOf(addMonths({ ...dayAt(now, zone), day: 1 }, 0), zone);
  return { since: first < since ? first : since, until: now, label: 'in the last 30 days' };
}

function ofTeams(room: Room, moved: readonly Moved[], label: string): Answer {
  const best = ranked(moved.map(({ gains }) => gains));
  const points = (from: number, to: number) => `+${((to - from) * 100).toFixed(1)} points`;
  const items = best.map(({ ref, before, after, entities }) =>
    listItem(
      room.view,
      ref,
      `${points(before, after)}, ${percent(before)} to ${percent(after)} over ${counted(entities, 'entity')}`,
    ),
  );
  const [first] = items;
  const rule = `Of teams with at least ${SMALLEST} entities, measured by each entity, and only by what they changed themselves.`;
  return reply({
    kind: 'answer',
    intent,
    refs: best.map(({ ref }) => ref),
    text: first
      ? `${first.label} improved the most ${label}: ${first.detail}.${items.length > 1 ? ` Then ${enumerate(items.slice(1).map((one) => `${one.label} (${one.detail})`))}.` : ''} ${rule}`
      : `No team improved ${label}. ${rule}`,
    facts: [
      {
        name: 'most improved',
        value: best[0]?.ref ?? 'none',
        source: 'history of scorecards',
        observedAt: room.now.toISOString(),
      },
    ],
    ...(first && {
      view: {
        kind: 'list',
        title: `Most improved ${label}`,
        items,
        total: items.length,
        note: rule,
      } as const,
    }),
  });
}

function ofWorse(room: Room, moved: readonly Moved[], label: string): Answer {
  const teams = new Map<string, { gain: number; of: number; entities: number }>();
  for (const { gains } of moved)
    for (const [owner, { refs, gain }] of gains) {
      const team = teams.get(owner) ?? { gain: 0, of: 0, entities: 0 };
      teams.set(owner, {
        gain: team.gain + gain,
        of: team.of + refs.length,
        entities: Math.max(team.entities, refs.length),
      });
    }
  const fell = [...teams]
    .filter(([, { gain, entities }]) => gain < 0 && entities >= SMALLEST)
    .map(([ref, { gain, of }]) => ({ ref, points: gain / of / 10_000 }))
    .sort((a, b) => a.points - b.points || (a.ref < b.ref ? -1 : 1))
    .slice(0, 5);
  const items = fell.map(({ ref, points }) =>
    listItem(room.view, ref, `${points.toFixed(1)} points`),
  );
  return reply({
    kind: 'answer',
    intent,
    refs: fell.map(({ ref }) => ref),
    text:
      items.length > 0
        ? `Teams that lost points ${label}: ${enumerate(items.map((one) => `${one.label} (${one.detail})`))}.`
        : `No team with at least ${SMALLEST} entities lost points ${label} by what it changed itself.`,
    facts: [
      {
        name: 'lost points',
        value: fell.map(({ ref }) => ref).join(', ') || 'none',
        source: 'history of scorecards',
        observedAt: room.now.toISOString(),
      },
    ],
  });
}

async function ofServices(
  room: Room,
  { since, until, label, isWorse }: { since: Date; until: Date; label: string; isWorse: boolean },
): Promise<Answer> {
  const gains = new Map<string, number>();
  for (const { at, ref, before, after } of await changesWhere(room.db, { since })) {
    const [was, is] = [shareOf(before), shareOf(after)];
    if (at < until && was !== null && is !== null) gains.set(ref, (gains.get(ref) ?? 0) + is - was);
  }
  const moved = [...gains]
    .filter(([, gain]) => (isWorse ? gain < -0.0005 : gain > 0.0005))
    .sort(([a, x], [b, y]) => (isWorse ? x - y : y - x) || (a < b ? -1 : 1))
    .slice(0, 10);
  const items = moved.map(([ref, gain]) =>
    listItem(room.view, ref, `${gain > 0 ? '+' : ''}${(gain * 100).toFixed(1)} points`),
  );
  const verb = isWorse ? 'lost points' : 'improved';
  return reply({
    kind: 'answer',
    intent,
    refs: moved.map(([ref]) => ref),
    text:
      items.length > 0
        ? `What ${verb} ${label}, most first: ${enumerate(items.map((one) => `${one.label} (${one.detail})`))}.`
        : `Nothing ${verb} ${label}.`,
    facts: [
      {
        name: verb,
        value: moved.map(([ref]) => ref).join(', ') || 'none',
        source: 'history of scorecards',
        observedAt: room.now.toISOString(),
      },
    ],
    ...(items.length > 0 && {
      view: { kind: 'list', title: `What ${verb} ${label}`, items, total: items.length } as const,
    }),
  });
}

async function ofAll(
  room: Room,
  moved: readonly Moved[],
  { label, since, team }: { label: string; since: Date; team: string | null },
): Promise<Answer> {
  const sentences = moved.map(({ movement: one }) => {
    if (one.after === null) return `${one.title}: nothing counts.`;
    const now = percent(one.after);
    if (one.before === null || one.movement === null)
      return `${one.title}: ${now} over ${counted(one.entities, 'entity')}, new in this time.`;
    const sign = one.movement > 0 ? '+' : '';
    const parts = one.parts.map(
      ({ points, what }) => `${what} ${points > 0 ? '+' : ''}${points.toFixed(1)}`,
    );
    return `${one.title}: ${percent(one.before)} → ${now} (${sign}${one.movement.toFixed(1)} points)${parts.length > 0 ? `, of which ${parts.join('; ')}` : ''}.`;
  });
  const total = moved.reduce((sum, { movement }) => sum + (movement.movement ?? 0), 0);
  const days = await daysWhere(room.db, {
    owner: team ?? '*',
    since: since.toISOString().slice(0, 10),
  });
  const known = days[0] ? '' : ' How it was on each day is not known yet.';
  const whose = team ? labelOf(room.view, team) : 'Everybody';
  const verdict =
    total > 0.05 ? 'Yes, it goes up.' : total < -0.05 ? 'No, it goes down.' : 'It stands still.';
  return reply({
    kind: 'answer',
    intent,
    subjects: team ? [team] : [],
    refs: [
      ...new Set(moved.flatMap(({ movement }) => movement.parts.flatMap(({ refs }) => refs))),
    ].slice(0, 20),
    text: `${verdict} ${whose} ${label} (since ${dayOf(since, room.zone)}): ${sentences.join(' ')}${known}`,
    facts: moved.map(({ movement: one }) => ({
      name: `movement of ${one.scorecard}`,
      value: `${one.movement ?? 'unknown'}`,
      source: 'history of scorecards',
      observedAt: room.now.toISOString(),
    })),
  });
}
