import type { RepositoryPlace } from '../../../scaffolder/form/repository-place.ts';

/** What drawing a field needs to know of the world, all of it at hand. */
export type FieldWorld = {
  /** The name people read for the ref of an entity. */
  labelOf: (ref: string) => string;
  /** Where repositories are made unless a template says where. */
  places: readonly RepositoryPlace[];
};
