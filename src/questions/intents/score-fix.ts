import { enumerate, labelOf } from '../../catalog/labels.ts';
import { EFFORTS, effortOf } from '../../scorecards/effort.ts';
import type { CheckResult, Result } from '../../scorecards/evaluate.ts';
import type { FactTable } from '../../scorecards/fact.ts';
import type { Answer, Group } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { readingNote } from '../labels.ts';
import { reply } from '../reply.ts';
import { tellFailing } from '../standards/failing.ts';
import { levelWords, OWN_LEVELS } from '../standards/level-words.ts';
import { type Rulebook, rulebookOf } from '../standards/rulebook.ts';
import {
  evidenceWords,
  factsOfEvidence,
  outcomeWords,
  scoreFact,
  standing,
} from '../standards/words.ts';
import { whoMay } from '../who-may.ts';

const intent = 'score.fix';
const LEVELS = `gold|silver|bronze|platinum|the next level|next level|the top|the first level|${OWN_LEVELS}`;

/** What stands between a service and a level, the least work first. */
export const scorePath: Intention = {
  intent,
  examples: [
    'how does ledger get to gold',
    'how do we get ledger to gold',
    'what is missing for ledger to be gold',
    'what does ledger need for silver',
    'how can ledger improve',
    'next steps for ledger',
  ],
  patterns: [
    `how (do|does|can|could|should|would) (we|i|you|one) (get|bring|move|raise|take|lift|improve|push) {any} (to|up to) (${LEVELS})`,
    `how (do|does|can|could|should) {any} (get to|reach|become|move to|go to|get) (${LEVELS})`,
    'how (do|does|can|could|should) {any} (improve|get better|score better|do better|raise its score)',
    'how (do|does|can|could|should) (we|i) (improve|raise) [the score of|the level of|the score for] {any}',
    `how (do|does|can|could|should) (we|i|it) (get|go|move|raise|reach|improve) [to|it to|from] [${LEVELS}]`,
    `what (is|does|are|do) (missing|left|needed|failing|required|lacking) (for|to|on|in|of) {any} [to be|to get to|to reach|to become|on the way to] [${LEVELS}]`,
    `what (does|do) {any} (need|miss|lack) (for|to be|to get to|to reach|to become) (${LEVELS})`,
    `what (does|do) {any} [still] (need|miss|lack) (for|to be|to get to|to reach) {rest}`,
    '(next steps|next step|path to gold|todo|to do|to-do) (for|of) {any}',
    `what (is|are) {any} (missing|lacking) (for|to be|to get to|to reach) (${LEVELS})`,
  ],
  bare: 'talk',
  answer: tellPath,
};

/** "Fix it for me": a card whose press opens a pull request. */
export const scoreFix: Intention = {
  intent,
  examples: ['fix it for me', 'fix ledger', 'open a pr for the runbook of ledger'],
  patterns: [
    'fix (it|this|that|them) [for me|please|for us]',
    '(can|could|would|will) you [please] fix (it|this|that|them) [for me|please|for us]',
    'fix {any} [for me|please|for us]',
    '[please] (fix|mend|repair) [the] {rule} (of|for|on|in) {any}',
    '(open|make|create|send) (a|the) [fix] (pr|pull request) (for|to fix) [the] {rule} (of|for|on|in) {any}',
    '(open|make|create|send) (a|the) fix (pr|pull request) [for] [it|this|that]',
    '(open|make|create|send) (a|the) fix (pr|pull request) (for|of|on|in) {any}',
  ],
  bare: 'talk',
  answer: proposeFix,
};

async function tellPath({ text, mentions, room }: Case): Promise<Answer | null> {
  const [mention] = mentions;
  if (!mention) return null;
  const { ref } = mention;
  const rulebook = rulebookOf(await room.standards.scorecards());
  // What is left for a team is what its services fail, also where a scorecard is about teams.
  if (room.view.get(ref)?.kind === 'group')
    return tellFailing(room, rulebook, { teams: [ref], names: labelOf(room.view, ref) });
  const results = await room.standards.judge(ref);
  if (results.length === 0) return null;
  const about = wanted(results, text.replace(mention.said, ' '), rulebook);
  const strange = /\bplatinum\b/i.exec(text)?.[0];
  if (strange && !rulebook.levelIn(strange))
    return reply({
      kind: 'unknown',
      intent,
      subjects: [ref],
      text: `No scorecard has a level ${strange}. There are: ${enumerate(levelWords(about.map(({ scorecard }) => scorecard)))}.`,
    });
  const { table } = await room.standards.loaded();
  const { view, zone, now } = room;
  const name = labelOf(view, ref);
  const sentences: string[] = [];
  const groups: Group[] = [];
  for (const result of about) {
    const { target, missing } = pathTo(result, { text, table });
    const has = standing(result.scorecard, { level: result.level?.name ?? null, ...result.score });
    if (missing.length === 0) {
      sentences.push(
        `${name} is ${has} on ${result.scorecard.title}: ${target ? `nothing is missing for ${target}` : 'nothing is missing'}.`,
      );
      continue;
    }
    const goal = target ? `for ${target}` : 'to pass everything';
    sentences.push(
      `${name} is ${has} on ${result.scorecard.title}; ${goal}, the least work first: ${missing.map((one, at) => `${at + 1}. ${stepWords(one)}`).join(' ')}`,
    );
    groups.push({
      label: `${result.scorecard.title}: ${has}, ${goal}`,
      lines: missing.map((one) => ({
        text: `${one.check.title} ${outcomeWords(one)}. ${one.check.howToFix}${one.check.fix ? ' (I can open a pull request)' : ''}`,
        place: null,
      })),
    });
  }
  const facts = about.flatMap((result) =>
    pathTo(result, { text, table }).missing.flatMap((one) => factsOfEvidence(one.evidence())),
  );
  return reply({
    kind: 'answer',
    intent,
    subjects: [ref],
    refs: [ref],
    text: `${readingNote(view, mentions)} ${sentences.join(' ')}`.trim(),
    facts: [...about.map((result) => scoreFact(result, now)), ...facts.slice(0, 20)],
    ...(groups.length > 0 && {
      view: {
        kind: 'groups',
        title: `How ${name} gets further`,
        groups,
        total: groups.length,
        ...(readingNote(view, mentions) && { note: readingNote(view, mentions) }),
      } as const,
    }),
  });

  function stepWords(one: CheckResult): string {
    const evidence = one.outcome === 'unknown' ? '' : evidenceWords(one.evidence(), zone);
    return `"${one.check.title}" ${outcomeWords(one)}${evidence ? ` (${evidence})` : ''}. ${one.check.howToFix}${one.check.fix ? ' I can open a pull request: say "fix it".' : ''}`;
  }
}

/** Scorecards that are named, else those that have something missing, else all. */
function wanted(results: readonly Result[], rest: string, rulebook: Rulebook): readonly Result[] {
  const named = rulebook.scorecardsIn(
    rest.replace(/\b(?:how|what|get|need|next|steps?|level|top|we|it)\b/gi, ' '),
  );
  const about = results.filter(({ scorecard }) =>
    named.some(({ name }) => name === scorecard.name),
  );
  if (about.length > 0) return about;
  const level = /\b(?:to|reach|become|for)\s+([\w-]+)[\s?]*$/i.exec(rest)?.[1];
  const of = (level && rulebook.levelIn(level)?.of) || [];
  const having = results.filter(({ scorecard }) => of.some(({ name }) => name === scorecard.name));
  const open =
    having.length > 0
      ? having
      : results.filter(({ checks }) => checks.some(({ outcome }) => outcome === 'fail'));
  return open.length > 0 ? open : results;
}

/** The level that was asked for, else the next one, and what stands before it; without levels, all that fails. */
function pathTo(
  result: Result,
  { text, table }: { text: string; table: FactTable },
): { target: string | null; missing: readonly CheckResult[] } {
  const asked = result.levels.findIndex(({ level }) =>
    [level.name, level.title].some((one) =>
      text
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .includes(one.toLowerCase()),
    ),
  );
  const top = /\bthe top\b/i.test(text) ? result.levels.length - 1 : -1;
  const next = result.levels.findIndex(({ level }) => level === result.next?.level);
  const upTo = asked >= 0 ? asked : top >= 0 ? top : next;
  if (upTo < 0) {
    const missing = result.checks.filter(
      ({ outcome, isCounted }) => outcome === 'fail' && isCounted,
    );
    return { target: null, missing: byEffort(missing, table) };
  }
  const missing = result.levels.slice(0, upTo + 1).flatMap(({ blockers }) => blockers);
  return { target: result.levels[upTo]?.level.title ?? null, missing: byEffort(missing, table) };
}

/** The least work first; what nobody knows is nobody's work yet and comes last. */
function byEffort(checks: readonly CheckResult[], table: FactTable): CheckResult[] {
  const rank = ({ check, outcome }: CheckResult) =>
    outcome === 'unknown' ? EFFORTS.length : EFFORTS.indexOf(effortOf(check, table));
  return checks.toSorted((a, b) => rank(a) - rank(b));
}

async function proposeFix({ slots, mentions, room }: Case): Promise<Answer | null> {
  const [mention] = mentions;
  if (!mention) return null;
  const { ref } = mention;
  const { view } = room;
  const results = await room.standards.judge(ref);
  if (results.length === 0) return null;
  const rulebook = rulebookOf(await room.standards.scorecards());
  const rules = slots['rule'] ? rulebook.rulesIn(slots['rule']) : [];
  if (slots['rule'] && rules.length === 0) return null;
  const failing = results.flatMap(({ scorecard, checks }) =>
    checks.flatMap((one) =>
      one.outcome === 'fail' &&
      (rules.length === 0 || rules.some(({ check }) => check.id === one.check.id))
        ? [{ scorecard, one }]
        : [],
    ),
  );
  const name = labelOf(view, ref);
  if (failing.length === 0)
    return reply({
      kind: 'answer',
      intent,
      subjects: [ref],
      refs: [ref],
      facts: results.map((result) => scoreFact(result, room.now)),
      text: `There is nothing to fix: ${name} fails no check${rules.length > 0 ? ' of that name' : ''}.`,
    });
  const fixable = failing.filter(({ one }) => one.check.fix !== null);
  if (fixable.length === 0) {
    const { table } = await room.standards.loaded();
    const [first] = byEffort(
      failing.map(({ one }) => one),
      table,
    );
    return reply({
      kind: 'answer',
      intent,
      subjects: [ref],
      refs: [ref],
      facts: results.map((result) => scoreFact(result, room.now)),
      text: `I cannot fix that by a pull request. ${name} fails ${enumerate(failing.map(({ one }) => `"${one.check.title}"`))}. ${first?.check.howToFix ?? ''} ${whoMay(view, ref) ? `It is for ${whoMay(view, ref)}.` : ''}`.trim(),
    });
  }
  if (fixable.length > 1)
    return reply({
      kind: 'choose',
      intent,
      subjects: [ref],
      candidates: [ref],
      text: `${name} fails ${fixable.length} checks that a pull request can fix: ${enumerate(fixable.map(({ one }) => `"${one.check.title}"`))}. Which one?`,
      view: {
        kind: 'choice',
        note: 'Which one shall I open a pull request for?',
        options: fixable.slice(0, 10).map(({ scorecard, one }) => ({
          ref,
          label: one.check.title,
          detail: scorecard.title,
          question: `fix ${one.check.title} of ${ref}`,
        })),
      },
    });
  const [{ scorecard, one }] = fixable as [(typeof fixable)[number]];
  return reply({
    kind: 'confirm',
    intent,
    subjects: [ref],
    refs: view.out(ref, 'ownedBy'),
    text: `Open a pull request so that ${name} passes "${one.check.title}"? Nothing is changed yet.`,
    view: {
      kind: 'confirm',
      title: `Fix "${one.check.title}" of ${name}?`,
      details: [
        { name: 'Check', text: `${one.check.title} (${scorecard.title})` },
        { name: 'What changes', text: changeOf(one) },
        { name: 'Who may', text: whoMay(view, ref) },
      ],
      verb: 'Open pull request',
      deed: { kind: 'fix', ref, scorecard: scorecard.name, check: one.check.id },
    },
  });
}

function changeOf({ check: { fix } }: CheckResult): string {
  switch (fix?.action) {
    case 'add-file':
      return `adds ${fix.path}`;
    case 'codeowners':
      return 'a line for the owner in CODEOWNERS';
    case 'edit-descriptor':
      return `sets ${Object.keys(fix.set).join(', ')} in the descriptor`;
    default:
      return 'a file of the repository';
  }
}
