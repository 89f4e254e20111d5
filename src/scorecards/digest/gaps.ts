import { and, asc, isNotNull, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { counted } from '../../catalog/labels.ts';
import { repositories } from '../../db/schema.ts';
import { repositoryHealth } from '../../db/scorecard-tables.ts';

/** What could not be read, in sentences: silence about it would look like health. `unknown` counts services of which something is not known. */
export async function gapsOf(
  db: Db,
  { unknown, isEverybody }: { unknown: number; isEverybody: boolean },
): Promise<string[]> {
  const said =
    unknown > 0
      ? [
          `Of ${counted(unknown, 'service')} something is not known; it counts neither as passed nor as failed.`,
        ]
      : [];
  if (!isEverybody) return said;
  const unread = await db
    .select({ slug: repositories.slug, reason: repositories.readError })
    .from(repositories)
    .where(and(isNotNull(repositories.readError), isNull(repositories.missingSince)))
    .orderBy(asc(repositories.slug));
  const [first] = unread;
  if (first)
    said.push(
      `${counted(unread.length, 'repository')} could not be read, such as ${first.slug}: ${first.reason}.`,
    );
  const settings = await db
    .select({ repository: repositoryHealth.repository })
    .from(repositoryHealth)
    .where(isNotNull(repositoryHealth.error));
  if (settings.length > 0)
    said.push(
      `GitHub did not tell how ${counted(settings.length, 'repository')} ${settings.length === 1 ? 'is' : 'are'} set up; what it said last still counts.`,
    );
  return said;
}
