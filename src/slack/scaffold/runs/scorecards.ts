import type { KnownBlock } from '@slack/types';
import type { ProjectedScorecard } from '../../../scorecards/projected.ts';
import { bold, name, sections } from '../../blocks.ts';

const CARDS = 6;
const MISSING = 5;

/** What a new repository will have on the scorecards, and what stands before the next level. */
export function scorecardBlocks(scorecards: readonly ProjectedScorecard[]): KnownBlock[] {
  const lines = scorecards.slice(0, CARDS).flatMap(({ title, level, passed, of, next, isTop }) => {
    const reached = level ? `${name(level, 60)}${isTop ? ', the top level' : ''}` : 'no level yet';
    const missing = next?.missing.slice(0, MISSING) ?? [];
    const more = (next?.missing.length ?? 0) - missing.length;
    return [
      `${isTop ? ':trophy:' : ':bar_chart:'} ${bold(title, 80)}: ${reached} · ${passed} of ${of} checks pass`,
      ...(next && missing.length > 0
        ? [
            `      for ${name(next.level, 60)}: ${missing.map((check) => name(check.title, 80)).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
          ]
        : []),
    ];
  });
  return lines.length > 0 ? sections(lines) : [];
}
