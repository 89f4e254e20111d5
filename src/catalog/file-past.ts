import { parseDescriptor } from './descriptor.ts';
import type { Version } from './history.ts';

/** What a descriptor file said from one commit on; `text` is null where that commit took the file away. */
export type FileVersion = { commit: string; at: Date; text: string | null };

export type FilePast =
  /** Oldest first. `isCut`: there are older ones, which were not read. */
  | { kind: 'read'; versions: readonly FileVersion[]; isCut: boolean }
  /** `reason` is a sentence; null where the location is no file with a history, which needs no excuse. */
  | { kind: 'unread'; reason: string | null };

/**
 * Reads what the file at a location said up to a time, from the git history of its repository. What the platform does wrong is a reason,
 * not an error.
 */
export type ReadPast = (location: string, until: Date) => Promise<FilePast>;

/** A version that the catalog knows by itself, or that its file's git history tells of. */
export type PastVersion = Version & { isFromGit?: true };

/**
 * What the versions of a file say of one entity, oldest first, from where they first define it: before that it may have had another name or
 * stood elsewhere. A text that cannot be judged changes nothing, as it would not have changed the catalog.
 */
export function versionsInFile(
  versions: readonly FileVersion[],
  { ref, location }: { ref: string; location: string },
): PastVersion[] {
  const found: PastVersion[] = [];
  for (const { commit, at, text } of versions) {
    const documents = text === null ? [] : parseDescriptor(text);
    const entity = documents.find((one) => one.ref === ref)?.entity ?? null;
    if (entity === null && (found.length === 0 || documents.some(({ isValid }) => !isValid)))
      continue;
    const because = entity ? null : text === null ? FILE_GONE : NOT_DEFINED;
    found.push({ ref, revision: 0, at, entity, location, commit, because, isFromGit: true });
  }
  return found;
}

const FILE_GONE = 'its file was deleted';
const NOT_DEFINED = 'its file did not define it';
