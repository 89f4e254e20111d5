import { inArray, isNotNull } from 'drizzle-orm';
import { repositories } from '../../db/schema.ts';
import { activeIn, environmentNames } from '../../operations/work-reads.ts';
import { languageNamed } from '../code-languages.ts';
import { madeInAll, refsOfDeployment } from '../delivery/subjects.ts';
import type { Room } from '../intention.ts';
import type { ReadHere } from './read-set.ts';

/** Where a set is read: with what GitHub says about the languages that the text names, and what runs where it names an environment. */
export async function setRoom(room: Room, text: string): Promise<ReadHere> {
  const { view, talk } = room;
  return {
    view,
    talk,
    written: await writtenLanguages(room, text),
    running: await runningThere(room, text),
  };
}

/** What runs in every environment, where the text may speak of one. */
async function runningThere(
  room: Room,
  text: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const names = MAY_NAME_PLACE.test(text) ? await environmentNames(room.db) : [];
  const found = new Map(names.map((name) => [name, new Set<string>()]));
  const all = names.length > 0 ? await activeIn(room.db, names) : [];
  const made = await madeInAll(room, [
    ...new Set(all.flatMap(({ repository }) => repository ?? [])),
  ]);
  for (const deployment of all)
    for (const ref of refsOfDeployment(deployment, made))
      found.get(deployment.environment)?.add(ref);
  return found;
}

const MAY_NAME_PLACE = /\b(?:in|to|on)\s+\S/i;

async function writtenLanguages(
  { db, view }: Room,
  text: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const named = new Set(text.split(/[\s,;?!/]+/).flatMap((word) => languageNamed(word) ?? []));
  const isAll = /\b(?:languages?|stack)\b/i.test(text);
  const found = new Map<string, Set<string>>();
  if (named.size === 0 && !isAll) return found;
  const rows = await db
    .select({ slug: repositories.slug, language: repositories.language })
    .from(repositories)
    .where(isAll ? isNotNull(repositories.language) : inArray(repositories.language, [...named]));
  for (const { slug, language } of rows) {
    const key = (language ?? '').toLowerCase();
    const refs = found.get(key) ?? new Set();
    for (const { ref, kind } of view.at(`github.com/${slug.toLowerCase()}`))
      if (kind === 'component') refs.add(ref);
    found.set(key, refs);
  }
  return found;
}
