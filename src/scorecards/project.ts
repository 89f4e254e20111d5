import type { OwnerDirectory } from '../catalog/owner-directory.ts';
import { subjectsOf } from './entities-of-files.ts';
import { type CheckResult, evaluate, type Result } from './evaluate.ts';
import type { Seen } from './fact.ts';
import type { Files } from './facts/checkout.ts';
import type { Made, ProjectedCheck, ProjectedScorecard, ProjectScorecards } from './projected.ts';
import type { Scorecard } from './scorecard.ts';
import { publicationOf } from './step-settings.ts';

type Parts = {
  scorecards: () => Promise<readonly Scorecard[]>;
  /** Null where there is no catalog. */
  directory: () => Promise<OwnerDirectory | null>;
  now: () => Date;
};

/** Says what a run of the scaffolder will have on the scorecards. */
export function createProjection({ scorecards, directory, now }: Parts): ProjectScorecards {
  return async (made) => {
    const publication = publicationOf(made);
    // Of a pull request the rest of the repository is not known, and "has no README" would be a guess.
    if (!publication.isWhole) return [];
    const subjects = subjectsOf({
      files: filesOfRun(made.files, publication.root),
      settings: publication.settings,
      directory: await directory(),
      seenAt: seenInRun,
      descriptors: registered(made),
    });
    const all = await scorecards();
    return subjects.flatMap((subject) =>
      all.flatMap((scorecard) => {
        const result = evaluate(scorecard, subject, { now: now() });
        return result ? [projectedOf(result)] : [];
      }),
    );
  };
}

function seenInRun(path: string): Seen {
  return { source: path || 'files of the run', url: null, observedAt: null };
}

/** A larger file is no file that anything is read from. */
const MOST_BYTES = 1024 * 1024;

export function filesOfRun(files: Made['files'], root: string): Files {
  const place = root === '' ? '' : `${root}/`;
  const paths = [...files.keys()].filter((path) => path.startsWith(place));
  return {
    paths: paths.map((path) => path.slice(place.length)),
    text(path) {
      const file = files.get(place + path);
      if (!file || file.link !== undefined || file.bytes.byteLength > MOST_BYTES) return null;
      return Buffer.from(file.bytes).toString('utf8');
    },
  };
}

/** Descriptors of another name, as the steps register them. */
function registered({ steps, inputs }: Made): string[] {
  return steps.flatMap(({ id }) => {
    const input = inputs[id];
    if (input === null || typeof input !== 'object') return [];
    const path = (input as Record<string, unknown>)['catalogInfoPath'];
    return typeof path === 'string' ? [path.replace(/^(?:\.?\/)+/, '')] : [];
  });
}

/** A result as plain data. */
export function projectedOf(result: Result): ProjectedScorecard {
  const { scorecard, ref, levels, level, next } = result;
  const titles = new Map(scorecard.levels.map(({ name, title }) => [name, title]));
  const reached = level === null ? 0 : scorecard.levels.indexOf(level) + 1;
  const plain = (check: CheckResult) => plainCheck(check, titles);
  const counted = result.checks.filter(
    ({ outcome, isCounted }) => isCounted && outcome !== 'not-applicable',
  );
  return {
    name: scorecard.name,
    title: scorecard.title,
    ref,
    levels: levels.map(({ level: { name, title } }, index) => ({
      name,
      title,
      isReached: index < reached,
    })),
    level: level?.title ?? null,
    isTop: next === null,
    next: next && { level: next.level.title, missing: next.missing.map(plain) },
    passed: counted.filter(({ outcome }) => outcome === 'pass').length,
    of: counted.length,
    checks: result.checks.map(plain),
  };
}

function plainCheck(
  { check, outcome, reason, evidence }: CheckResult,
  titles: ReadonlyMap<string, string>,
): ProjectedCheck {
  const { id, title, level, why, howToFix } = check;
  return {
    ...{ id, title, outcome, why, howToFix, reason },
    level: level === null ? null : (titles.get(level) ?? level),
    evidence: evidence().map(({ title, value, source }) => ({ title, value, source })),
  };
}
