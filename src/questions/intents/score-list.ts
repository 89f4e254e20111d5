import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { resultsWhere, shareOf } from '../../scorecards/results/read.ts';
import type { StoredResult } from '../../scorecards/results/stored.ts';
import type { Scorecard } from '../../scorecards/scorecard.ts';
import type { Answer, ListItem } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { listItem, reply } from '../reply.ts';
import { readSet } from '../sets/read-set.ts';
import { setRoom } from '../sets/written.ts';
import { ofMine } from '../standards/failing.ts';
import { levelWords, OWN_LEVELS } from '../standards/level-words.ts';
import { ofChecks, ofRank, ofTeams } from '../standards/ranked.ts';
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
