import { and, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities, locations, repositories } from '../../db/schema.ts';
import { chunks } from '../chunks.ts';
import type { UnplacedProblem } from '../problems.ts';
import { type Scope, shownPlace } from './scope.ts';

const NOWHERE = { line: null, column: null, path: '', look: null, owner: null } as const;

/** Repositories and registered locations that cannot be read: told for each entity that stays as it was, or once where there is none. */
export async function unreadableSources(db: Db, scope: Scope): Promise<UnplacedProblem[]> {
  return [...(await repositoriesUnread(db, scope)), ...(await locationsUnread(db, scope))];
}

async function repositoriesUnread(db: Db, { ref }: Scope): Promise<UnplacedProblem[]> {
  const rows = await db
    .select({
      id: repositories.id,
      slug: repositories.slug,
      url: repositories.url,
      reason: repositories.readError,
    })
    .from(repositories)
    .where(and(isNotNull(repositories.readError), isNull(repositories.missingSince)));
  const bySource = new Map(rows.map((row) => [`github:${row.id}`, row]));
  const stated = new Map<string, { ref: string; location: string }[]>();
  for (const chunk of chunks([...bySource.keys()])) {
    const found = await db
      .select({ source: entities.source, ref: entities.ref, location: entities.location })
      .from(entities)
      .where(and(inArray(entities.source, chunk), isNull(entities.removedAt)));
    for (const { source, ...row } of found)
      stated.set(source, [...(stated.get(source) ?? []), row]);
  }
  return [...bySource].flatMap(([source, { slug, url, reason }]): UnplacedProblem[] => {
    const problem = {
      ...NOWHERE,
      kind: 'unreadable' as const,
      severity: 'error' as const,
      since: null,
      nextStep:
        'Nothing is removed meanwhile, and it is tried again with every sync; see that Callboard may read the repository.',
    };
    const why = `The repository ${slug} cannot be read: ${reason}`;
    const kept = (stated.get(source) ?? []).filter((row) => ref === null || row.ref === ref);
    if (kept.length > 0)
      return kept.map((row) => ({
        ...problem,
        ...row,
        message: sentence(`${why}; ${row.ref} is shown as it was last read`),
      }));
    if (ref !== null) return [];
    return [{ ...problem, ref: null, location: `url:${url}`, message: sentence(why) }];
  });
}

async function locationsUnread(db: Db, { ref }: Scope): Promise<UnplacedProblem[]> {
  if (ref !== null) return [];
  const rows = await db.select().from(locations).where(isNotNull(locations.readError));
  return rows.map(({ type, target, readError }) => ({
    ...NOWHERE,
    kind: 'unreadable' as const,
    severity: 'error' as const,
    ref: null,
    location: `${type}:${target}`,
    since: null,
    message: sentence(`The registered location ${shownPlace(target)} cannot be read: ${readError}`),
    nextStep: 'Correct what it points to, or delete the location.',
  }));
}

function sentence(text: string): string {
  return `${text.replace(/[.\s]+$/, '')}.`;
}
