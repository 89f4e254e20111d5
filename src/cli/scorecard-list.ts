import { counted } from '../catalog/labels.ts';
import type { ExitCode, Output } from '../cli.ts';
import { filesOf } from '../scorecards/library/folder.ts';
import { loadLibrary } from '../scorecards/library.ts';
import { withCore } from './core.ts';

/** Lists the scorecards and initiatives of files and folders, or those of the settings. */
export async function listScorecards(
  paths: readonly string[],
  { json }: { json?: true },
  { out }: Output,
): Promise<ExitCode> {
  const { scorecards, initiatives } =
    paths.length > 0
      ? await loadLibrary((await Promise.all(paths.map(filesOf))).flat(), { shipped: false })
      : await withCore(undefined, ({ standards }) => standards.loaded());
  if (json) {
    const listed = {
      scorecards: scorecards.map(({ name, title, owner, levels, checks }) => ({
        ...{ name, title, owner, levels: levels.map((level) => level.name) },
        checks: checks.map(({ id, title: what, level, weight }) => ({
          id,
          title: what,
          level,
          weight,
        })),
      })),
      initiatives: initiatives.map(({ name, title, owner, since, due, after, checks }) => ({
        ...{ name, title, owner, since, due, after },
        checks: checks.map(({ scorecard, check }) => `${scorecard}/${check}`),
      })),
    };
    out(JSON.stringify(listed, null, 2));
    return 0;
  }
  for (const { name, title, levels, checks } of scorecards) {
    const order = levels.length > 0 ? `, ${levels.map((level) => level.title).join(' < ')}` : '';
    out(`${name}: ${title} (${counted(checks.length, 'check')}${order})`);
  }
  for (const { name, title, due, checks } of initiatives)
    out(
      `${name}: ${title} (${counted(checks.length, 'check')}, due ${due.toISOString().slice(0, 10)})`,
    );
  if (scorecards.length === 0) out('There are no scorecards here.');
  return 0;
}
