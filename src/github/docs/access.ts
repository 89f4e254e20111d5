/** Who may read private repositories. */
export type Access = {
  /** False where membership of the organisation alone lets nobody read a repository. */
  isOpen: boolean;
  /** Refs of teams and people by repository id, where it is not open. */
  readers: Readonly<Record<string, readonly string[]>>;
};

export const OPEN: Access = { isOpen: true, readers: {} };

export async function readAccess(): Promise<Access> {
  return OPEN;
}

/** Who may read the docs of a repository; null for everybody of the organisation. */
export function readersIn(
  { isOpen, readers }: Access,
  { id, visibility }: { id: string; visibility: 'public' | 'internal' | 'private' },
): readonly string[] | null {
  return isOpen || visibility !== 'private' ? null : (readers[id] ?? []);
}
