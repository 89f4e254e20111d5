import { UserError } from '../errors.ts';
import type { ReadPast } from './file-past.ts';
import type { DescriptorFile } from './snapshot.ts';

/** It could not be asked or read now; nothing is wrong with what was asked for. */
export class PlatformDown extends UserError {
  override name = 'PlatformDown';
}

/** What the catalog needs of whoever hosts descriptors; `app.ts` hands over the real one. */
export type Platform = {
  /**
   * Reads what these registered targets name into the catalog, and notes in each row how that went. A target that is not registered
   * any more is read without it. What the platform does wrong ends in the row, not in an error.
   */
  readTargets: (targets: readonly string[]) => Promise<void>;
  /**
   * Reads a source again at once: a repository, an organisation, a folder.
   * @throws PlatformDown
   */
  readSource: (source: string) => Promise<void>;
  /**
   * The descriptor files that a target names, and those that Locations in them name; nothing of them comes into the catalog.
   * @throws UserError where there are none; PlatformDown
   */
  lookAt: (target: string) => Promise<DescriptorFile[]>;
  /**
   * What is known of the repository that an address lies in; null for an address that is no repository we can read.
   * @throws PlatformDown
   */
  survey: (address: string) => Promise<Survey | null>;
  readPast: ReadPast;
};

/** A repository as far as a first descriptor can be made of it. */
export type Survey = {
  /** `owner/name`. */
  slug: string;
  /** `https://github.com/owner/name`. */
  url: string;
  description: string | null;
  language: string | null;
  topics: readonly string[];
  isArchived: boolean;
  /** Text of the CODEOWNERS file that counts; null where there is none. */
  codeowners: string | null;
  /** Descriptors that it holds already. */
  files: readonly DescriptorFile[];
  /** Every file of its default branch. */
  paths: readonly string[];
  /** What the files say that tell what it is (`isManifest`), by path. */
  manifests: ReadonlyMap<string, string>;
};
