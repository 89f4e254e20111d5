import { z } from 'zod';
import { canonicalRef } from '../../catalog/ref.ts';
import { UserError } from '../../errors.ts';
import type { Result } from '../../scorecards/evaluate.ts';
import { changesWhere, shareOf } from '../../scorecards/results/read.ts';
import type { StoredChange } from '../../scorecards/results/stored.ts';
import { readMatrixQuery } from '../pages/scorecards/matrix/query.ts';
import { chosenRows } from '../pages/scorecards/matrix/rows.ts';
import { rowsOf } from '../pages/scorecards/parts.ts';
import { levelWords, shareWords } from '../pages/scorecards/score-words.ts';
import { defineTool, refused, type Tool, told } from './tool.ts';

const MOST_CHANGES = 5;

const ofEntity = defineTool({
  name: 'get_scores',
  title: 'Scores of one entity',
  description:
    'Where one entity stands on each scorecard, judged now: level, what fails and how to fix it, what is not known and why, and what moved it lately.',
  scope: 'read',
  input: z.object({ ref: z.string().min(1).max(300) }),
  async call({ ref: said }, { index, standards, db }) {
    const ref = refOf(said);
    if (!ref || !(await index.current()).get(ref))
      return refused(`The catalog has no entity ${said}. Look for it with find_entities.`);
    const [results, changes] = await Promise.all([standards.judge(ref), changesWhere(db, { ref })]);
    if (results.length === 0) return told(`No scorecard is about ${ref}.`, { ref, scores: [] });
    const lately = changes.slice(-MOST_CHANGES).toReversed().map(changeLine);
    const text = [
      ...results.map(resultText),
      ...(lately.length > 0 ? [`Moved lately:\n${lately.join('\n')}`] : []),
    ].join('\n\n');
    const scores = results.map((result) => ({
      scorecard: result.scorecard.name,
      level: result.level?.name ?? null,
      share: shareOf(result.score),
      fails: result.checks.flatMap(({ check, outcome }) => (outcome === 'fail' ? [check.id] : [])),
    }));
    return told(text, { ref, scores });
  },
});

const ofScorecard = defineTool({
  name: 'list_scores',
  title: 'Scores by scorecard',
  description:
    'Entities with their level and score on a scorecard, lowest first; of a team, or only those that fail a check. Without a scorecard: which ones there are, with their checks.',
  scope: 'read',
  input: z.object({
    scorecard: z.string().max(100).optional().describe('Its name: production-readiness.'),
    team: z.string().max(300).optional().describe('Ref of the owner: group:default/payments.'),
    check: z.string().max(100).optional().describe('Id of a check: only what fails it.'),
    limit: z.int().min(1).max(100).default(30),
  }),
  async call({ scorecard: name, team, check, limit }, { index, standards, db }) {
    const scorecards = await standards.scorecards();
    const list = scorecards
      .map(
        ({ name, title, checks }) => `${name} "${title}": ${checks.map(({ id }) => id).join(', ')}`,
      )
      .join('\n');
    if (name === undefined)
      return told(list || 'There is no scorecard.', {
        scorecards: scorecards.map((one) => one.name),
      });
    const scorecard = scorecards.find((one) => one.name === name);
    if (!scorecard) return refused(`There is no scorecard ${name}. There are:\n${list}`);
    if (check !== undefined && !scorecard.checks.some(({ id }) => id === check))
      return refused(
        `${name} has no check ${check}. Its checks are those after its name:\n${list}`,
      );
    const params = new URLSearchParams({ order: 'worst' });
    if (team) params.set('team', team);
    if (check) params.set('check', check);
    const all = await rowsOf(db, await index.current(), scorecard);
    const rows = chosenRows(all, readMatrixQuery(params));
    const lines = rows.slice(0, limit).map(({ result }) => {
      const level = levelWords(scorecard.levels, result.level);
      return `${result.ref}: ${level}, ${shareWords(result)}${result.owner ? `, ${result.owner}` : ''}`;
    });
    return told(
      `${rows.length} of ${all.length}${lines.length > 0 ? ':' : '.'}\n${lines.join('\n')}`.trim(),
      {
        total: rows.length,
        refs: rows.slice(0, limit).map(({ result }) => result.ref),
      },
    );
  },
});

/** How things stand on scorecards. */
export const SCORES: readonly Tool[] = [ofEntity, ofScorecard];

function resultText({ scorecard, level, score, checks }: Result): string {
  const fails = checks.flatMap(({ check, outcome }) =>
    outcome === 'fail' ? [`- fails ${check.id} (${check.title}): ${check.howToFix}`] : [],
  );
  const unknown = checks.flatMap(({ check, outcome, reason }) =>
    outcome === 'unknown' ? [`- not known: ${check.id} (${check.title}): ${reason ?? ''}`] : [],
  );
  const head = `${scorecard.title}: ${levelWords(scorecard.levels, level?.name ?? null)}, ${shareWords(score)}`;
  return [head, ...fails, ...unknown].join('\n');
}

function changeLine({ at, scorecard, cause, before, after, checks }: StoredChange): string {
  const flips = checks.map(({ check, from, to }) => `${check} ${from ?? 'new'} to ${to ?? 'gone'}`);
  const moved = `${shareWords(before)} to ${shareWords(after)}`;
  return `- ${at.toISOString().slice(0, 10)} ${scorecard}: ${moved} because of ${cause}${flips.length > 0 ? ` (${flips.join(', ')})` : ''}`;
}

function refOf(said: string): string | null {
  try {
    return canonicalRef(said, { kind: 'component' });
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
