import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { resultsWhere, shareOf } from '../../scorecards/results/read.ts';
import type { StoredResult } from '../../scorecards/results/stored.ts';
import type { Scorecard } from '../../scorecards/scorecard.ts';
import type { Answer, ListItem } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { listItem, reply } from '../reply.ts';
import { readSet } from '../sets/read-set.ts';
import { setRoom } from '../sets/written.ts';
import { levelWords, OWN_LEVELS } from '../standards/level-words.ts';
import {
  heightOf,
  levelTitle,
  type Rule,
  type Rulebook,
  rulebookOf,
} from '../standards/rulebook.ts';
import { dayOf, percent } from '../standards/words.ts';

const intent = 'score.list';
const SHOWN = 25;
const THINGS =
  'services|components|apis|repos|repositories|things|entities|of our services|of us|ones';
const FAIL =
  'fail|fails|are failing|is failing|failing|do not pass|does not pass|do not meet|not passing|are missing|violate|break';
const PASS = 'pass|passes|are passing|meet|satisfy|comply with|are compliant with';
const UNKNOWN = 'are unknown for|are unknown on|cannot be checked for|could not be checked for';

/** Which entities fail or pass a check, have a level, or score lowest and highest. */
export const scoreList: Intention = {
  intent,
  examples: [
    'which services fail the runbook check',
    'which teams fail the most checks',
    'worst services',
    'which services are bronze',
    'which services are below silver',
    'best services on production readiness',
    'what do we fail',
  ],
  patterns: [
    `(which|what|list|show|show me|how many) [all|of our|our] {set} (${FAIL}|${PASS}|${UNKNOWN}) {rule}`,
    `(which|what|list|show|show me|how many) [all|of our|our] {set} (are|is) [still|only|at|on|at least|below|under|above|not|no longer|already] (bronze|silver|gold|platinum|compliant|${OWN_LEVELS}) [on|for|in] {rule}`,
    `(which|what|list|show|show me|how many) [all|of our|our] {set} (are|is) [still|only|at|on|at least|below|under|above|not|no longer|already] (bronze|silver|gold|platinum|compliant|${OWN_LEVELS})`,
    `[the|our|top|show|show me|list|which are the|what are the] (worst|best|lowest|highest|top|bottom|weakest|least ready|most ready) [scoring|scored|five|ten|5|10|3|three] (${THINGS}|teams|scores) [by score|by scorecard|on scorecards]`,
    `[the|our|top|show|show me|list|which are the|what are the] (worst|best|lowest|highest|top|bottom|weakest) [scoring|five|ten|5|10|3|three] (${THINGS}|teams|scores) (on|in|for|by) {rule}`,
    `(which|what) (${THINGS}|teams|team|service|component) (have|has|score|scores|is|are) [the] (worst|best|lowest|highest) [score|scores|level] [on|in|for] {rule}`,
    `(which|what) (${THINGS}|teams|team|service|component) (have|has|score|scores|is|are) [the] (worst|best|lowest|highest) [score|scores|level]`,
    '(which|what) (teams|team) (fail|fails|are failing|is failing|miss|misses) [the] [most|many] (checks|rules|standards)',
    '(who|which teams|which team) (fails|fail|is failing|are failing) {rule}',
    '(what|which checks|which rules) (do|does|are|is) (we|i|us|my team|our team) (fail|failing|miss|missing|not pass)',
    '(which|what) (checks|rules) (fail|are failing|are failed) [the] [most|most often|everywhere]',
    '[the|our] (most failed|most failing|hardest) (checks|check|rules|rule)',
  ],
  bare: 'nothing',
  answer: tell,
};

async function tell(question: Case): Promise<Answer | null> {
  const { text, slots, room } = question;
  const rulebook = rulebookOf(await room.standards.scorecards());
  if (rulebook.scorecards.length === 0)
    return reply({ kind: 'unknown', intent, text: 'No scorecards are set up here.' });
  if (
    /\b(?:checks|rules|check|rule)\b/i.test(text) &&
    /\b(?:most failed|most failing|hardest|are failing|fail the most|are failed|fail most)\b/i.test(
      text,
    )
  )
    return ofChecks(room, rulebook);
  const level = levelSaid(text, rulebook);
  if (level) return ofLevel(question, rulebook, level);
  const rank = /\b(worst|lowest|bottom|weakest|least ready|best|highest|top|most ready)\b/i.exec(
    text,
  );
  if (rank) return ofRank(question, rulebook, /worst|lowest|bottom|weakest|least/i.test(rank[0]));
  if (/\b(?:we|i|us|my team|our team)\b/i.test(text) && slots['rule'] === undefined)
    return ofMine(room, rulebook);
  if (
    slots['rule'] === undefined ||
    /^(?:the )?(?:most )?(?:checks|rules|standards)$/i.test(slots['rule'])
  )
    return ofTeams(room);
  return ofRule(question, rulebook, slots['rule']);
}

/** "are below silver": how, and which level. */
function levelSaid(text: string, rulebook: Rulebook): RegExpExecArray | null {
  const names = ['bronze', 'silver', 'gold', 'platinum', 'compliant'];
  const levels = [...names, ...levelWords(rulebook.scorecards)].join('|');
  const how = 'still|only|at least|at|on|below|under|above|not|no longer|already';
  return new RegExp(`\\b(?:are|is)\\s+(?:(${how})\\s+)?(${levels})(?![\\w-])`, 'i').exec(text);
}

/** The entities the words keep: "tier 1 services", "payments services"; null where they are not understood. */
async function kept(
  room: Room,
  said: string | undefined,
): Promise<((ref: string) => boolean) | null> {
  if (said === undefined || /^(?:services?|things|entities|ones|of us|components?)$/i.test(said))
    return () => true;
  const reading = readSet(said, await setRoom(room, said));
  if (reading.kind !== 'set') return null;
  return (ref) => {
    const entry = room.view.get(ref);
    return entry !== null && entry !== undefined && reading.set.keeps(entry);
  };
}

async function ofRule({ text, slots, room }: Case, rulebook: Rulebook, said: string) {
  const rules = rulebook.rulesIn(said);
  const scorecards = rules.length === 0 ? rulebook.scorecardsIn(said) : [];
  const isKept = await kept(room, slots['set']);
  if (!isKept) return null;
  if (rules.length === 0 && scorecards.length === 0) {
    if (!/\b(?:check|rule|scorecard|standard)\b/i.test(text)) return null;
    const known = rulebook.scorecards.flatMap(({ checks }) => checks.map(({ title }) => title));
    return reply({
      kind: 'unknown',
      intent,
      text: `No check is called "${said}". There are: ${enumerate([...new Set(known)], 15)}.`,
    });
  }
  const wanted = new RegExp(`\\b(?:${FAIL})\\b`, 'i').test(text)
    ? 'fail'
    : /unknown|cannot|could not/i.test(text)
      ? 'unknown'
      : 'pass';
  const asked: readonly Rule[] =
    rules.length > 0
      ? rules
      : scorecards.flatMap((scorecard) => scorecard.checks.map((check) => ({ scorecard, check })));
  const found = await Promise.all(
    [...Map.groupBy(asked, ({ scorecard }) => scorecard.name)].map(async ([scorecard, of]) => {
      const results = await resultsWhere(room.db, { scorecard });
      return of.map(({ check, scorecard: card }) => {
        const kept = results.filter(({ ref }) => isKept(ref));
        const outcome = (one: StoredResult) =>
          Object.hasOwn(one.outcomes, check.id) ? one.outcomes[check.id] : undefined;
        return {
          check,
          card,
          refs: kept.filter((one) => outcome(one) === wanted).map(({ ref }) => ref),
          unknown: kept.filter((one) => outcome(one) === 'unknown').length,
          exempt: kept.filter((one) => outcome(one) === 'exempt').map(({ ref }) => ref),
          at: kept[0]?.evaluatedAt ?? null,
        };
      });
    }),
  );
  const all = found.flat();
  const refs = [...new Set(all.flatMap((one) => one.refs))];
  const verb = wanted === 'fail' ? 'fail' : wanted === 'pass' ? 'pass' : 'could not be checked for';
  const single = wanted === 'fail' ? 'fails' : wanted === 'pass' ? 'passes' : verb;
  const sentences = all
    .filter((one) => one.refs.length > 0 || all.length <= 3)
    .map(
      (one) =>
        `${counted(one.refs.length, 'entity')} ${one.refs.length === 1 ? single : verb} "${one.check.title}" (${one.card.title})${
          one.refs.length > 0
            ? `: ${enumerate(
                one.refs.map((ref) => labelOf(room.view, ref)),
                20,
              )}`
            : ''
        }.${
          one.exempt.length > 0
            ? ` Exempt: ${enumerate(
                one.exempt.map((ref) => labelOf(room.view, ref)),
                6,
              )}.`
            : ''
        }${wanted !== 'unknown' && one.unknown > 0 ? ` Of ${one.unknown} it is not known.` : ''}${
          one.check.effectiveFrom && one.check.effectiveFrom > room.now
            ? ` It counts from ${dayOf(one.check.effectiveFrom, room.zone)}.`
            : ''
        }`,
    );
  const items: ListItem[] = all.flatMap((one) =>
    one.refs.map((ref) => ({ ...listItem(room.view, ref), under: one.check.title })),
  );
  const title = `${counted(refs.length, 'entity')} ${refs.length === 1 ? single : verb} ${
    all.length === 1
      ? `"${all[0]?.check.title}"`
      : enumerate(
          all.map(({ check }) => `"${check.title}"`),
          3,
        )
  }`;
  return reply({
    kind: 'answer',
    intent,
    refs,
    text: sentences.join(' ') || `${title}.`,
    facts: all.slice(0, 10).map((one) => ({
      name: `${single} ${one.check.id}`,
      value: one.refs.join(', ') || 'none',
      source: 'scorecards',
      observedAt: (one.at ?? room.now).toISOString(),
    })),
    view: { kind: 'list', title, items: items.slice(0, SHOWN), total: items.length },
  });
}

async function ofLevel(
  { text, slots, room }: Case,
  rulebook: Rulebook,
  [, how = '', level = '']: RegExpExecArray,
): Promise<Answer | null> {
  const known = rulebook.levelIn(level);
  const isKept = await kept(room, slots['set']);
  if (!known || !isKept) return null;
  const named = slots['rule'] === undefined ? [] : rulebook.scorecardsIn(slots['rule']);
  const scorecards = known.of.filter(
    ({ name }) => named.length === 0 || named.some((one) => one.name === name),
  );
  const found: { result: StoredResult; scorecard: Scorecard }[] = [];
  for (const scorecard of scorecards) {
    const results = await resultsWhere(room.db, { scorecard: scorecard.name });
    const wanted = scorecard.levels.findIndex(({ title }) => title === known.title) + 1;
    for (const result of results)
      if (isKept(result.ref) && isAt(heightOf(scorecard, result.level), wanted, how.toLowerCase()))
        found.push({ result, scorecard });
  }
  const items = found.map(({ result, scorecard }) => ({
    ...listItem(room.view, result.ref, percent(shareOf(result))),
    under: `${levelTitle(scorecard, result.level) ?? 'No level'} on ${scorecard.title}`,
  }));
  const refs = [...new Set(found.map(({ result }) => result.ref))];
  const words = `${how ? `${how} ` : ''}${known.title}`;
  const perCard = [...Map.groupBy(found, ({ scorecard }) => scorecard.title)].map(
    ([title, of]) =>
      `${counted(of.length, 'entity')} ${of.length === 1 ? 'is' : 'are'} ${words} on ${title}: ${enumerate(
        of.map(({ result }) => labelOf(room.view, result.ref)),
        20,
      )}.`,
  );
  return reply({
    kind: 'answer',
    intent,
    refs,
    text:
      perCard.join(' ') ||
      `Nothing is ${words} on ${enumerate(scorecards.map(({ title }) => title))}.`,
    facts: [
      {
        name: text,
        value: refs.join(', ') || 'none',
        source: 'scorecards',
        observedAt: (found[0]?.result.evaluatedAt ?? room.now).toISOString(),
      },
    ],
    view: {
      kind: 'list',
      title: `${counted(refs.length, 'entity')}: ${words}`,
      items: items.slice(0, SHOWN),
      total: items.length,
    },
  });
}

function isAt(height: number, wanted: number, how: string): boolean {
  if (how === 'below' || how === 'under' || how === 'not' || how === 'no longer')
    return height < wanted;
  if (how === 'above') return height > wanted;
  if (how === 'at least' || how === 'already') return height >= wanted;
  return height === wanted;
}

async function ofRank({ text, slots, room }: Case, rulebook: Rulebook, isWorst: boolean) {
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
  const limit = Number(
    /\b(\d+)\b/.exec(text)?.[1] ??
      NUMBER[/\b(three|five|ten)\b/i.exec(text)?.[1]?.toLowerCase() ?? ''] ??
      10,
  );
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
async function ofChecks(room: Room, rulebook: Rulebook): Promise<Answer> {
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

/** What the asker's teams fail. */
async function ofMine(room: Room, rulebook: Rulebook): Promise<Answer> {
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

/** Teams by their failing checks, for each of their entities: a large team is not worse for being large. */
async function ofTeams(room: Room): Promise<Answer> {
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
