import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { Scorecard } from '../../scorecards/scorecard.ts';
import { withCheckAt } from '../../scorecards/simulate/propose.ts';
import type { Moved, Simulation } from '../../scorecards/simulate/simulate.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { listItem, reply } from '../reply.ts';
import { OWN_LEVELS } from '../standards/level-words.ts';
import { levelTitle, type Rule, type Rulebook, rulebookOf } from '../standards/rulebook.ts';

const intent = 'score.list';
const SHOWN = 15;
const LEVEL = `(bronze|silver|gold|platinum|${OWN_LEVELS})`;
const REQUIRE = '(require|required|asked for|ask for|demanded|demand|moved|move|put)';

/** "What if we required a runbook at silver": who would drop, and who would be told, before anybody writes it. */
export const scoreWhatIf: Intention = {
  intent,
  examples: [
    'what if we required a runbook at bronze',
    'what if codeowners were required at silver',
  ],
  patterns: [
    `what [happens|would happen] if (we|i|you|one) ${REQUIRE} [a|an|the] {rule} (at|for|to|on|in) [level] ${LEVEL} [level] {rest}`,
    `what [happens|would happen] if (we|i|you|one) ${REQUIRE} [a|an|the] {rule} (at|for|to|on|in) [level] ${LEVEL} [level]`,
    `what [happens|would happen] if [a|an|the] {rule} (was|were|is|are|became) [required|needed|asked|a check] (at|for|in|on) [level] ${LEVEL} [level]`,
    `who would (drop|fall|lose their level|be told) if (we|i|you|one) ${REQUIRE} [a|an|the] {rule} (at|for|to|on|in) [level] ${LEVEL} [level]`,
  ],
  bare: 'nothing',
  answer: tell,
};

async function tell({ text, slots, room }: Case): Promise<Answer | null> {
  const rulebook = rulebookOf(await room.standards.scorecards());
  const rules = rulebook.rulesIn(slots['rule'] ?? '');
  if (rules.length === 0)
    return reply({
      kind: 'unknown',
      intent,
      text: `No check is called "${slots['rule']}", so I cannot try it. \`callboard scorecard simulate <file>\` tries a scorecard with a check that is new.`,
    });
  const level = levelAsked(text, rulebook);
  const tries = level ? triesOf(rules, level.of, rulebook.scorecardsIn(slots['rest'] ?? '')) : [];
  const [first] = tries;
  if (!level || !first)
    return reply({ kind: 'unknown', intent, text: 'No scorecard has a level of that name.' });
  const name = first.scorecard.levels.find(({ title }) => title === level.title)?.name ?? '';
  const found = await room.standards.simulate(withCheckAt(first.scorecard, first.check, name));
  return inWords(room, { found, rule: first, level: level.title });
}

function levelAsked(text: string, rulebook: Rulebook): ReturnType<Rulebook['levelIn']> {
  const after = [...text.matchAll(/\b(?:at|for|to|on|in)\s+(?:level\s+)?([\w-]+)/gi)];
  return after.map(([, word = '']) => rulebook.levelIn(word)).find((one) => one !== null) ?? null;
}

/** Where it stands already, else on a scorecard that is named, else on the first with such a level. */
function triesOf(
  rules: readonly Rule[],
  having: readonly Scorecard[],
  named: readonly Scorecard[],
): Rule[] {
  const fits = (scorecard: Scorecard) =>
    having.includes(scorecard) && (named.length === 0 || named.includes(scorecard));
  const own = rules.filter(({ scorecard }) => fits(scorecard));
  const other = having.filter(fits).map((scorecard) => ({ scorecard, check: rules[0]?.check }));
  return own.length > 0
    ? own
    : other.flatMap(({ scorecard, check }) => (check ? [{ scorecard, check }] : []));
}

function inWords(
  { view, now }: Room,
  { found, rule, level }: { found: Simulation; rule: Rule; level: string },
): Answer {
  const { drops, rises, told, entities } = found;
  const what = `If "${rule.check.title}" were required at ${level} of ${rule.scorecard.title}`;
  const titled = (at: string | null) => levelTitle(rule.scorecard, at) ?? 'no level';
  const moved = ({ ref, from, to, before, after }: Moved) =>
    from === to
      ? `${labelOf(view, ref)} (${share(before)} to ${share(after)})`
      : `${labelOf(view, ref)} (${titled(from)} to ${titled(to)})`;
  const falls = drops.length > 0 ? `: ${enumerate(drops.map(moved), SHOWN)}` : '';
  const rise = rises.length > 0 ? ` ${counted(rises.length, 'entity')} would rise.` : '';
  const names = told.map(
    ({ recipient, refs }) =>
      `${recipient ? labelOf(view, recipient) : 'nobody'} (of ${refs.length})`,
  );
  const tells =
    names.length > 0 ? `${enumerate(names, SHOWN)} would be told` : 'nobody would be told';
  return reply({
    kind: 'answer',
    intent,
    refs: drops.map(({ ref }) => ref),
    text: `${what}, ${drops.length} of ${counted(entities.after, 'entity')} would drop${falls}.${rise} Of checks that newly fail, ${tells}. Nothing is changed: this is by the facts as they are now.`,
    facts: [
      {
        name: 'would drop',
        value: String(drops.length),
        source: 'simulation',
        observedAt: now.toISOString(),
      },
    ],
    view: {
      kind: 'list',
      title: `${counted(drops.length, 'entity')} would drop`,
      items: drops
        .slice(0, SHOWN)
        .map((one) => listItem(view, one.ref, moved(one).replace(/^.*\((.*)\)$/, '$1'))),
      total: drops.length,
      note: `${what}. ${tells.charAt(0).toUpperCase()}${tells.slice(1)}.`,
    },
  });
}

function share(of: number | null): string {
  return of === null ? 'nothing' : `${Math.round(of * 100)} %`;
}
