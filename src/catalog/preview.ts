import type { Db } from '#dialect';
import { UserError } from '../errors.ts';
import type { Entity } from './entity.ts';
import type { ForeignKinds } from './foreign-kinds.ts';
import { readSnapshot } from './found.ts';
import { MANAGED_BY_ORIGIN, shownAnnotations } from './location-annotations.ts';
import { locationByTarget } from './location-store.ts';
import {
  checkLocation,
  entityRefOf,
  type LocationInput,
  locationSnapshot,
  locationSource,
  newLocationId,
} from './locations.ts';
import type { Platform } from './platform.ts';

/** What registering a location would bring. */
export type Preview = { exists: boolean; entityRef: string; entities: Entity[] };
export type LocationPreview = (input: LocationInput) => Promise<Preview>;

/**
 * Looks at what a location names and keeps nothing.
 * @throws UserError for a target that cannot be read, or that holds a document which cannot be used; PlatformDown
 */
export function createPreview({
  db,
  platform,
  kinds,
}: {
  db: Db;
  platform: Pick<Platform, 'lookAt'>;
  kinds: ForeignKinds;
}): LocationPreview {
  return async (input) => {
    checkLocation(input);
    const id = newLocationId(input);
    const exists = (await locationByTarget(db, input)) !== null;
    const files = await platform.lookAt(input.target);
    const { derived } = locationSnapshot({ ...input, id });
    const { documents } = readSnapshot({ source: locationSource(id), files, derived }, kinds);
    for (const { entity, ref, location, problems } of documents) {
      const [problem] = problems;
      if (entity || !problem) continue;
      const place = `${location.replace(/^url:/, '')}:${problem.line}:${problem.column}`;
      throw new UserError(`${place}: ${problem.message}${ref ? ` (${ref})` : ''}`, '');
    }
    const found = documents.flatMap(({ entity, location }) =>
      entity ? [withLocation(entity, location, `${input.type}:${input.target}`)] : [],
    );
    return { exists, entityRef: entityRefOf(id), entities: found };
  };
}

function withLocation(entity: Entity, location: string, origin: string): Entity {
  const annotations = { ...shownAnnotations(entity, location), [MANAGED_BY_ORIGIN]: origin };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}
