import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { CheckResult, Result } from '../../scorecards/evaluate.ts';
import { changesWhere } from '../../scorecards/results/read.ts';
import type { Cause, StoredChange } from '../../scorecards/results/stored.ts';
import type { Scorecard } from '../../scorecards/scorecard.ts';
import type { Answer, Fact } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { readingNote } from '../labels.ts';
import { reply } from '../reply.ts';
import { OWN_LEVELS } from '../standards/level-words.ts';
import { heightOf, levelTitle, type Rulebook, rulebookOf } from '../standards/rulebook.ts';
import {
  dayOf,
  evidenceWords,
  factsOfEvidence,
  outcomeWords,
  scoreFact,
  standing,
} from '../standards/words.ts';

const intent = 'score.why';
const LEVELS = `bronze|silver|gold|platinum|none|red|below bronze|${OWN_LEVELS}`;

/** Why a score fell, or is no better, with what it rests on. */
export const scoreWhy: Intention = {
  intent,
  examples: [
    'why did ledger drop to bronze',
    'why is ledger bronze',
    'why is ledger not gold',
    'why does ledger fail the runbook check',
    'what made ledger drop',
    'when did ledger drop to bronze',
  ],
  patterns: [
    `(why|when|how) (did|has|is|was|does|are|do) {any} (drop|dropped|fall|fallen|fell|fail|failing|go|gone|losing|lose|lost|degraded|degrade|slip|slipped|change|changed level) [down|back] [to|from] [the|its|their] [${LEVELS}|score|level]`,
    `why (is|are|was) {any} [only|still|just|at|not|not at|below|no longer|no more] (${LEVELS})`,
    `why (is|are|did|does|do) {any} (lose|losing|lost|drop|dropped|get|reach|have|not have|not get|not reach) [the|its] (${LEVELS}) [level|badge]`,
    'why (did|has|is|was|does|do|are) {any} (drop|dropped|fall|fell|fail|failing|go|lose|losing|not pass|not meet) {rest}',
    'why does (it|the scorecard|the check|that check|the rule|callboard) (say|think|claim|show|report) {rest}',
    `what (made|caused|makes) {any} (drop|fall|fail|lose its level) [to] [${LEVELS}]`,
    'what (happened|changed) (to|with|in|on) {any} (score|level|scorecard|scorecards)',
    '(score|level|scorecard) history (of|for) {any}',
    'why {any} (bronze|silver|red|failing)',
  ],
  bare: 'talk',
  answer: tell,
};

async function tell({ text, mentions, room }: Case): Promise<Answer | null> {
  const [mention] = mentions;
  if (!mention) return null;
  const { ref } = mention;
  const rulebook = rulebookOf(await room.standards.scorecards());
  const results = await room.standards.judge(ref);
  if (results.length === 0) return null;
  const rest = text
    .replace(mention.said, ' ')
    .replace(/\b(?:why|fail|drop|get|score|level)\b/gi, ' ');
  const named = rulebook.scorecardsIn(rest);
  const about = meant(results, { named, text });
  const rules = rulebook.rulesIn(rest.replace(/\b(?:does|says?|it|to|from)\b/gi, ' '));
  const checks = about.flatMap((result) =>
    result.checks.filter(({ check }) => rules.some((rule) => rule.check.id === check.id)),
  );
  const wantsFall =
    /\b(?:drop|dropped|fell|fall|fallen|lose|losing|lost|go|went|slip|slipped|degraded?|changed?|happened|when|history)\b/i.test(
      text,
    );
  const fall = wantsFall ? await ofFall(room, ref, { about, rulebook, text }) : null;
  const answer =
    checks.length > 0 && !wantsFall
      ? ofChecks(room, ref, checks)
      : (fall ?? ofBlockers(room, ref, { about, text }));
  const note = readingNote(room.view, mentions);
  const never =
    /\b(?:drop|dropped|fell|fall|fallen)\b/i.test(text) && !fall
      ? 'It did not fall as far as I know.'
      : '';
  return { ...answer, text: [note, never, answer.text].filter(Boolean).join(' ') };
}

/** The scorecards that are named, else those on which it has the level that is named, else all. */
function meant(
  results: readonly Result[],
  { named, text }: { named: readonly Scorecard[]; text: string },
): readonly Result[] {
  if (named.length > 0)
    return results.filter(({ scorecard }) => named.some(({ name }) => name === scorecard.name));
  const words = new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  const having = results.filter(
    ({ level }) =>
      level && (words.has(level.name.toLowerCase()) || words.has(level.title.toLowerCase())),
  );
  return having.length > 0 && !words.has('not') ? having : results;
}

type About = { about: readonly Result[]; rulebook: Rulebook; text: string };

/** The last step that took a level away, or where none did, the last that took points. */
async function ofFall(
  room: Room,
  ref: string,
  { about, rulebook, text }: About,
): Promise<Answer | null> {
  const names = new Set(about.map(({ scorecard }) => scorecard.name));
  const changes = (await changesWhere(room.db, { ref })).filter(({ scorecard }) =>
    names.has(scorecard),
  );
  const to = LEVEL_WORD.exec(text)?.[1];
  const falls = changes.filter((change) => isFall(change, rulebook));
  const toLevel = falls.filter(
    ({ scorecard, after }) =>
      to !== undefined &&
      levelTitle(rulebook.byName(scorecard), after?.level ?? null)?.toLowerCase() ===
        to.toLowerCase(),
  );
  const change = toLevel.at(-1) ?? falls.at(-1) ?? changes.findLast(isLoss);
  if (!change) return null;
  const scorecard = rulebook.byName(change.scorecard);
  const { view, zone } = room;
  const level = (score: StoredChange['before']) =>
    levelTitle(scorecard, score?.level ?? null) ??
    (scorecard?.levels[0] ? `below ${scorecard.levels[0].title}` : 'no level');
  const name = labelOf(view, ref);
  const title = scorecard?.title ?? change.scorecard;
  const turned = change.checks.filter(({ to }) => to !== 'pass');
  const moved =
    level(change.before) === level(change.after)
      ? `${name} lost points on ${title}`
      : `${name} went from ${level(change.before)} to ${level(change.after)} on ${title}`;
  const because = turned.map(
    (one) =>
      `"${one.title}" ${one.to === null ? 'is not asked any more' : outcomeWords({ outcome: one.to, reason: one.reason })}${one.evidence.length > 0 ? ` (${evidenceWords(one.evidence, zone)})` : ''}`,
  );
  const now = about.find((one) => one.scorecard.name === change.scorecard);
  const today = now
    ? ` Today it is ${standing(now.scorecard, { level: now.level?.name ?? null, ...now.score })}.`
    : '';
  const facts: Fact[] = [
    {
      name: 'score change',
      value: `${level(change.before)} → ${level(change.after)}: ${CAUSES[change.cause]}`,
      source: 'history of scorecards',
      observedAt: change.at.toISOString(),
    },
    ...turned.flatMap(({ evidence }) => factsOfEvidence(evidence)),
  ];
  return reply({
    kind: 'answer',
    intent,
    subjects: [ref],
    refs: [ref],
    text: `${moved} on ${dayOf(change.at, zone)}${because.length > 0 ? `: ${because.join('; ')}` : ''}. Why: ${CAUSES[change.cause]}.${today}`,
    facts,
  });
}

const LEVEL_WORD = /\b(?:to|below)\s+(\w+)\s*\??$/i;

/** What moved a score, to end "Why: …". */
export const CAUSES: Readonly<Record<Cause, string>> = {
  service: 'the service changed, or what it rests on grew too old',
  rule: 'the rule changed or began to count',
  exemption: 'an exemption was granted or ended',
  data: 'what it rests on could not be read, or can be read again',
  added: 'it is scored since then',
  removed: 'it is not scored any more',
  moved: 'it changed hands',
};

function isFall(change: StoredChange, rulebook: Rulebook): boolean {
  const scorecard = rulebook.byName(change.scorecard);
  if (!scorecard || !change.before || !change.after) return false;
  return heightOf(scorecard, change.after.level) < heightOf(scorecard, change.before.level);
}

function isLoss({ before, after }: StoredChange): boolean {
  return (
    before !== null &&
    after !== null &&
    after.earned * before.possible < before.earned * after.possible
  );
}

/** What stands between it and the next level, or the one that was asked for. */
function ofBlockers(
  room: Room,
  ref: string,
  { about, text }: { about: readonly Result[]; text: string },
): Answer {
  const { view, zone } = room;
  const name = labelOf(view, ref);
  const wanted = (result: Result) =>
    result.levels.find(({ level: { name: one, title } }) =>
      new RegExp(`\\bnot (?:at )?(?:${RegExp.escape(one)}|${RegExp.escape(title)})\\b`, 'i').test(
        text,
      ),
    )?.level ?? null;
  const sentences: string[] = [];
  const facts: Fact[] = [];
  for (const result of about) {
    const target = wanted(result) ?? result.next?.level ?? null;
    const upTo = result.levels.findIndex(({ level }) => level === target);
    const blockers = result.levels.slice(0, upTo + 1).flatMap((one) => one.blockers);
    const has = standing(result.scorecard, { level: result.level?.name ?? null, ...result.score });
    const lacks = blockers.map((one) => blockerWords(one, zone));
    facts.push(...blockers.flatMap((one) => factsOfEvidence(one.evidence())));
    sentences.push(
      target === null || blockers.length === 0
        ? `${name} is ${has} on ${result.scorecard.title}: nothing is missing.`
        : `${name} is ${has} on ${result.scorecard.title}; for ${target.title}: ${lacks.join('; ')}.`,
    );
  }
  return reply({
    kind: 'answer',
    intent,
    subjects: [ref],
    refs: [ref],
    text: sentences.join(' '),
    facts: [...about.map((result) => scoreFact(result, room.now)), ...facts],
  });
}

function ofChecks(room: Room, ref: string, checks: readonly CheckResult[]): Answer {
  const { view, zone } = room;
  const sentences = checks.map(
    (one) => `${blockerWords(one, zone)}. ${one.outcome === 'fail' ? one.check.howToFix : ''}`,
  );
  return reply({
    kind: 'answer',
    intent,
    subjects: [ref],
    refs: [ref],
    text: `${labelOf(view, ref)}: ${enumerate(sentences.map((one) => one.trim()))}`,
    facts: checks.flatMap((one) => factsOfEvidence(one.evidence())),
  });
}

function blockerWords(one: CheckResult, zone: string): string {
  // Why it is not known is said already.
  const seen = one.evidence().filter(({ state }) => state !== 'unknown');
  const evidence = evidenceWords(seen, zone);
  return `"${one.check.title}" ${outcomeWords(one)}${evidence ? ` (${evidence})` : ''}`;
}
