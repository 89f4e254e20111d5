import { and, inArray, max } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../../catalog/chunks.ts';
import { deployments } from '../../../db/schema.ts';
import { stageOf } from '../../../operations/environments.ts';
import { type WorkRow, workRows } from '../../../operations/work-store.ts';
import type { DeployedAround } from '../around.ts';

type Wanted = { ref: string; repository: string | null; folder: string };
type Last = NonNullable<Extract<DeployedAround, { kind: 'read' }>['last']>;

/** Since when each entity was last brought to production: by what was reported for it, and by the deployments of its repository. */
export async function deployedOf(
  db: Db,
  wanted: readonly Wanted[],
): Promise<Map<string, DeployedAround>> {
  const ids = [...new Set(wanted.flatMap(({ repository }) => repository ?? []))];
  const [byRef, byRepository, rows] = await Promise.all([
    lastBy(
      db,
      'ref',
      wanted.map(({ ref }) => ref),
    ),
    lastBy(db, 'repository', ids),
    workRows(db, ids),
  ]);
  const found = new Map<string, DeployedAround>();
  for (const { ref, repository, folder } of wanted) {
    const row = repository === null ? undefined : rows.get(repository);
    // Deployments of a repository that several things share do not say which of them it was.
    const shared = folder !== '';
    const own = byRef.get(ref);
    const around = repository === null || shared ? undefined : byRepository.get(repository);
    const last = own && (!around || own.at > around.at) ? own : around;
    const readAt = row?.readAt ?? last?.at;
    if (last && readAt) found.set(ref, { kind: 'read', last, readAt });
    else if (repository !== null) found.set(ref, withoutAny(row, shared));
  }
  return found;
}

function withoutAny(row: WorkRow | undefined, isShared: boolean): DeployedAround {
  if (isShared)
    return {
      kind: 'unread',
      reason: 'its repository is shared, and nothing reports deployments of it alone',
    };
  if (!row?.readAt)
    return { kind: 'unread', reason: row?.error ?? 'its deployments have not been read yet' };
  if (row.refused.includes('deployments'))
    return { kind: 'unread', reason: 'GitHub refuses to show its deployments' };
  return { kind: 'read', last: null, readAt: row.readAt };
}

async function lastBy(
  db: Db,
  name: 'ref' | 'repository',
  keys: readonly string[],
): Promise<Map<string, Last>> {
  const column = deployments[name];
  const found = new Map<string, Last>();
  for (const some of chunks(keys)) {
    const rows = await db
      .select({
        key: column,
        environment: deployments.environment,
        source: deployments.source,
        at: max(deployments.createdAt),
      })
      .from(deployments)
      .where(and(inArray(column, some), inArray(deployments.state, ['active', 'replaced'])))
      .groupBy(column, deployments.environment, deployments.source);
    for (const { key, environment, source, at } of rows) {
      if (key === null || at === null || stageOf(environment) !== 'production') continue;
      const known = found.get(key);
      if (!known || at > known.at) found.set(key, { at, url: null, source });
    }
  }
  return found;
}
