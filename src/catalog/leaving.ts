import { count, eq, isNotNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { repositories } from '../db/schema.ts';

/** A missing repository stays for this long, so that one wrong answer of GitHub costs nothing. A sweep runs hourly. */
export const GRACE_MS = 45 * 60_000;
/** More than this missing at once looks like lost access, not like a tidy-up: a person has to say so. */
const MOST_AT_ONCE = 5;
const MOST_SHARE = 0.1;

/** How many of so many known repositories may go at once without a person's word. */
export function mostRemovedAtOnce(known: number): number {
  return Math.max(MOST_AT_ONCE, Math.floor(known * MOST_SHARE));
}

/** Why an entity stays although its source is out of reach, since when, and when it will go. */
export type Leaving =
  /** `goesAfter`: the first sweep after then removes it; null while so many are missing that a person has to say so. */
  | { kind: 'missing'; slug: string; since: Date; goesAfter: Date | null }
  | { kind: 'unreadable'; slug: string; reason: string }
  | { kind: 'archived'; slug: string };

type Row = {
  slug: string;
  missingSince: Date | null;
  readError: string | null;
  isArchived: boolean;
};

/** What becomes of the entities of a repository; null where nothing is wrong with it. */
export function leavingOf(
  { slug, missingSince, readError, isArchived }: Row,
  areManyMissing: boolean,
): Leaving | null {
  if (missingSince) {
    const goesAfter = areManyMissing ? null : new Date(missingSince.getTime() + GRACE_MS);
    return { kind: 'missing', slug, since: missingSince, goesAfter };
  }
  if (readError) return { kind: 'unreadable', slug, reason: readError };
  return isArchived ? { kind: 'archived', slug } : null;
}

/** Whether so many repositories are missing that none of them goes by itself. */
export async function areManyMissing(db: Db): Promise<boolean> {
  const [known] = await db.select({ rows: count() }).from(repositories);
  const [missing] = await db
    .select({ rows: count() })
    .from(repositories)
    .where(isNotNull(repositories.missingSince));
  return (missing?.rows ?? 0) > mostRemovedAtOnce(known?.rows ?? 0);
}

const GITHUB = 'github:';

/** The repository behind a source; null for folders, people and what else is no repository. */
export function repositoryIdOf(source: string): string | null {
  return source.startsWith(GITHUB) ? source.slice(GITHUB.length) : null;
}

/** The fate of what a source states. */
export async function leavingOfSource(db: Db, source: string): Promise<Leaving | null> {
  const id = repositoryIdOf(source);
  if (id === null) return null;
  const [row] = await db.select(LEAVING_COLUMNS).from(repositories).where(eq(repositories.id, id));
  if (!row) return null;
  return leavingOf(row, row.missingSince !== null && (await areManyMissing(db)));
}

export const LEAVING_COLUMNS = {
  slug: repositories.slug,
  missingSince: repositories.missingSince,
  readError: repositories.readError,
  isArchived: repositories.isArchived,
};

/** Why it stays and when it goes, as one sentence about "it". */
export function leavingSentence(leaving: Leaving): string {
  const { slug } = leaving;
  switch (leaving.kind) {
    case 'missing': {
      const gone = `Its repository ${slug} is not found any more since ${minute(leaving.since)}`;
      return leaving.goesAfter
        ? `${gone}; it leaves the catalog with the first full sync after ${minute(leaving.goesAfter)}.`
        : `${gone}; so many are missing at once that it stays until a person confirms it.`;
    }
    case 'unreadable':
      return `Its repository ${slug} cannot be read (${leaving.reason}); it stays as it was last read.`;
    case 'archived':
      return `Its repository ${slug} is archived; it stays as it is until the repository is deleted.`;
  }
}

function minute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
