import { desc, isNotNull } from 'drizzle-orm';
import { nameKey } from '../catalog/names.ts';
import { removalOf } from '../catalog/store.ts';
import { entities } from '../db/schema.ts';
import type { Answer } from './answer.ts';
import type { Room } from './intention.ts';
import { nameOf } from './labels.ts';
import { dayIn } from './past.ts';
import { reply } from './reply.ts';

/** Refs of what was removed under this name or title, and nothing else is called now. */
export async function removedNamed(said: string, { db, view }: Room): Promise<string[]> {
  const key = nameKey(said.replace(/^\w+:(?:[\w.-]+\/)?/, ''));
  if (key === '') return [];
  const rows = await db
    .select({ ref: entities.ref, name: entities.name })
    .from(entities)
    .where(isNotNull(entities.removedAt))
    .orderBy(desc(entities.removedAt));
  return rows
    .filter(({ ref, name }) => nameKey(name) === key && view.get(ref) === null)
    .map(({ ref }) => ref);
}

/** When and why they went. */
export async function tellRemovals(
  refs: readonly string[],
  { kind, intent }: Pick<Answer, 'kind' | 'intent'>,
  { db, zone }: Room,
): Promise<Answer> {
  const told = await Promise.all(
    refs.map(async (ref) => ({ ref, removal: await removalOf(db, ref) })),
  );
  return reply({
    kind,
    intent,
    subjects: refs,
    text: told
      .map(({ ref, removal }) =>
        removal
          ? `${nameOf(ref)} (${ref}) was removed on ${dayIn(removal.at, zone)}, because ${removal.because}. It was defined in ${removal.location.replace(/^(?:url|file):/, '')}.`
          : `${nameOf(ref)} was removed.`,
      )
      .join(' '),
    facts: told.flatMap(({ ref, removal }) =>
      removal
        ? [
            {
              name: 'removed',
              value: ref,
              source: 'catalog',
              observedAt: removal.at.toISOString(),
              ...(removal.location.startsWith('url:') && { url: removal.location.slice(4) }),
            },
          ]
        : [],
    ),
  });
}
