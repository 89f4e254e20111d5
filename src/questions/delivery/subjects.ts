import { labelOf } from '../../catalog/labels.ts';
import type { Deployment } from '../../operations/deployments.ts';
import { repositoriesWithIds } from '../../operations/work-reads.ts';
import { madeIn, type WorkRoom } from './places.ts';

/** Whom something that happened in a repository is about: what is made there, else the repository itself. */
export type Made = { refs: readonly string[]; label: string; slug: string; url: string };

/** What is made in repositories, by their ids. */
export async function madeInAll(
  room: WorkRoom,
  ids: readonly string[],
): Promise<Map<string, Made>> {
  const repositories = await repositoriesWithIds(room.db, ids);
  return new Map(
    [...repositories].map(([id, { slug, url }]) => {
      const refs = madeIn(room, slug);
      const [only, ...others] = refs;
      const isOne = only !== undefined && others.length === 0;
      return [id, { refs, label: isOne ? labelOf(room.view, only) : slug, slug, url }];
    }),
  );
}

/** What a deployment is of, as people call it. */
export function labelOfDeployment(
  { view }: WorkRoom,
  { ref, repository }: Deployment,
  made: ReadonlyMap<string, Made>,
): string {
  if (ref) return labelOf(view, ref);
  return (repository && made.get(repository)?.label) || 'something that is gone';
}

export function refsOfDeployment(
  { ref, repository }: Deployment,
  made: ReadonlyMap<string, Made>,
): readonly string[] {
  return ref ? [ref] : (repository && made.get(repository)?.refs) || [];
}
