import type { Db } from '#dialect';
import { UserError } from '../errors.ts';
import type { Entity } from './entity.ts';
import type { ForeignKinds } from './foreign-kinds.ts';
import { readSnapshot } from './found.ts';
import { ownerDirectory } from './owner-directory.ts';
import type { Platform } from './platform.ts';
import { type Known, type Proposal, proposeEntity } from './proposal.ts';
import type { CatalogIndex } from './search.ts';
import { entitiesByRefs } from './store.ts';

/** Descriptors that a repository has, or a proposal for its first one. */
export type Analysis = {
  existingEntityFiles: {
    location: { type: 'url'; target: string };
    /** Whether the catalog has the entity from there already. */
    isRegistered: boolean;
    entity: Entity;
  }[];
  generateEntities: Proposal[];
};

export type Analyse = (address: string) => Promise<Analysis>;

/**
 * Looks at the repository behind an address.
 * @throws UserError for what is no address; PlatformDown
 */
export function createAnalyse({
  db,
  index,
  platform,
  kinds,
}: {
  db: Db;
  index: CatalogIndex;
  platform: Pick<Platform, 'survey'>;
  kinds: ForeignKinds;
}): Analyse {
  return async (address) => {
    const known = (await platform.survey(address)) ?? knownByAddress(address);
    const { documents } = readSnapshot(
      { source: 'analysis', files: known.files ?? [], derived: [] },
      kinds,
    );
    const found = documents.flatMap(({ entity, ref, location }) =>
      entity && ref ? [{ entity, ref, location }] : [],
    );
    if (found.length > 0) {
      const stored = await entitiesByRefs(
        db,
        found.map(({ ref }) => ref),
      );
      const existingEntityFiles = found.map(({ entity, ref, location }) => ({
        location: { type: 'url' as const, target: location.replace(/^url:/, '') },
        isRegistered: stored.get(ref)?.location === location,
        entity,
      }));
      return { existingEntityFiles, generateEntities: [] };
    }
    const { refOfHandle } = ownerDirectory(await index.current());
    return { existingEntityFiles: [], generateEntities: [proposeEntity(known, refOfHandle)] };
  };
}

function knownByAddress(address: string): Known {
  const parts = URL.canParse(address) ? new URL(address).pathname.split('/').filter(Boolean) : [];
  const [owner, name] = parts;
  if (!owner || !name || !/^https?:/i.test(address))
    throw new UserError('The given location.target is not a URL of a repository.', '');
  return { slug: `${owner}/${name.replace(/\.git$/, '')}` };
}
