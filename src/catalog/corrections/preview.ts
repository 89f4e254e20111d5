import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { blobs, repositories } from '../../db/schema.ts';
import type { Edited } from './edit.ts';
import { type DiffLine, lineDiff } from './line-diff.ts';

/** What a correction would change, as far as the last read of the file tells. */
export type Preview =
  | { kind: 'diff'; lines: readonly (DiffLine | null)[] }
  /** The text is not at hand: the file is read when the pull request is opened. */
  | { kind: 'unread' }
  | Exclude<Edited, { kind: 'edited' }>;

/** Makes the edit on the text that was read last; nothing is asked of GitHub. */
export async function previewOf(
  db: Db,
  place: { repository: string; path: string; mayCreate?: boolean },
  edit: (text: string) => Edited,
): Promise<Preview> {
  const text = await textAt(db, place);
  if (text === null) return { kind: 'unread' };
  const edited = edit(text);
  if (edited.kind !== 'edited') return edited;
  return { kind: 'diff', lines: lineDiff(text, edited.text) };
}

async function textAt(
  db: Db,
  {
    repository,
    path,
    mayCreate = false,
  }: { repository: string; path: string; mayCreate?: boolean },
): Promise<string | null> {
  const [row] = await db
    .select({ files: repositories.files })
    .from(repositories)
    .where(eq(sql`lower(${repositories.slug})`, repository.toLowerCase()));
  const oid = row && Object.hasOwn(row.files, path) ? row.files[path] : undefined;
  if (!oid) return mayCreate && row ? '' : null;
  const [blob] = await db
    .select({ text: blobs.text })
    .from(blobs)
    .where(and(eq(blobs.oid, oid), eq(blobs.isTruncated, false)));
  return blob?.text ?? null;
}
