import type { Db } from '#dialect';
import { UserError } from './errors.ts';
import { filesOf } from './scorecards/library/folder.ts';
import { textsLastUsed } from './scorecards/library/last-used.ts';
import { createLiveLibrary, type LiveLibrary, type OwnFiles } from './scorecards/library/live.ts';
import type { StandardsFile } from './scorecards/library/read-files.ts';
import { newsOf } from './scorecards/library/told.ts';

/** What the library of scorecards needs of the settings and the edges. */
export type LibraryOutside = {
  /** Whether the scorecards that ship are used beside the organisation's. */
  shipped?: boolean;
  /** The YAML files of a folder on GitHub, by its address; null where GitHub is not connected. */
  readAddress?: (address: string) => Promise<readonly StandardsFile[]>;
  tellLead?: (text: string) => Promise<void>;
};

/** Reads the organisation's scorecards and initiatives from where the settings say: a folder, or a folder on GitHub. */
export function composeLibrary({
  db,
  now,
  zone,
  where,
  shipped = true,
  readAddress,
  tellLead = async () => {},
}: LibraryOutside & {
  db: Db;
  now: () => Date;
  zone: string;
  where: string | null;
}): LiveLibrary {
  return createLiveLibrary({
    own: where === null ? null : ownFiles(where, readAddress),
    zone,
    shipped,
    lastUsed: () => textsLastUsed(db),
    elapsed: () => performance.now(),
    async onNews({ problems }) {
      const news = await newsOf(db, problems, now());
      if (news !== null) await tellLead(news);
    },
  });
}

function ownFiles(where: string, readAddress: LibraryOutside['readAddress']): OwnFiles {
  if (!isAddress(where)) return { where, isNear: true, read: () => filesOf(where) };
  return {
    where,
    isNear: false,
    async read() {
      if (!readAddress)
        throw new UserError(
          `${where} cannot be read without GitHub.`,
          'Set GITHUB_ORG and GITHUB_TOKEN, or name a folder.',
        );
      return readAddress(where);
    },
  };
}

/** `github:owner/repository/path`, or the address of a folder as the browser shows it. */
export function isAddress(where: string): boolean {
  return /^(?:https?:\/\/|github:)/.test(where);
}
