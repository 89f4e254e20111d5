import { and, eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { documents, entities, repositories } from '../../db/schema.ts';

/** The file that states an entity, as far as a pull request can reach it. */
export type FilePlace =
  | { kind: 'file'; repository: string; path: string; url: string }
  /** It is stated somewhere else: a sentence, what to do instead, and where. */
  | { kind: 'elsewhere'; reason: string; nextStep: string; url: string | null };

/** Where an entity would have to be corrected. */
export async function placeOf(db: Db, ref: string): Promise<FilePlace> {
  const [row] = await db.select().from(entities).where(eq(entities.ref, ref));
  if (!row || row.removedAt)
    return elsewhere('It is not in the catalog any more.', 'Ask again.', null);
  const { source, location } = row;
  const url = location.startsWith('url:') ? location.slice(4) : null;
  if (source.startsWith('github-org:') || (await isDerived(db, ref, location))) {
    return elsewhere(
      'No file states it: it comes from the teams and people of GitHub.',
      'Change it there, or write a descriptor for it; that comes first then.',
      url,
    );
  }
  if (source.startsWith('folder:') || !url) {
    const file = location.replace(/^file:/, '');
    return elsewhere(
      `It is read from a folder, and not from GitHub: ${file}.`,
      'Change the file there; the catalog follows it.',
      null,
    );
  }
  const [repository] = await db
    .select()
    .from(repositories)
    .where(eq(repositories.id, source.replace(/^github:/, '')));
  if (!source.startsWith('github:') || !repository) {
    return elsewhere(
      'Its file lies outside the repositories that I may write to.',
      'Correct it there.',
      url,
    );
  }
  if (repository.isArchived) {
    return elsewhere(
      `The repository ${repository.slug} is archived, so nothing can be changed in it.`,
      'Unarchive it first, or state the entity in another repository.',
      repository.url,
    );
  }
  const path = pathIn(url, repository);
  if (path === null) return elsewhere('Its file could not be found.', 'Correct it by hand.', url);
  return { kind: 'file', repository: repository.slug, path, url };
}

async function isDerived(db: Db, ref: string, location: string): Promise<boolean> {
  const [row] = await db
    .select({ isDerived: documents.isDerived })
    .from(documents)
    .where(and(eq(documents.ref, ref), eq(documents.location, location)));
  return row?.isDerived ?? false;
}

function elsewhere(reason: string, nextStep: string, url: string | null): FilePlace {
  return { kind: 'elsewhere', reason, nextStep, url };
}

/** `services/a/catalog-info.yaml` of `https://github.com/o/r/blob/main/services/a/catalog-info.yaml`. */
function pathIn(url: string, repository: typeof repositories.$inferSelect): string | null {
  const branch = (repository.defaultBranch ?? '').split('/').map(encodeURIComponent).join('/');
  const before = `${repository.url}/blob/${branch}/`;
  if (!url.toLowerCase().startsWith(before.toLowerCase())) return null;
  try {
    return decodeURIComponent(url.slice(before.length).replace(/[?#].*$/, ''));
  } catch {
    // A stray percent sign: nobody's path.
    return null;
  }
}
