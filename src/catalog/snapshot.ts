import type { Entity } from './entity.ts';
import type { IncludedFiles } from './placeholders.ts';
import type { UnreadTargets } from './warnings.ts';

/** A YAML file that may hold entities, as it was read. */
export type DescriptorFile = {
  /** `url:https://github.com/o/r/blob/main/catalog-info.yaml` or `file:/srv/catalog/a.yaml`. */
  location: string;
  /** Path below the root of its repository or folder. */
  path: string;
  text: string;
  /** Version the text belongs to: a commit, or null for a folder. */
  commit: string | null;
  /** The files that its placeholders (`$text`, `$json`, `$yaml`) name. */
  included?: IncludedFiles;
  /** Targets of its Locations that lead to nothing. */
  unread?: UnreadTargets;
};

/** A file that a Location asks for and that is not there: what it said before stays, with the reason. */
export type MissingFile = { location: string; reason: string };

/** An entity that no file states, made from what a platform knows: a GitHub team or person, a registered location. */
export type DerivedEntity = {
  location: string;
  /** Which document of its location; those without one are counted from 0. */
  position?: number;
  entity: Entity;
  /**
   * Annotation by which a descriptor claims to be the same thing, e.g. `['github.com/team-slug', 'payments']`; null where none can.
   * A descriptor with the same ref or this annotation wins; the derived entity is then not shown.
   */
  joins: readonly [annotation: string, value: string] | null;
};

/**
 * All that one source says, read completely. What a source said before and does not say now is gone;
 * a source that could not be read completely is not handed over at all, and stays as it was.
 */
export type SourceSnapshot = {
  /** `github:<repository node id>`, `github-org:<login>`, `folder:<path>`, `registered:<id>` and `location:<id>` of a registered location. */
  source: string;
  files: readonly DescriptorFile[];
  derived: readonly DerivedEntity[];
  missing?: readonly MissingFile[];
};
