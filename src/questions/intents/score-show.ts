import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { resultsOf, resultsWhere, shareOf } from '../../scorecards/results/read.ts';
import type { StoredResult } from '../../scorecards/results/stored.ts';
import type { Scorecard } from '../../scorecards/scorecard.ts';
import type { Answer, Group } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { readingNote, strangers } from '../labels.ts';
import { judge } from '../properties.ts';
import { listItem, reply } from '../reply.ts';
import { OWN_LEVELS } from '../standards/level-words.ts';
import { heightOf, levelTitle, type Rulebook, rulebookOf } from '../standards/rulebook.ts';
import { factsOfEvidence, outcomeWords, percent, standing } from '../standards/words.ts';

const intent = 'score.show';

/** Where a service or team stands on the scorecards. */
export const scoreShow: Intention = {
  intent,
  examples: [
    "how's ledger doing on prod readiness",
    'score of ledger',
    'is ledger production ready',
    'what level is ledger',
    'does ledger pass the runbook check',
    'which checks does ledger fail',
  ],
  patterns: [
    'how is {any} doing [on|with|in] [prod|production|security|docs] [readiness|baseline|ownership]',
    'how is {any} doing (on|with|in) {rest}',
    'how (good|healthy|mature|ready|compliant|bad) is {any}',
    '[show|show me|what is|what are] [the] (score|scores|scorecard|scorecards|level|levels|grade|rating|maturity|readiness|prod readiness|production readiness) (of|for) {any}',
    '[the] {rest} (score|scorecard|level|result|results) (of|for) {any}',
    '[show|show me] {any} (score|scores|scorecard|scorecards|grade|rating|readiness|prod readiness|production readiness|checks)',
    '(is|are) {any} (gold|silver|bronze|compliant|passing|production ready|prod ready|ready for production|failing checks|failing any checks)',
    '(is|are) {any} (gold|silver|bronze|at gold|at silver|at bronze|compliant|passing) (on|in|for) {rest}',
    'what (level|score|grade|rating) (is|has|does|do) {any} [have|at|on|got]',
    '(does|do) {any} (pass|meet|fail|comply with|satisfy) {rest}',
    '(which|what) [checks|rules|standards] (does|do|is) {any} (fail|failing|pass|passing|miss|missing|not pass|not meet)',
    '(failing|failed|passing) checks (of|for|in|on) {any}',
    `(is|are) {any} [at|on] [level] (platinum|diamond|basic|standard|advanced|elite|ready|mature|${OWN_LEVELS})`,
    `(is|are) {any} [at|on] (${OWN_LEVELS}) (on|in|for) {rest}`,
  ],
  answer: tell,
};

/** Levels that only some organisations have: a claim about another one is no question for scorecards. */
const LEVEL_CLAIM =
  /\s(platinum|diamond|basic|standard|advanced|elite|(?<!prod |production )ready|mature)$/i;

async function tell({ text, mentions, strange, room }: Case): Promise<Answer | null> {
  const rulebook = rulebookOf(await room.standards.scorecards());
  const claim = LEVEL_CLAIM.exec(text)?.[1];
  if (claim !== undefined && !rulebook.levelIn(claim)) return null;
  const [first] = mentions;
  if (!first) return null;
  if (await isStated(text, first.ref, rulebook, room)) return null;
  const refs = mentions.map(({ ref }) => ref);
  const kinds = new Set(refs.map((ref) => room.view.get(ref)?.kind));
  const about = wanted(text, mentions, rulebook);
  const answer =
    kinds.has('group') || kinds.has('user')
      ? await ofOwner(room, first.ref, { rulebook, about })
      : await ofThings(room, refs, { rulebook, about, text });
  const note = readingNote(room.view, mentions);
  const unknown = strangers(strange).join(' ');
  return answer && { ...answer, text: [note, answer.text, unknown].filter(Boolean).join(' ') };
}

/** "is it gold" where that is no level of a scorecard, but what its own descriptor says. */
async function isStated(
  text: string,
  ref: string,
  rulebook: Rulebook,
  room: Room,
): Promise<boolean> {
  const claim = /^(?:is|are)\s.*\s(gold|silver|bronze|compliant)$/i.exec(text)?.[1];
  if (claim === undefined || rulebook.levelIn(claim)) return false;
  const facts = await room.facts(ref);
  return facts !== null && judge(room.view, facts, claim).isTrue !== null;
}

/** Which scorecards and checks the words beside the names are about; none is all of them. */
function wanted(text: string, mentions: Case['mentions'], rulebook: Rulebook) {
  const words = mentions.reduce((left, { said }) => left.replace(said, ' '), text);
  const asks =
    /^(?:how|is|are|what|which|does|do|show|me|of|for|the|score|scores|doing|pass|passing|meet|ready|at)\b/gi;
  const rest = words.replace(asks, ' ').replace(/\b(?:pass|fail|meet|doing|ready)\b/gi, ' ');
  const named = rulebook.scorecardsIn(rest);
  const scorecards = named.length > 0 ? named : (claimed(text, rulebook)?.of ?? []);
  const rules = /\b(?:pass|fail|meet|comply|satisfy)\b/i.test(text) ? rulebook.rulesIn(rest) : [];
  return { scorecards, rules };
}

/** The level that "is ledger elite" asks for. */
function claimed(text: string, rulebook: Rulebook): ReturnType<Rulebook['levelIn']> {
  const claim = /^(?:is|are)\s(.*\S)$/i.exec(text.replace(/\s+(?:on|in|for)\s.*$/i, ''))?.[1];
  return rulebook.levelIn(claim?.split(/\s+/).at(-1) ?? '');
}

type About = ReturnType<typeof wanted>;
type Book = { rulebook: Rulebook; about: About };

async function ofThings(
  room: Room,
  refs: readonly string[],
  { rulebook, about, text }: Book & { text: string },
): Promise<Answer> {
  const stored = await resultsWhere(room.db, { refs });
  const cards =
    about.rules.length > 0 ? about.rules.map((rule) => rule.scorecard) : about.scorecards;
  const shown = stored.filter(
    ({ scorecard }) => cards.length === 0 || cards.some(({ name }) => name === scorecard),
  );
  if (shown.length === 0) return unscored(room, refs, stored.length > 0 ? cards : []);
  const judged = new Map(
    await Promise.all(refs.map(async (ref) => [ref, await room.standards.judge(ref)] as const)),
  );
  const sentences: string[] = [];
  const groups: Group[] = [];
  for (const result of shown) {
    const scorecard = rulebook.byName(result.scorecard);
    const now = judged.get(result.ref)?.find((one) => one.scorecard.name === result.scorecard);
    const checks = (now?.checks ?? []).filter(({ check, outcome }) =>
      about.rules.length === 0
        ? outcome !== 'not-applicable'
        : about.rules.some((rule) => rule.check.id === check.id),
    );
    sentences.push(
      sentenceOf(room, { result, scorecard, checks, isNamed: about.rules.length > 0 }),
    );
    groups.push({
      label: `${labelOf(room.view, result.ref)} on ${scorecard?.title ?? result.scorecard}: ${standing(scorecard, result)}`,
      lines: checks
        .toSorted((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome))
        .map((one) => {
          const seen = one.evidence().find(({ url }) => url !== null);
          return {
            text: `${SIGN[one.outcome]} ${one.check.title}${one.outcome === 'pass' ? '' : ` ${outcomeWords(one)}`}${one.isCounted ? '' : ' (announced, does not count yet)'}`,
            place: seen ? { label: seen.source, url: seen.url } : null,
          };
        }),
    });
  }
  const evidence = [...judged.values()].flatMap((all) =>
    all.flatMap(({ checks }) =>
      checks.flatMap((one) => (one.outcome === 'fail' ? factsOfEvidence(one.evidence()) : [])),
    ),
  );
  const yes = verdict(text, shown, rulebook);
  return reply({
    kind: 'answer',
    intent,
    subjects: refs,
    refs,
    text: `${yes}${sentences.join(' ')}`,
    facts: [
      ...shown.map((result) => ({
        name: `score on ${result.scorecard}`,
        value: standing(rulebook.byName(result.scorecard), result),
        source: 'scorecards',
        observedAt: result.evaluatedAt.toISOString(),
      })),
      ...evidence.slice(0, 20),
    ],
    view: {
      kind: 'groups',
      title: refs.map((ref) => labelOf(room.view, ref)).join(', '),
      groups,
      total: groups.length,
      ...(yes && { note: yes.trim() }),
    },
  });
}

const ORDER = ['fail', 'unknown', 'exempt', 'pass', 'not-applicable'];
const SIGN = { pass: '✓', fail: '✗', unknown: '?', exempt: '–', 'not-applicable': '·' } as const;

/** `payments-api is Silver, 86 % on Production Readiness; for Gold it lacks "Restore test in the last year".` */
function sentenceOf(
  { view }: Room,
  {
    result,
    scorecard,
    checks,
    isNamed,
  }: {
    result: StoredResult;
    scorecard: Scorecard | null;
    checks: Awaited<ReturnType<Room['standards']['judge']>>[number]['checks'];
    isNamed: boolean;
  },
): string {
  const name = labelOf(view, result.ref);
  const title = scorecard?.title ?? result.scorecard;
  if (isNamed && checks.length > 0)
    return `${name}: ${checks.map((one) => `"${one.check.title}" ${outcomeWords(one)}`).join('; ')} (${title}).`;
  const failing = checks.filter(({ outcome, isCounted }) => outcome === 'fail' && isCounted);
  const unread = checks.filter(({ outcome }) => outcome === 'unknown');
  const has = `${name} is ${standing(scorecard, result)} on ${title}`;
  const fails =
    failing.length > 0
      ? `; it fails ${enumerate(
          failing.map(({ check }) => `"${check.title}"`),
          6,
        )}`
      : unread.length === 0
        ? '; nothing is missing'
        : '';
  const unknown =
    unread.length > 0 ? `; ${counted(unread.length, 'check')} could not be decided` : '';
  return `${has}${fails}${unknown}.`;
}

/** What a question for yes or no begins with: "Yes. ", "No. "; empty for others. */
function verdict(text: string, results: readonly StoredResult[], rulebook: Rulebook): string {
  const [first] = results;
  if (!/^(?:is|are)\b/i.test(text) || !first || results.length !== 1) return '';
  const scorecard = rulebook.byName(first.scorecard);
  const level = /\b(\S+)$/.exec(text.replace(/\s+(?:on|in|for)\s.*$/i, ''))?.[1] ?? '';
  const wantedLevel = scorecard?.levels.find(({ name, title }) =>
    [name, title].some((one) => one.toLowerCase() === level.toLowerCase()),
  );
  if (!scorecard || !wantedLevel) return '';
  const has = heightOf(scorecard, first.level) >= heightOf(scorecard, wantedLevel.name);
  const may = heightOf(scorecard, first.possibleLevel) >= heightOf(scorecard, wantedLevel.name);
  return has ? 'Yes. ' : may ? 'Not for certain. ' : 'No. ';
}

async function ofOwner(room: Room, owner: string, { rulebook, about }: Book): Promise<Answer> {
  const { view, db } = room;
  const owned = view.ownedBy(owner).map(({ ref }) => ref);
  const all = owned.length > 0 ? await resultsWhere(db, { refs: owned.slice(0, 500) }) : [];
  const results = all.filter(
    ({ scorecard }) =>
      about.scorecards.length === 0 || about.scorecards.some(({ name }) => name === scorecard),
  );
  const name = labelOf(view, owner);
  if (results.length === 0)
    return reply({
      kind: 'unknown',
      intent,
      subjects: [owner],
      text: `No scorecard is about anything that ${name} owns.`,
    });
  const byScorecard = Map.groupBy(results, ({ scorecard }) => scorecard);
  const sentences = [...byScorecard].map(([scorecard, of]) => {
    const shares = of.flatMap((one) => shareOf(one) ?? []);
    const average = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    return `${rulebook.byName(scorecard)?.title ?? scorecard}: ${shares.length > 0 ? percent(average) : 'not known'} over ${counted(of.length, 'entity')}`;
  });
  const lowest = results.toSorted((a, b) => (shareOf(a) ?? 2) - (shareOf(b) ?? 2));
  const items = lowest.slice(0, 20).map((one) => {
    const scorecard = rulebook.byName(one.scorecard);
    return listItem(
      view,
      one.ref,
      `${scorecard?.title ?? one.scorecard}: ${[levelTitle(scorecard, one.level), percent(shareOf(one))].filter(Boolean).join(', ')}`,
    );
  });
  const title = `${name} on the scorecards`;
  return reply({
    kind: 'answer',
    intent,
    subjects: [owner],
    refs: [...new Set(lowest.map(({ ref }) => ref))],
    text: `${name}: ${sentences.join('; ')}. Lowest first: ${enumerate(
      items.map(({ label, detail }) => `${label} (${detail})`),
      8,
    )}.`,
    facts: [
      {
        name: 'average',
        value: sentences.join('; '),
        source: 'scorecards',
        observedAt: results[0]?.evaluatedAt.toISOString() ?? room.now.toISOString(),
      },
    ],
    view: { kind: 'list', title, items, total: results.length, note: `${sentences.join('; ')}.` },
  });
}

async function unscored(
  room: Room,
  refs: readonly string[],
  others: readonly Scorecard[],
): Promise<Answer> {
  const names = enumerate(refs.map((ref) => labelOf(room.view, ref)));
  const all = await room.standards.scorecards();
  const why =
    all.length === 0
      ? 'No scorecards are set up here.'
      : others.length > 0
        ? `${enumerate([...new Set(others.map(({ title }) => title))])} ${others.length === 1 ? 'is' : 'are'} not about ${names}.`
        : `No scorecard is about ${names}, or it was not evaluated yet.`;
  const owners = await Promise.all(refs.map((ref) => resultsOf(room.db, ref)));
  return reply({
    kind: 'unknown',
    intent,
    subjects: refs,
    text: `I do not know a score of ${names}. ${why}${owners.flat().length > 0 ? ' Ask for its other scorecards by "score of" and its name.' : ''}`,
  });
}
